package org.lienthong.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One version of the configuration, as the history tells it.
 *
 * @param version its number, from 1; never given twice
 * @param parent the version that it was made from; null for the first
 * @param hash of all its files, lower-case hex
 * @param state {@code proposed}, {@code in-force}, {@code superseded}, {@code refused}
 * @param source how it came: {@code start}, {@code api}, {@code watch}, {@code rollback}
 * @param author who published or proposed it
 * @param approver who approved it, where two have to
 * @param reason why, in the author's words
 * @param approval why, in the approver's words; null when there are none
 * @param at when it was handed in
 * @param decidedAt when it came into force or was refused; null while it is proposed
 * @param difference SHA-256 of the difference to its parent, lower-case hex
 * @param findings what a check found; with any error it was refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Version(
        long version,
        @Nullable Long parent,
        String hash,
        String state,
        String source,
        String author,
        @Nullable String approver,
        String reason,
        @Nullable String approval,
        Instant at,
        @Nullable Instant decidedAt,
        int files,
        @Nullable String difference,
        List<Problem> findings) {

    /** Where a version stands. */
    public enum State {
        PROPOSED,
        IN_FORCE,
        SUPERSEDED,
        REFUSED;

        /** The word in answers and in the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One finding.
     *
     * @param severity {@code error} or {@code warning}
     * @param file beneath {@code config/} or {@code routes/}
     */
    public record Problem(String severity, String rule, String file, int line, int column, String message) {}

    public Version {
        findings = List.copyOf(findings);
    }

    boolean is(State which) {
        return state.equals(which.word());
    }
}
