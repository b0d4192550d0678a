package org.lienthong.agency.axis;

/** What was given is no list of the axis, or the axis refused to give it. The message says why, for people. */
public final class AxisListException extends RuntimeException {

    AxisListException(String message) {
        super(message);
    }

    AxisListException(String message, Throwable cause) {
        super(message, cause);
    }
}
