package org.lienthong.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.lienthong.trace.RequestSpan;
import org.lienthong.trace.SpanIds;
import org.lienthong.trace.SpanRecord;
import org.lienthong.trace.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notes up to which entry of the audit log the collector has all spans, and has those after it recorded again: at the start,
 * for what a killed process had not handed over, and when the collector comes back. They are made of the durable rows, with
 * the same ids as before; a span that the collector had is the same span once more. Of failed attempts the last is made
 * again, and a delivery whose begin nobody wrote down begins when it ends.
 */
final class SpanRecovery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpanRecovery.class);
    private static final long PAUSE_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** More is not looked at again. */
    private static final long LARGEST_GAP = 50_000;

    /** Spans at once, which the queue surely holds. */
    private static final int AT_ONCE = 400;

    private static final String SINCE = """
            select e.id, e.trace_id, e.request_span, e.sender, e.kind, e.accepted_at, d.id as delivery_id, d.recipient,
              d.mode, d.state, d.attempts, d.delivered_at, d.changed_at, d.reason
            from exchange e left join delivery d on d.exchange_id = e.id
            where e.id = any (array(
              select distinct exchange_id from audit_entry where idx >= ? and exchange_id is not null))""";

    private final JdbcClient jdbc;
    private final Traces traces;
    private final DeliverySpans spans;
    private final Path file;
    private final Thread thread = new Thread(this::run, "span-recovery");
    private volatile boolean open = true;
    private long mark = -1;
    private long seen = -1;

    /** @param file of the data directory, with the index of the first entry that the collector may miss */
    SpanRecovery(JdbcClient jdbc, Traces traces, DeliverySpans spans, Path file) {
        this.jdbc = jdbc;
        this.traces = traces;
        this.spans = spans;
        this.file = file;
        thread.setDaemon(true);
    }

    void start() {
        if (traces.isOn()) {
            thread.start();
        }
    }

    private void run() {
        boolean behind = true;
        long pause = PAUSE_MILLIS;
        while (open) {
            try {
                behind = behind ? !catchUp() : !advance();
            } catch (DataAccessException | IOException e) {
                LOG.atDebug().setCause(e).log("traces are not noted as handed over");
            }
            pause = behind ? Math.min(2 * pause, LONGEST_PAUSE_MILLIS) : PAUSE_MILLIS;
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** What was in the log one round ago has its spans recorded by now. */
    private boolean advance() throws IOException {
        long size = size();
        if (!traces.flush()) {
            LOG.atWarn().log("the collector of traces does not confirm them; they are recorded again when it does");
            return false;
        }
        if (seen != mark) {
            keep(seen);
        }
        seen = size;
        return true;
    }

    private boolean catchUp() throws IOException {
        long size = size();
        if (mark < 0) {
            mark = kept(size);
        }
        traces.forgive();
        if (mark < size) {
            int made = again(Math.max(mark, size - LARGEST_GAP));
            if (!traces.flush()) {
                return false; // the collector is still away
            }
            LOG.atInfo().addKeyValue("spans", made).log("recorded {} spans again after an interruption", made);
        }
        keep(size);
        seen = size;
        return true;
    }

    /** The number of spans that were recorded again. */
    private int again(long index) {
        Set<UUID> accepted = new HashSet<>();
        int[] made = {0, 0};
        boolean[] away = {false};
        jdbc.sql(SINCE).param(index).query(row -> {
            if (away[0] || !traces.sampled(row.getString("trace_id"))) {
                return;
            }
            UUID exchange = row.getObject("id", UUID.class);
            if (accepted.add(exchange)) {
                made[0] += acceptance(row, exchange);
            }
            if (row.getObject("delivery_id") != null) {
                made[0] += delivery(row, exchange);
            }
            if (made[0] - made[1] >= AT_ONCE) {
                away[0] = away[0] || !traces.flush();
                made[1] = made[0];
            }
        });
        return made[0];
    }

    private int acceptance(ResultSet row, UUID exchange) throws SQLException {
        String traceId = row.getString("trace_id");
        Instant at = instant(row, "accepted_at");
        RequestSpan request = RequestSpan.of(traceId, row.getString("request_span"));
        Map<String, String> about = DeliverySpans.about(kind(row), row.getString("sender"), "recovered");
        spans.accepted(exchange, request, traceId, at, at, about);
        if (request == null) {
            return 1;
        }
        traces.record(new SpanRecord(
                traceId, request.id(), request.parent(), "request", SpanRecord.Kind.SERVER, at, at, about, null));
        return 2;
    }

    private int delivery(ResultSet row, UUID exchange) throws SQLException {
        DeliveryState state = DeliveryState.of(row.getInt("state"));
        int attempts = row.getInt("attempts");
        boolean pull = row.getInt("mode") == 0;
        boolean left = row.getObject("delivered_at") != null;
        if (attempts == 0 && !left) {
            return 0;
        }
        Instant at = instant(row, "changed_at");
        DeliverySpans.Hop hop = new DeliverySpans.Hop(
                row.getString("trace_id"),
                exchange,
                row.getObject("delivery_id", UUID.class),
                pull ? 0 : Math.max(0, attempts - 1),
                DeliverySpans.about(kind(row), row.getString("recipient"), "recovered"));
        String parent = SpanIds.accept(exchange);
        String failure = state == DeliveryState.DONE || pull && state != DeliveryState.FAILED ? null : "failed";
        Instant end = left ? instant(row, "delivered_at") : at;
        if (!pull) {
            parent = SpanIds.relay(hop.delivery(), hop.attempt());
            spans.relayed(hop, instant(row, "accepted_at"), end, false);
        }
        spans.delivered(hop, end, end, parent, pull ? null : failure);
        if (!pull || state == DeliveryState.DONE || state == DeliveryState.FAILED) {
            spans.answer(hop, end, at, failure);
        }
        return 3;
    }

    private long size() {
        return jdbc.sql("select size from audit_head").query(Long.class).single();
    }

    private long kept(long size) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return size; // traces are new here
        }
    }

    private void keep(long index) throws IOException {
        mark = index;
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, Long.toString(index));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Kind kind(ResultSet row) throws SQLException {
        return Kind.values()[row.getInt("kind")];
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
    }
}
