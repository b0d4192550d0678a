package org.lienthong.operation.deadletter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.delivery.Kind;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Works on dead letters, second by second: deliveries, their audit entries and how far it is become durable in one
 * transaction, so a crash neither forgets nor repeats any. The row of the work is locked meanwhile; of several hubs one does
 * each step.
 */
final class ReplayWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayWorker.class);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int MOST = 1000;

    private static final String TAKE = """
            select id, action, selection, per_second, reason, ordered_by, ordered_at, last_changed, last_id, worked_at
            from replay where id = ? and state = 0 for update skip locked""";
    private static final String NEXT = """
            select d.id, d.exchange_id, d.recipient, d.kind, d.changed_at, e.document_id
            from delivery d join exchange e on e.id = d.exchange_id
            where %s and d.changed_at <= :ordered and (d.changed_at, d.id) > (:changed, :last)
            order by d.changed_at, d.id limit :most for update of d""";
    private static final String REPLAYED =
            "update delivery set state = 0, next_attempt_at = :now, changed_at = :now, reason = null where id = any (:ids)";
    private static final String CLOSED =
            "update delivery set state = 8, next_attempt_at = null, changed_at = :now, reason = :reason where id = any (:ids)";

    private final JdbcClient jdbc;
    private final AuditedTransaction transaction;
    private final JsonMapper json;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("replays"));

    ReplayWorker(JdbcClient jdbc, AuditedTransaction transaction, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::trySteps, 0, STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void trySteps() {
        try {
            steps();
        } catch (RuntimeException e) {
            LOG.atWarn().log("work on dead letters waits: {}", e.toString());
        }
    }

    /** One step of each work that is due. */
    void steps() {
        List<UUID> running = jdbc.sql("select id from replay where state = 0 order by ordered_at")
                .query(UUID.class)
                .list();
        running.forEach(id -> transaction.run(entries -> {
            take(id).ifPresent(task -> step(task, entries));
            return id;
        }));
    }

    private record Task(
            UUID id,
            Replays.Work work,
            Selection selection,
            int perSecond,
            String reason,
            String by,
            OffsetDateTime ordered,
            OffsetDateTime changed,
            UUID last,
            Instant worked) {}

    private record Letter(
            UUID id, UUID exchange, String recipient, Kind kind, OffsetDateTime changed, String documentId) {}

    private Optional<Task> take(UUID id) {
        return jdbc.sql(TAKE)
                .param(id)
                .query((row, number) -> new Task(
                        row.getObject("id", UUID.class),
                        Replays.Work.values()[row.getInt("action")],
                        json.readValue(row.getString("selection"), Selection.class),
                        row.getInt("per_second"),
                        row.getString("reason"),
                        row.getString("ordered_by"),
                        row.getObject("ordered_at", OffsetDateTime.class),
                        time(row.getObject("last_changed", OffsetDateTime.class)),
                        row.getObject("last_id", UUID.class),
                        row.getObject("worked_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** The driver's smallest time is smaller than what the database takes back. */
    private static OffsetDateTime time(OffsetDateTime at) {
        return at.isBefore(EARLIEST) ? EARLIEST : at;
    }

    private static final OffsetDateTime EARLIEST = Instant.EPOCH.atOffset(ZoneOffset.UTC);

    private void step(Task task, List<AuditEntry> entries) {
        Instant now = clock.instant();
        long millis = Math.min(Duration.between(task.worked(), now).toMillis(), 2 * STEP.toMillis());
        int most = (int) Math.min(MOST, task.perSecond() * millis / 1000);
        if (most < 1) {
            return;
        }
        List<Letter> letters = next(task, most);
        if (!letters.isEmpty()) {
            move(task, letters, now);
            letters.forEach(letter -> entries.add(entry(task, letter, now)));
        }
        Letter last = letters.isEmpty() ? null : letters.get(letters.size() - 1);
        note(task, letters.size(), last, letters.size() < most, now);
    }

    private List<Letter> next(Task task, int most) {
        Map<String, @Nullable Object> parameters =
                new HashMap<>(task.selection().parameters());
        parameters.put("ordered", task.ordered());
        parameters.put("changed", task.changed());
        parameters.put("last", task.last());
        parameters.put("most", most);
        return jdbc.sql(NEXT.formatted(task.selection().where()))
                .params(parameters)
                .query((row, number) -> new Letter(
                        row.getObject("id", UUID.class),
                        row.getObject("exchange_id", UUID.class),
                        row.getString("recipient"),
                        Kind.values()[row.getInt("kind")],
                        row.getObject("changed_at", OffsetDateTime.class),
                        row.getString("document_id")))
                .list();
    }

    private void move(Task task, List<Letter> letters, Instant now) {
        UUID[] ids = letters.stream().map(Letter::id).toArray(UUID[]::new);
        jdbc.sql(task.work() == Replays.Work.REPLAY ? REPLAYED : CLOSED)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("ids", ids)
                .param("reason", task.reason())
                .update();
        jdbc.sql("insert into replay_item (replay, delivery) select :replay, id from unnest(:ids) as done (id)"
                        + " on conflict do nothing")
                .param("replay", task.id())
                .param("ids", ids)
                .update();
    }

    private void note(Task task, int count, @Nullable Letter last, boolean through, Instant now) {
        jdbc.sql(
                        "update replay set done = done + ?, last_changed = ?, last_id = ?, worked_at = ?, state = ? where id = ?")
                .params(
                        count,
                        last == null ? task.changed() : last.changed(),
                        last == null ? task.last() : last.id(),
                        now.atOffset(ZoneOffset.UTC),
                        through ? 1 : 0,
                        task.id())
                .update();
    }

    private static AuditEntry entry(Task task, Letter letter, Instant now) {
        boolean replay = task.work() == Replays.Work.REPLAY;
        return AuditEntry.of(
                        replay ? AuditEvent.REPLAYED : AuditEvent.CLOSED,
                        now,
                        Who.of(task.by()).to(letter.recipient()),
                        Origin.of(null, "replay-" + task.id()))
                .about(About.message(letter.exchange(), letter.kind().wireName(), letter.documentId()))
                .result(replay ? task.id().toString() : task.reason());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
