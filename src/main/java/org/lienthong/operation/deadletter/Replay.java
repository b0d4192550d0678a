package org.lienthong.operation.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work on many dead letters: another round for each, or its end.
 *
 * @param action {@code replay} or {@code close}
 * @param state {@code running}, {@code done} or {@code stopped}
 * @param total how many there were when it was ordered
 * @param done how many were given another round, or closed
 * @param skipped how many were dead letters no more when their turn came; known at the end
 * @param delivered of those given another round, how many have arrived since
 * @param failed how many have been given up or refused since
 * @param waiting how many are still under way
 * @param rate how many per second, since it began
 * @param eta when it will be through, at the ordered rate
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Replay(
        UUID replayId,
        String action,
        String state,
        Selection selection,
        int perSecond,
        String reason,
        String orderedBy,
        Instant orderedAt,
        int total,
        int done,
        @Nullable Integer skipped,
        int delivered,
        int failed,
        int waiting,
        double rate,
        @Nullable Instant eta,
        @Nullable String stoppedBy) {}
