package org.lienthong.dossier.batch;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.Detail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.problem.Causes;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.trace.RequestSpan;

/** Makes a batch durable in one transaction: its row, its chunks, what is wrong with refused records, the audit entry. */
final class BatchStore {

    private static final String BATCH = """
            insert into dossier_batch (id, agency, caller, kind, idempotency_key, sha256, received, refused, root,
              submitted_at, trace_id, request_span)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (agency, idempotency_key) where idempotency_key is not null do nothing
            returning batch_no""";
    private static final String EARLIER = """
            select id, kind, sha256, received from dossier_batch where agency = ? and idempotency_key = ?""";
    private static final String CHUNK = """
            insert into dossier_chunk (batch_no, no, first, count, records, offsets, root, outcomes)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String FINDINGS = """
            insert into dossier_finding (batch_no, idx, n, code, pointer, reason)
            select ?, * from unnest(?, ?, ?, ?, ?)""";
    private static final int CHUNKS_AT_ONCE = 4;

    private final DataSource database;
    private final AuditLog log;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final Semaphore places;
    private final Runnable arrived;
    private final LongSupplier configuration;

    /**
     * @param concurrent batches written at the same time
     * @param arrived told after each commit
     * @param configuration the version that this thread's message goes by
     */
    BatchStore(
            DataSource database,
            AuditLog log,
            Supplier<UUID> ids,
            Clock clock,
            int concurrent,
            Runnable arrived,
            LongSupplier configuration) {
        this.database = database;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.places = new Semaphore(concurrent);
        this.arrived = arrived;
        this.configuration = configuration;
    }

    /** Returns when the batch is durable; with the same key the receipt of the batch that came first. */
    BatchReceipt accept(IncomingBatch batch) {
        log.requireAccepting();
        boolean placed = false;
        try {
            placed = places.tryAcquire(30, TimeUnit.SECONDS);
            if (!placed) {
                throw busy();
            }
            BatchReceipt receipt = write(batch);
            arrived.run();
            return receipt;
        } catch (SQLException | IOException e) {
            throw Causes.problem(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            if (placed) {
                places.release();
            }
        }
    }

    private static ProblemException busy() {
        return new ProblemException(
                ProblemType.DEPENDENCY_UNAVAILABLE,
                "Too many batches are being stored. Nothing of this one was accepted; send it again.",
                "Có quá nhiều lô đang được lưu. Chưa tiếp nhận lô này; vui lòng gửi lại.");
    }

    private BatchReceipt write(IncomingBatch batch) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                UUID id = ids.get();
                Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                Long number = insert(connection, batch, id, now);
                if (number == null) {
                    BatchReceipt earlier = earlier(connection, batch);
                    connection.rollback();
                    return earlier;
                }
                insertChunks(connection, batch, number);
                insertFindings(connection, batch.findings(), number);
                long index = log.append(connection, List.of(entry(batch, id, now)));
                noteIndex(connection, number, index);
                connection.commit();
                return new BatchReceipt(id, batch.totals().received());
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static @Nullable Long insert(Connection connection, IncomingBatch batch, UUID id, Instant now)
            throws SQLException {
        BatchSubmission from = batch.submission();
        IncomingBatch.Totals totals = batch.totals();
        try (PreparedStatement insert = connection.prepareStatement(BATCH)) {
            insert.setObject(1, id);
            insert.setString(2, from.agency());
            insert.setString(3, from.caller());
            insert.setInt(4, from.kind().ordinal());
            insert.setString(5, from.key());
            insert.setBytes(6, totals.sha256());
            insert.setInt(7, totals.received());
            insert.setInt(8, totals.refused());
            insert.setBytes(9, totals.root());
            insert.setObject(10, now.atOffset(ZoneOffset.UTC));
            insert.setString(11, from.traceId());
            insert.setString(12, RequestSpan.stored());
            try (ResultSet row = insert.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    private static BatchReceipt earlier(Connection connection, IncomingBatch batch) throws SQLException {
        BatchSubmission from = batch.submission();
        try (PreparedStatement select = connection.prepareStatement(EARLIER)) {
            select.setString(1, from.agency());
            select.setString(2, from.key());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("a batch is in the way that cannot be read", "40001");
                }
                if (row.getInt(2) != from.kind().ordinal()
                        || !Arrays.equals(row.getBytes(3), batch.totals().sha256())) {
                    throw new ProblemException(
                            ProblemType.IDEMPOTENCY_KEY_REUSED,
                            "This Idempotency-Key was used for a batch with other content.",
                            "Khóa chống lặp này đã dùng cho một lô có nội dung khác.");
                }
                return new BatchReceipt(row.getObject(1, UUID.class), row.getInt(4));
            }
        }
    }

    private static void insertChunks(Connection connection, IncomingBatch batch, long number)
            throws SQLException, IOException {
        try (PreparedStatement insert = connection.prepareStatement(CHUNK)) {
            batch.spool().each((no, chunk) -> {
                insert.setLong(1, number);
                insert.setInt(2, no);
                insert.setInt(3, chunk.first());
                insert.setInt(4, chunk.count());
                insert.setBytes(5, chunk.records());
                insert.setBytes(6, chunk.offsets());
                insert.setBytes(7, chunk.root());
                insert.setBytes(8, chunk.outcomes());
                insert.addBatch();
                if (no % CHUNKS_AT_ONCE == CHUNKS_AT_ONCE - 1) {
                    insert.executeBatch();
                }
            });
            insert.executeBatch();
        }
    }

    private static void insertFindings(Connection connection, List<Finding> findings, long number) throws SQLException {
        if (findings.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(FINDINGS)) {
            insert.setLong(1, number);
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", findings.stream().map(Finding::index).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "int2", findings.stream().map(Finding::number).toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "text", findings.stream().map(Finding::code).toArray()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "text", findings.stream().map(Finding::pointer).toArray()));
            insert.setArray(
                    6,
                    connection.createArrayOf(
                            "text", findings.stream().map(Finding::reason).toArray()));
            insert.executeUpdate();
        }
    }

    private static void noteIndex(Connection connection, long number, long index) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update dossier_batch set log_index = ? where batch_no = ?")) {
            update.setLong(1, index);
            update.setLong(2, number);
            update.executeUpdate();
        }
    }

    private AuditEntry entry(IncomingBatch batch, UUID id, Instant now) {
        BatchSubmission from = batch.submission();
        IncomingBatch.Totals totals = batch.totals();
        HexFormat hex = HexFormat.of();
        return AuditEntry.of(
                        AuditEvent.ACCEPTED,
                        now,
                        Who.of(from.agency(), from.caller()),
                        Origin.of("rest", from.traceId()).by(configuration.getAsLong()))
                .about(About.exchange(id, batch.kind()))
                .content(hex.formatHex(totals.sha256()), totals.size())
                .detail(new Detail.Records(hex.formatHex(totals.root()), totals.received()));
    }
}
