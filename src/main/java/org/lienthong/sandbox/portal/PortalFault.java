package org.lienthong.sandbox.portal;

import java.util.Locale;

/** What can be wrong with the simulated portal. */
public enum PortalFault {
    /** Answers late; the value is milliseconds. */
    SLOW,
    /** Answers 500 and takes nothing. */
    ERROR,
    /** Answers 503 and takes nothing; the value is the seconds of Retry-After. */
    UNAVAILABLE,
    /** Takes nothing and answers nothing; the value is for how many milliseconds. */
    HANG,
    /** Takes everything, and the connection breaks instead of an answer. */
    CUT,
    /** Takes everything and answers 500. */
    ERROR_AFTER_TAKING,
    /** The session counts as expired. */
    EXPIRED,
    /** Answers a page of HTML and takes nothing. */
    HTML,
    /** Answers words that mean nothing and takes nothing. */
    UNKNOWN_TEXT;

    /** As the desk writes it, for example {@code error-after-taking}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
