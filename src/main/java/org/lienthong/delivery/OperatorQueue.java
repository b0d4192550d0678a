package org.lienthong.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deliveries that wait for an operator: dead letters, those to a split agency, and those in the mailbox of an agency that
 * ended.
 */
final class OperatorQueue {

    private static final String ITEM = """
            select d.id, d.exchange_id, d.recipient, d.kind, d.mode, d.state, d.attempts, d.changed_at, d.reason,
              e.sender, e.document_id
            from delivery d join exchange e on e.id = d.exchange_id""";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Addressing addressing;
    private final OutboxRelay relay;
    private final Arrivals arrivals;
    private final Clock clock;

    OperatorQueue(
            JdbcClient jdbc, Ledger ledger, Addressing addressing, OutboxRelay relay, Arrivals arrivals, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.addressing = addressing;
        this.relay = relay;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /**
     * One delivery that waits; {@code state} is {@code dead} or {@code undecided}, of an agency that ended {@code open} or
     * {@code processing}.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            UUID deliveryId,
            UUID exchangeId,
            String sender,
            String recipient,
            String kind,
            String documentId,
            String state,
            int attempts,
            Instant changedAt,
            @Nullable String reason) {}

    /** Longest waiting first. */
    List<Item> list(int limit) {
        List<Item> waiting = jdbc.sql(ITEM + " where d.state in (6, 7) order by d.changed_at limit ?")
                .param(limit)
                .query((row, number) -> item(row))
                .list();
        return Stream.concat(waiting.stream(), unfetched(limit).stream())
                .sorted(Comparator.comparing(Item::changedAt))
                .limit(limit)
                .toList();
    }

    private List<Item> unfetched(int limit) {
        Set<String> ended = addressing.ended();
        return ended.isEmpty()
                ? List.of()
                : jdbc.sql(ITEM + " where d.state in (2, 3) and d.recipient = any(?) order by d.changed_at limit ?")
                        .param(ended.toArray(String[]::new))
                        .param(limit)
                        .query((row, number) -> item(row))
                        .list();
    }

    /**
     * Gives a dead letter another round of attempts.
     *
     * @return whether there was such a dead letter
     */
    boolean replay(UUID deliveryId, String operator) {
        Optional<Item> item = find(deliveryId, DeliveryState.DEAD);
        if (item.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        AuditEntry entry = entry(AuditEvent.REPLAYED, item.get(), operator, null, now);
        boolean moved = ledger.move(new Outcome(
                deliveryId, Set.of(DeliveryState.DEAD), DeliveryState.WAITING, now, now, false, 0, null, null, entry));
        relay.wake();
        return moved;
    }

    /**
     * Decides who receives what was sent to an agency that was split, or that ended before it fetched it.
     *
     * @param code the receiving agency's code
     * @throws org.lienthong.problem.ProblemException {@code UNKNOWN_RECIPIENT} when nobody holds it
     * @return whether there was such a delivery
     */
    boolean assign(UUID deliveryId, String code, String operator) {
        Set<DeliveryState> from = Set.of(DeliveryState.UNDECIDED, DeliveryState.OPEN, DeliveryState.PROCESSING);
        Optional<Item> item = from.stream()
                .flatMap(state -> find(deliveryId, state).stream())
                .filter(found -> found.state().equals(DeliveryState.UNDECIDED.wireName())
                        || addressing.ended().contains(found.recipient()))
                .findFirst();
        if (item.isEmpty()) {
            return false;
        }
        Acceptance.Addressee to =
                addressing.addressees(List.of(code), "/recipient").get(0);
        Instant now = clock.instant();
        boolean moved = ledger.move(new Outcome(
                deliveryId,
                from,
                to.state(),
                now,
                to.state() == DeliveryState.WAITING ? now : null,
                false,
                0,
                new Outcome.Reassignment(to.recipient(), to.mode()),
                null,
                entry(AuditEvent.ASSIGNED, item.get(), operator, to.recipient(), now)));
        relay.wake();
        arrivals.announce(to.recipient());
        return moved;
    }

    private Optional<Item> find(UUID id, DeliveryState state) {
        return jdbc.sql(ITEM + " where d.id = ? and d.state = ?")
                .param(id)
                .param(state.ordinal())
                .query((row, number) -> item(row))
                .optional();
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getObject("id", UUID.class),
                row.getObject("exchange_id", UUID.class),
                row.getString("sender"),
                row.getString("recipient"),
                Kind.values()[row.getInt("kind")].wireName(),
                row.getString("document_id"),
                DeliveryState.of(row.getInt("state")).wireName(),
                row.getInt("attempts"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"));
    }

    private static AuditEntry entry(
            AuditEvent event, Item item, String operator, @Nullable String result, Instant now) {
        return AuditEntry.of(
                        event,
                        now,
                        Who.of(operator).to(item.recipient()),
                        Origin.of(null, String.valueOf(MDC.get("traceId"))))
                .about(About.message(item.exchangeId(), item.kind(), item.documentId()))
                .result(result);
    }
}
