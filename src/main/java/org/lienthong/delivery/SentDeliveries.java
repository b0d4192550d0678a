package org.lienthong.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sent list over exchanges and their deliveries. */
final class SentDeliveries implements SentExchanges {

    private static final String SENT = """
            select e.id as exchange_id, d.id as delivery_id, e.kind, e.sender, d.recipient, e.document_id, e.code,
              e.subject, e.accepted_at, d.delivered_at, d.changed_at, d.state, d.reason
            from exchange e join delivery d on d.exchange_id = e.id where e.sender = any (:senders)""";

    private final JdbcClient jdbc;

    SentDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Sent> sent(Query query) {
        StringBuilder sql = new StringBuilder(SENT);
        sql.append(
                query.kind() == null
                        ? " and e.kind in (0, 1)"
                        : " and e.kind = " + query.kind().ordinal());
        if (query.exchangeId() != null) {
            sql.append(" and e.id = :exchange");
        }
        JdbcClient.StatementSpec select = jdbc.sql(sql.append(" order by e.id desc, d.id limit :limit offset :offset")
                        .toString())
                .param("senders", query.senders().toArray(String[]::new))
                .param("limit", query.limit())
                .param("offset", query.offset());
        if (query.exchangeId() != null) {
            select = select.param("exchange", query.exchangeId());
        }
        return select.query((row, number) -> sent(row)).list();
    }

    private static Sent sent(ResultSet row) throws SQLException {
        DeliveryState state = DeliveryState.of(row.getInt("state"));
        boolean takenOver = state == DeliveryState.DONE;
        return new Sent(
                row.getObject("exchange_id", UUID.class),
                state == DeliveryState.UNDECIDED ? null : row.getObject("delivery_id", UUID.class),
                Kind.values()[row.getInt("kind")],
                row.getString("sender"),
                row.getString("recipient"),
                row.getString("document_id"),
                row.getString("code"),
                row.getString("subject"),
                instant(row, "accepted_at"),
                takenOver ? instant(row, "changed_at") : null,
                seenBySender(state),
                row.getString("reason"));
    }

    private static Mailbox.State seenBySender(DeliveryState state) {
        return switch (state) {
            case WAITING, QUEUED, OPEN, UNDECIDED -> Mailbox.State.OPEN;
            case PROCESSING -> Mailbox.State.PROCESSING;
            case DONE -> Mailbox.State.DONE;
            case FAILED, DEAD, CLOSED -> Mailbox.State.FAILED;
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
