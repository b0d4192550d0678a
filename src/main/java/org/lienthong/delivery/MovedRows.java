package org.lienthong.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves deliveries to other states, one statement however many there are. */
final class MovedRows {

    private static final String UPDATE = """
            update delivery d set state = o.state, changed_at = o.at, next_attempt_at = o.next_attempt_at, reason = o.reason,
              attempts = d.attempts + o.attempted, delivered_at = coalesce(d.delivered_at, o.delivered_at),
              assigned_from = case when o.recipient is null then d.assigned_from else coalesce(d.assigned_from, d.recipient) end,
              recipient = coalesce(o.recipient, d.recipient), mode = coalesce(o.mode, d.mode)
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as o (id, state, at, next_attempt_at, reason, attempted,
              delivered_at, recipient, mode, origins, attempts)
            where d.id = o.id and (1 << d.state) & o.origins <> 0 and (d.attempts = o.attempts or o.attempts < 0)
            returning d.id""";

    private final Connection connection;

    MovedRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * Returns the ids of the deliveries that moved.
     *
     * @param outcomes at most one for each delivery
     */
    Set<UUID> update(List<Outcome> outcomes) throws SQLException {
        Set<UUID> moved = new HashSet<>();
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            new Columns<>(update, outcomes)
                    .column("uuid", Outcome::deliveryId)
                    .column("int2", row -> row.to().ordinal())
                    .time(Outcome::at)
                    .time(Outcome::nextAttemptAt)
                    .column("text", Outcome::reason)
                    .column("int4", row -> row.attempt() > 0 ? 1 : 0)
                    .time(row -> row.delivered() ? row.at() : null)
                    .column("text", row -> recipient(row.recipient()))
                    .column("int2", row -> mode(row.recipient()))
                    .column("int4", MovedRows::origins)
                    .column("int4", row -> row.attempt() - 1);
            try (ResultSet ids = update.executeQuery()) {
                while (ids.next()) {
                    moved.add(ids.getObject(1, UUID.class));
                }
            }
        }
        return moved;
    }

    private static @Nullable String recipient(Outcome.@Nullable Reassignment to) {
        return to == null ? null : to.recipient();
    }

    private static @Nullable Integer mode(Outcome.@Nullable Reassignment to) {
        return to == null ? null : to.mode();
    }

    /** The states it may come from, one bit each. */
    private static int origins(Outcome outcome) {
        int origins = 0;
        for (DeliveryState state : outcome.from()) {
            origins |= 1 << state.ordinal();
        }
        return origins;
    }
}
