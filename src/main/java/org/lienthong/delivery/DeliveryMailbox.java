package org.lienthong.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mailbox over the delivery table: a delivery to a recipient that pulls is in it from the acceptance on. */
final class DeliveryMailbox implements Mailbox {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final String ITEM = """
            select d.id, d.exchange_id, d.kind, e.sender, d.recipient, e.document_id, e.delivered_sha256,
              d.arrived_at, d.state, d.changed_at, d.reason, d.delivered_at, e.size, e.trace_offset, e.trace_header,
              e.trace_id
            from delivery d join exchange e on e.id = d.exchange_id
            where d.recipient = :recipient and d.mode = 0""";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final PayloadStore payloads;
    private final Arrivals arrivals;
    private final Clock clock;
    private final Semaphore waiters;
    private final DeliverySpans spans;

    /** @param waiters how many callers may wait at the same time; each holds a thread of the web server */
    DeliveryMailbox(
            JdbcClient jdbc, Ledger ledger, PayloadStore payloads, Arrivals arrivals, Clock clock, int waiters) {
        this(jdbc, ledger, payloads, arrivals, clock, waiters, DeliverySpans.none());
    }

    DeliveryMailbox(
            JdbcClient jdbc,
            Ledger ledger,
            PayloadStore payloads,
            Arrivals arrivals,
            Clock clock,
            int waiters,
            DeliverySpans spans) {
        this.spans = spans;
        this.waiters = new Semaphore(waiters);
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.payloads = payloads;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** A mailbox row with what only the download needs. */
    private record Row(Item item, boolean deliveredBefore, StoredPayload payload, String traceId) {}

    @Override
    public List<Item> list(String agency, Query query) {
        StringBuilder sql = new StringBuilder(ITEM).append(" and d.state in (").append(ordinals(query.states()));
        sql.append(')');
        sql.append(
                query.kind() == null
                        ? " and d.kind in (0, 1)"
                        : " and d.kind = " + query.kind().ordinal());
        JdbcClient.StatementSpec select = bounds(sql, query, agency);
        return select.query((row, number) -> row(row).item()).list();
    }

    private JdbcClient.StatementSpec bounds(StringBuilder sql, Query query, String agency) {
        if (query.from() != null) {
            sql.append(" and d.arrived_at >= :from");
        }
        if (query.to() != null) {
            sql.append(" and d.arrived_at < :to");
        }
        JdbcClient.StatementSpec select = jdbc.sql(
                        sql.append(" order by d.id limit :limit offset :offset").toString())
                .param("recipient", agency)
                .param("limit", query.limit())
                .param("offset", query.offset());
        if (query.from() != null) {
            select = select.param("from", query.from().atOffset(ZoneOffset.UTC));
        }
        return query.to() == null ? select : select.param("to", query.to().atOffset(ZoneOffset.UTC));
    }

    @Override
    public List<Item> await(String agency, Query query, Duration wait) {
        if (wait.isZero() || !waiters.tryAcquire()) {
            return list(agency, query); // with too many waiting already, a caller just asks again
        }
        try {
            return awaitFirst(agency, query, System.nanoTime() + wait.toNanos());
        } finally {
            waiters.release();
        }
    }

    private List<Item> awaitFirst(String agency, Query query, long deadline) {
        while (true) {
            List<Item> items = list(agency, query);
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!items.isEmpty() || left.isNegative() || left.isZero()) {
                return items;
            }
            try {
                arrivals.await(agency, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return items;
            }
        }
    }

    @Override
    public long count(String agency, @Nullable Kind kind, Set<State> states) {
        return jdbc.sql("select count(*) from delivery where recipient = ? and mode = 0 and state in ("
                        + ordinals(states) + ")"
                        + (kind == null ? " and kind in (0, 1)" : " and kind = " + kind.ordinal()))
                .param(agency)
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<Item> find(String agency, UUID deliveryId) {
        return read(agency, deliveryId).map(Row::item);
    }

    @Override
    public Optional<Download> open(String agency, UUID deliveryId) {
        Optional<Row> found = read(agency, deliveryId);
        while (found.isPresent() && !found.get().deliveredBefore()) {
            if (recordDelivery(found.get())) {
                CrashPoint.MAILBOX_RECORDED.pass();
                break;
            }
            found = read(agency, deliveryId); // somebody moved or fetched it meanwhile
        }
        return found.map(this::download);
    }

    private Download download(Row row) {
        return new Download() {
            @Override
            public Item item() {
                return row.item();
            }

            @Override
            public @Nullable String traceparent() {
                return spans.traceparent(row.traceId(), row.item().deliveryId());
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                payloads.open(row.payload()).transferTo(out);
            }
        };
    }

    /** Durable before the first byte leaves; false when the delivery is not as it was read. */
    private boolean recordDelivery(Row row) {
        Item item = row.item();
        Instant now = clock.instant();
        boolean recorded = ledger.move(new Outcome(
                item.deliveryId(),
                Set.of(deliveryState(item.state())),
                deliveryState(item.state()),
                now,
                null,
                true,
                1,
                null,
                item.reason(),
                entry(AuditEvent.DELIVERED, item, now, null)));
        if (recorded) {
            spans.fetched(row.traceId(), item, now);
        }
        return recorded;
    }

    @Override
    public Optional<Item> mark(String agency, UUID deliveryId, State state, @Nullable String reason) {
        Optional<Row> found = read(agency, deliveryId);
        if (found.isEmpty() || found.get().item().state() == state) {
            return found.map(Row::item);
        }
        Item item = found.get().item();
        Instant now = clock.instant();
        AuditEvent event = state == State.FAILED ? AuditEvent.REJECTED : AuditEvent.ACKNOWLEDGED;
        boolean moved = ledger.move(new Outcome(
                deliveryId,
                state == State.PROCESSING
                        ? Set.of(DeliveryState.OPEN)
                        : Set.of(DeliveryState.OPEN, DeliveryState.PROCESSING),
                deliveryState(state),
                now,
                null,
                false,
                0,
                null,
                reason,
                state == State.PROCESSING ? null : entry(event, item, now, null)));
        if (moved && state != State.PROCESSING) {
            spans.acknowledged(found.get().traceId(), item, state, now);
        }
        return read(agency, deliveryId).map(Row::item);
    }

    private static AuditEntry entry(AuditEvent event, Item item, Instant at, @Nullable String result) {
        String traceId = MDC.get("traceId");
        boolean delivered = event == AuditEvent.DELIVERED;
        return AuditEntry.of(
                        event,
                        at,
                        Who.of(item.to(), Refusals.callingSystem()).to(item.from()),
                        Origin.of("pull", traceId == null ? "" : traceId))
                .about(About.message(item.exchangeId(), item.kind().wireName(), item.documentId()))
                .content(delivered ? item.sha256() : null, delivered ? item.size() : null)
                .result(result);
    }

    private Optional<Row> read(String agency, UUID deliveryId) {
        return jdbc.sql(ITEM + " and d.id = :id and d.state in (2, 3, 4, 5)")
                .param("recipient", agency)
                .param("id", deliveryId)
                .query((row, number) -> row(row))
                .optional();
    }

    private static Row row(ResultSet row) throws SQLException {
        StoredPayload payload = StoredPayload.of(row, "exchange_id");
        Item item = new Item(
                row.getObject("id", UUID.class),
                row.getObject("exchange_id", UUID.class),
                Kind.values()[row.getInt("kind")],
                row.getString("sender"),
                row.getString("recipient"),
                row.getString("document_id"),
                HexFormat.of().formatHex(row.getBytes("delivered_sha256")),
                payload.deliveredSize(),
                row.getObject("arrived_at", OffsetDateTime.class).toInstant(),
                mailboxState(DeliveryState.of(row.getInt("state"))),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"));
        return new Row(item, row.getObject("delivered_at") != null, payload, row.getString("trace_id"));
    }

    private static String ordinals(Set<State> states) {
        List<String> ordinals = new ArrayList<>();
        for (State state : states.isEmpty() ? EnumSet.noneOf(State.class) : EnumSet.copyOf(states)) {
            ordinals.add(String.valueOf(deliveryState(state).ordinal()));
        }
        return ordinals.isEmpty() ? "-1" : String.join(",", ordinals);
    }

    private static DeliveryState deliveryState(State state) {
        return switch (state) {
            case OPEN -> DeliveryState.OPEN;
            case PROCESSING -> DeliveryState.PROCESSING;
            case DONE -> DeliveryState.DONE;
            case FAILED -> DeliveryState.FAILED;
        };
    }

    private static State mailboxState(DeliveryState state) {
        return switch (state) {
            case OPEN -> State.OPEN;
            case PROCESSING -> State.PROCESSING;
            case DONE -> State.DONE;
            default -> State.FAILED;
        };
    }
}
