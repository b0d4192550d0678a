package org.lienthong.call;

import org.jspecify.annotations.Nullable;

/**
 * What came of a call whose answer the caller judges.
 *
 * @param status 0 when no answer came
 * @param retryAfter the header as it came
 * @param body as it came, within the limit
 * @param sent whether the system may have got the request
 */
public record SystemReply(int status, @Nullable String retryAfter, byte[] body, boolean sent) {

    /** Of a call that was not made. */
    public static SystemReply unsent() {
        return none(false);
    }

    static SystemReply none(boolean sent) {
        return new SystemReply(0, null, new byte[0], sent);
    }

    /** Whether the system is up, whatever it says. */
    boolean sound() {
        return status > 0 && status < 500 && status != 429;
    }
}
