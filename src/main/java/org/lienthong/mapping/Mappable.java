package org.lienthong.mapping;

import java.io.InputStream;

/**
 * A body that is more than its bytes, such as the delivery of a document: it is read only when it is mapped, within
 * {@code hub.mapping.max-document}, and goes on being what it is in another form.
 */
public interface Mappable {

    /** Number of bytes. */
    long size();

    /** The bytes; read to the end or close. */
    InputStream open();

    /**
     * The same thing in the form that a mapping gave it.
     *
     * @param mapping its path beneath the mappings' directory
     * @param bytes in UTF-8
     */
    Object mapped(String mapping, byte[] bytes, String contentType);
}
