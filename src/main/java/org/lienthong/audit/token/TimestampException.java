package org.lienthong.audit.token;

/** No token could be had, or it does not prove what it should; the message says why. */
public final class TimestampException extends Exception {

    public TimestampException(String message) {
        super(message);
    }
}
