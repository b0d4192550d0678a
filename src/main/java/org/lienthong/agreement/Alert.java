package org.lienthong.agreement;

import java.time.Instant;
import java.util.Locale;

/**
 * Something about the use of an agreement that a person has to look at.
 *
 * @param consumer id of the agency
 * @param agreement id
 * @param count how many were counted when it was raised
 */
public record Alert(Kind kind, String consumer, String agreement, int count, Instant at, String traceId) {

    /** What was noticed. */
    public enum Kind {
        /** An officer asked for many persons in a row of whom none was found. */
        ENUMERATION_CONSECUTIVE,
        /** An officer asked for many different persons who were not found. */
        ENUMERATION_MISSES,
        /** An officer asked for more different persons than work explains. */
        ENUMERATION_PERSONS,
        /** An agency's officers together asked for many different persons who were not found. */
        ENUMERATION_AGENCY,
        /** The quota of the day is used up. */
        QUOTA_EXHAUSTED;

        /** As in log lines, metrics and audit entries. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
