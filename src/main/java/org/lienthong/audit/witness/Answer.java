package org.lienthong.audit.witness;

import java.nio.charset.StandardCharsets;

/**
 * What the witness answers.
 *
 * @param status 200, 400, 403, 404, 409 or 422, as C2SP tlog-witness says which when
 */
record Answer(int status, String contentType, byte[] body) {

    private static final String TEXT = "text/plain; charset=utf-8";

    static Answer cosigned(String line) {
        return new Answer(200, TEXT, bytes(line));
    }

    /** The client's idea of what the witness saw last is wrong; it is told, and may try again from there. */
    static Answer conflict(long size) {
        return new Answer(409, "text/x.tlog.size", bytes(size + "\n"));
    }

    static Answer refused(int status, String why) {
        return new Answer(status, TEXT, bytes(why + "\n"));
    }

    static Answer file(byte[] note) {
        return new Answer(200, TEXT, note);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
