package org.lienthong.dossier.statistics;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * By which structure of the state figures are told.
 *
 * @param word as it was asked for
 * @param day the day whose ministries and provinces count; null for {@link #THEN} and {@link #TODAY}
 */
record Structure(String word, @Nullable LocalDate day) {

    /** Agencies under who they were. */
    static final Structure THEN = new Structure("then", null);

    /** Agencies under who receives for them today. */
    static final Structure TODAY = new Structure("today", null);

    /** @throws java.time.format.DateTimeParseException when it is neither word and no day */
    static Structure of(String word) {
        return switch (word) {
            case "then" -> THEN;
            case "today", "now" -> TODAY;
            default -> new Structure(word, LocalDate.parse(word));
        };
    }
}
