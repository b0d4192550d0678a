package org.lienthong.mapping;

import java.util.Map;

/** One compiled mapping; any number of threads may use it at once. */
sealed interface Mapping permits JsonataMapping, XsltMapping {

    /** Its path beneath the mappings' directory, with slashes. */
    String name();

    /**
     * Maps one message.
     *
     * @param input XML or JSON in UTF-8
     * @param headers of the message, for the mapping to look at
     * @throws MappingException when it cannot
     * @throws org.lienthong.codelist.CodeException when a code means nothing
     */
    Mapped apply(byte[] input, Map<String, Object> headers);
}
