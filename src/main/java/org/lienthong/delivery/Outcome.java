package org.lienthong.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditLog;

/**
 * A delivery moves to another state, if it still is in one of the states that it may come from; else nothing happens.
 *
 * @param from the states it may come from
 * @param nextAttemptAt when the relay takes it up again; null unless {@code to} is WAITING
 * @param delivered whether its bytes left the hub now
 * @param attempt which attempt this was, 1 for the first: happens once, however often it is reported; 0 for no attempt
 * @param recipient the new recipient, or null to leave it
 * @param entry recorded when the move happens; null to record nothing
 */
record Outcome(
        UUID deliveryId,
        Set<DeliveryState> from,
        DeliveryState to,
        Instant at,
        @Nullable Instant nextAttemptAt,
        boolean delivered,
        int attempt,
        @Nullable Reassignment recipient,
        @Nullable String reason,
        @Nullable AuditEntry entry)
        implements Change {

    /** Who receives instead, and how. */
    record Reassignment(String recipient, int mode) {}

    Outcome {
        from = Set.copyOf(from);
    }

    @Override
    public List<AuditLog.Line> lines() {
        return entry == null ? List.of() : List.of(AuditLog.Line.of(entry));
    }
}
