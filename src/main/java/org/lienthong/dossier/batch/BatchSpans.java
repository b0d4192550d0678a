package org.lienthong.dossier.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.RecordKind;
import org.lienthong.thread.DaemonThreads;
import org.lienthong.trace.RequestSpan;
import org.lienthong.trace.SpanIds;
import org.lienthong.trace.SpanRecord;
import org.lienthong.trace.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The spans of batches, beneath the request that brought them: {@code sequence} until their records were put into the
 * histories, {@code portal} until the portal had answered all that it was to get. They are made of the rows of batches that
 * are done; up to which the collector has them stands in the database, so that a crash leaves out none and hubs on one
 * database do it in turn. The request's own span is made again where it may have been lost: from before this process, or
 * before the collector was away.
 */
final class BatchSpans implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchSpans.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** So long after its time stamp a batch that became done is surely committed. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /** What became done while nobody recorded is not looked at for longer. */
    private static final Duration LONGEST_GAP = Duration.ofHours(1);

    private static final int AT_ONCE = 400;

    private static final String MARK = "select done_at, batch_no from batch_trace for update skip locked";
    private static final String BEGIN =
            "insert into batch_trace (done_at, batch_no) values (?, 0) on conflict do nothing";
    private static final String DONE = """
            select batch_no, id, agency, kind, received, refused, to_deliver, delivered, submitted_at, sequenced_at, done_at,
              trace_id, request_span
            from dossier_batch where (done_at, batch_no) > (?, ?) and done_at <= ? order by done_at, batch_no limit ?""";
    private static final String MOVE = "update batch_trace set done_at = ?, batch_no = ?";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Traces traces;
    private final Clock clock;
    private Instant lostBefore = Instant.MIN;
    private long losses = -1;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("batch-spans"));

    BatchSpans(JdbcClient jdbc, TransactionTemplate transaction, Traces traces, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.traces = traces;
        this.clock = clock;
    }

    void start() {
        if (traces.isOn()) {
            thread.scheduleWithFixedDelay(this::tried, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tried() {
        try {
            while (Boolean.TRUE.equals(transaction.execute(status -> step()))) {
                LOG.debug("more batches are done");
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().setCause(e).log("spans of batches are recorded later");
        }
    }

    /** One page; whether there may be another one. */
    boolean step() {
        Instant now = clock.instant();
        if (traces.losses() != losses) {
            losses = traces.losses();
            lostBefore = now;
        }
        Mark mark = jdbc.sql(MARK)
                .query((row, number) -> new Mark(instant(row, "done_at"), row.getLong("batch_no")))
                .optional()
                .orElse(null);
        if (mark == null) { // another hub is at it, or nobody ever was
            jdbc.sql(BEGIN).param(at(now)).update();
            return false;
        }
        Instant from = now.minus(LONGEST_GAP).isAfter(mark.done()) ? now.minus(LONGEST_GAP) : mark.done();
        List<Mark> page = new ArrayList<>();
        jdbc.sql(DONE)
                .params(at(from), mark.batch(), at(now.minus(SETTLED)), AT_ONCE)
                .query(row -> {
                    record(row);
                    page.add(new Mark(instant(row, "done_at"), row.getLong("batch_no")));
                });
        if (page.isEmpty() || !traces.flush()) {
            return false;
        }
        Mark last = page.get(page.size() - 1);
        jdbc.sql(MOVE).params(at(last.done()), last.batch()).update();
        return page.size() == AT_ONCE;
    }

    /** What is before it is recorded. */
    private record Mark(Instant done, long batch) {}

    private void record(ResultSet row) throws SQLException {
        String traceId = row.getString("trace_id");
        if (traceId == null || !traces.sampled(traceId)) {
            return;
        }
        UUID batch = row.getObject("id", UUID.class);
        RequestSpan request = RequestSpan.of(traceId, row.getString("request_span"));
        Instant sequenced = instant(row, "sequenced_at");
        Instant submitted = instant(row, "submitted_at");
        if (request != null && submitted.isBefore(lostBefore)) {
            traces.record(new SpanRecord(
                    traceId,
                    request.id(),
                    request.parent(),
                    "request",
                    SpanRecord.Kind.SERVER,
                    submitted,
                    submitted,
                    Map.of("lienthong.batch", batch.toString()),
                    null));
        }
        span(row, traceId, SpanIds.accept(batch), request == null ? null : request.id(), "sequence", sequenced);
        if (row.getInt("to_deliver") > 0) {
            span(row, traceId, SpanIds.deliver(batch, 0), SpanIds.accept(batch), "portal", instant(row, "done_at"));
        }
    }

    private void span(ResultSet row, String traceId, String id, @Nullable String parent, String name, Instant end)
            throws SQLException {
        boolean portal = name.equals("portal");
        traces.record(new SpanRecord(
                traceId,
                id,
                parent,
                name,
                portal ? SpanRecord.Kind.CLIENT : SpanRecord.Kind.INTERNAL,
                instant(row, portal ? "sequenced_at" : "submitted_at"),
                end,
                Map.of(
                        "lienthong.batch",
                        row.getString("id"),
                        "lienthong.agency",
                        row.getString("agency"),
                        "lienthong.kind",
                        RecordKind.values()[row.getInt("kind")].name().toLowerCase(Locale.ROOT),
                        "lienthong.records",
                        String.valueOf(row.getInt(portal ? "to_deliver" : "received")),
                        "lienthong.taken",
                        String.valueOf(
                                portal ? row.getInt("delivered") : row.getInt("received") - row.getInt("refused"))),
                null));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
