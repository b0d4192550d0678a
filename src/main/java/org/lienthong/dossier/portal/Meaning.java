package org.lienthong.dossier.portal;

import java.util.Locale;

/** What an answer of the portal means for the records of the call. */
enum Meaning {
    /** Taken, all of them. */
    OK,
    /** One is there already; none was taken. */
    EXISTS,
    /** One's dossier is not there; none was taken. */
    UNKNOWN_DOSSIER,
    /** One is wrong; none was taken. */
    REFUSED,
    /** The session has ended; none was taken. */
    SESSION_EXPIRED,
    /** Not now; none was taken. */
    LATER,
    /** Nobody knows whether they were taken: no answer came, or none that can be understood. */
    IN_DOUBT;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
