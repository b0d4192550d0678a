package org.lienthong.audit.log;

/** Bytes that are not what the format demands. The message says what is wrong, never what was found. */
public final class LogFormatException extends RuntimeException {

    LogFormatException(String message) {
        super(message);
    }
}
