package org.lienthong.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order that waits for a second person, or did.
 *
 * @param state {@code open}, {@code confirmed}, {@code declined} or {@code expired}
 * @param result what was done, in the answer to the confirmation only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Proposal(
        UUID proposalId,
        String action,
        String summary,
        String reason,
        String proposedBy,
        Instant proposedAt,
        String state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Object result) {

    Proposal with(Object done) {
        return new Proposal(
                proposalId, action, summary, reason, proposedBy, proposedAt, state, decidedBy, decidedAt, done);
    }
}
