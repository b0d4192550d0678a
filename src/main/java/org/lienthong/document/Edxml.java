package org.lienthong.document;

/** What one edXML file carries (QCVN 102:2016/BTTTT): a business document, or a status about one. */
public sealed interface Edxml permits EdxmlDocument, EdxmlStatus {

    /** Who sends it. */
    Party from();

    /** The {@code DocumentId} of the document itself or, in a status, of the document it answers; NFC. */
    String documentId();

    /** The sender's agency code as written, in either code scheme. */
    default String senderCode() {
        return from().organId();
    }
}
