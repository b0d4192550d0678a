package org.lienthong.mapping;

/**
 * What a mapping made.
 *
 * @param body in UTF-8
 * @param contentType {@code application/xml}, {@code application/json} or {@code text/plain}
 */
record Mapped(byte[] body, String contentType) {

    static final String XML = "application/xml";
    static final String JSON = "application/json";
    static final String TEXT = "text/plain";
}
