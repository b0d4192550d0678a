package org.lienthong.operation.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.consent.ConsentedAction;
import org.lienthong.consent.Consents;
import org.lienthong.consent.Order;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.problem.Violation;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Orders work on dead letters, and tells how far it is. {@link ReplayWorker} does it. */
public final class Replays {

    public static final int FASTEST = 1000;

    private static final int USUAL = 10;
    private static final int SHOWN = 100;
    private static final List<String> STATES = List.of("running", "done", "stopped");

    private final JdbcClient jdbc;
    private final DeadLetters letters;
    private final AuditedTransaction transaction;
    private final JsonMapper json;
    private final Clock clock;

    Replays(JdbcClient jdbc, DeadLetters letters, AuditedTransaction transaction, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /** What an order says, as it waits for consent. */
    private record Details(Selection selection, int perSecond) {}

    /** Both actions, for the list of those that may need consent. */
    List<ConsentedAction> actions() {
        return List.of(new Action(Work.REPLAY), new Action(Work.CLOSE));
    }

    private final class Action implements ConsentedAction {

        private final Work work;

        Action(Work work) {
            this.work = work;
        }

        @Override
        public String name() {
            return work.word();
        }

        @Override
        public Object perform(Order order) {
            Details details = json.readValue(order.details(), Details.class);
            return begin(work, details, order);
        }
    }

    /** {@code replay} and {@code close}. The order is stored. */
    enum Work {
        REPLAY,
        CLOSE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param perSecond 1 to {@value #FASTEST}; null for 10
     * @param reason published in the audit log; of a closure also what the sender is told
     * @return a {@link Replay}, or the proposal when a second person has to agree
     */
    public Object replay(
            Consents consents,
            Selection selection,
            @Nullable Integer perSecond,
            @Nullable String reason,
            String by,
            String traceId) {
        int rate = perSecond == null ? USUAL : perSecond;
        if (rate < 1 || rate > FASTEST) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "'perSecond' must be 1 to " + FASTEST + ".",
                    "'perSecond' phải từ 1 đến " + FASTEST + ".",
                    new Violation("/perSecond", "must be 1 to " + FASTEST));
        }
        return order(consents, Work.REPLAY, new Details(selection, rate), reason, by, traceId);
    }

    /** As {@link #replay}. */
    public Object close(Consents consents, Selection selection, @Nullable String reason, String by, String traceId) {
        return order(consents, Work.CLOSE, new Details(selection, FASTEST), reason, by, traceId);
    }

    private Object order(
            Consents consents, Work work, Details details, @Nullable String reason, String by, String traceId) {
        String why = Order.reason(reason);
        long total = letters.count(details.selection());
        if (total == 0) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "There is no such dead letter (any more).",
                    "Không có (hoặc không còn) văn bản chưa chuyển được nào như vậy.");
        }
        return consents.order(new Order(
                work.word(), details.selection().summary(total), json.writeValueAsString(details), by, why, traceId));
    }

    private Replay begin(Work work, Details details, Order order) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        long total = letters.count(details.selection());
        transaction.run(entries -> {
            jdbc.sql("insert into replay (id, action, selection, per_second, reason, ordered_by, ordered_at, total,"
                            + " worked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            id,
                            work.ordinal(),
                            json.writeValueAsString(details.selection()),
                            details.perSecond(),
                            order.reason(),
                            order.by(),
                            utc(now),
                            (int) total,
                            utc(now.minusSeconds(1)))
                    .update();
            entries.add(operated(
                    order.by(),
                    details.selection().agency(),
                    work.word() + " " + id + " of " + order.summary() + ": " + order.reason(),
                    order.traceId()));
            return id;
        });
        return find(id);
    }

    /** What was replayed stays replayed. */
    public Replay stop(UUID id, String by, String traceId) {
        find(id);
        transaction.run(entries -> {
            int stopped = jdbc.sql("update replay set state = 2, stopped_by = ? where id = ? and state = 0")
                    .params(by, id)
                    .update();
            if (stopped > 0) {
                entries.add(operated(by, null, "stopped " + id, traceId));
            }
            return stopped;
        });
        return find(id);
    }

    private AuditEntry operated(String by, @Nullable String agency, String what, String traceId) {
        return AuditEntry.of(AuditEvent.OPERATED, clock.instant(), Who.of(by).to(agency), Origin.of("rest", traceId))
                .result(what);
    }

    /** Newest first. */
    public List<Replay> list() {
        return jdbc.sql(VIEW + " order by ordered_at desc limit ?")
                .param(SHOWN)
                .query((row, number) -> view(row))
                .list();
    }

    /** @throws ProblemException {@code NOT_FOUND} */
    public Replay find(UUID id) {
        return jdbc.sql(VIEW + " where id = ?")
                .param(id)
                .query((row, number) -> view(row))
                .optional()
                .orElseThrow(() -> StandardDetail.of(ProblemType.NOT_FOUND));
    }

    private static final String VIEW = """
            select r.*, sum.* from replay r cross join lateral (
              select count(*) filter (where d.state in (2, 3, 4)) as delivered,
                count(*) filter (where d.state in (5, 6)) as failed,
                count(*) filter (where d.state in (0, 1)) as waiting
              from replay_item i join delivery d on d.id = i.delivery where i.replay = r.id and r.action = 0) as sum""";

    private Replay view(ResultSet row) throws SQLException {
        int state = row.getInt("state");
        int total = row.getInt("total");
        int done = row.getInt("done");
        int perSecond = row.getInt("per_second");
        Instant ordered = row.getObject("ordered_at", OffsetDateTime.class).toInstant();
        Instant worked = row.getObject("worked_at", OffsetDateTime.class).toInstant();
        double seconds = Math.max(1, Duration.between(ordered, worked).toMillis() / 1000.0);
        return new Replay(
                row.getObject("id", UUID.class),
                Work.values()[row.getInt("action")].word(),
                STATES.get(state),
                json.readValue(row.getString("selection"), Selection.class),
                perSecond,
                row.getString("reason"),
                row.getString("ordered_by"),
                ordered,
                total,
                done,
                state == 1 ? Math.max(0, total - done) : null,
                row.getInt("delivered"),
                row.getInt("failed"),
                row.getInt("waiting"),
                Math.round(done / seconds * 10) / 10.0,
                state == 0 ? clock.instant().plusSeconds((long) Math.ceil((double) (total - done) / perSecond)) : null,
                row.getString("stopped_by"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
