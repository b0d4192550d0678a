package org.lienthong.codelist;

/** What was given as an official list cannot be used. The message says why and what to do, for people. */
public final class OfficialListException extends RuntimeException {

    OfficialListException(String message) {
        super(message);
    }
}
