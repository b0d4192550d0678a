package org.lienthong.dossier.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.AuditLog;
import org.lienthong.delivery.Handed;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.dossier.DossierChange;
import org.lienthong.dossier.PortalTasks;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.SourceMappings;
import org.lienthong.dossier.record.RecordSplitter;
import org.lienthong.dossier.sequence.Sequencer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Intake and sequencer over the tests' database, without a web server. */
public final class TestBatches {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T05:00:00Z"), ZoneOffset.UTC);

    public final DataSource database;
    public final JdbcClient jdbc;
    public final Sequencer sequencer;
    public final List<DossierChange> changes = new ArrayList<>();
    final BatchReader reader;
    private final BatchIntake intake;
    private @Nullable RuntimeException failNext;

    /** @param portal whether there is one */
    public TestBatches(DataSource database, Path spool, boolean portal) {
        this(database, spool, portal ? () -> {} : null, settings(1000, 64 << 10), TestAgencies.shipped());
    }

    TestBatches(
            DataSource database,
            Path spool,
            @Nullable PortalTasks portal,
            DossierSettings settings,
            Agencies agencies) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        AuditLog log = new AuditLog();
        SourceMappings mappings = new SourceMappings(Map.of());
        DossierAliases aliases = new DossierAliases(database);
        BatchStore store = new BatchStore(database, log, UUID::randomUUID, CLOCK, 4, () -> {}, () -> 7);
        this.reader = new BatchReader(agencies, mappings, aliases, store, settings, spool, () -> true, CLOCK);
        IntakeRoutes routes = new IntakeRoutes() {
            @Override
            public <R> R run(Handed<R> handed) {
                return handed.accept();
            }
        };
        this.intake = new BatchIntake(reader, new Receiving(64, 8), routes, entries -> {}, CLOCK);
        this.sequencer = new Sequencer(
                database,
                log,
                agencies,
                mappings,
                aliases,
                List.of((connection, made) -> {
                    RuntimeException failure = failure();
                    if (failure != null) {
                        throw failure;
                    }
                    changes.addAll(made);
                }),
                portal,
                CLOCK,
                8,
                Duration.ofSeconds(1));
    }

    /** Makes the next transaction of the sequencer fail. */
    public void fail(RuntimeException next) {
        failNext = next;
    }

    private @Nullable RuntimeException failure() {
        RuntimeException failure = failNext;
        failNext = null;
        return failure;
    }

    static DossierSettings settings(int records, long memory) {
        return new DossierSettings(
                records,
                DataSize.ofMegabytes(512),
                DataSize.ofKilobytes(256),
                100,
                Duration.ofSeconds(15),
                DataSize.ofKilobytes(1),
                DataSize.ofBytes(memory),
                64,
                8,
                4,
                8,
                Duration.ofSeconds(1),
                Duration.ofDays(1));
    }

    /** Hands in an array of records of H56. */
    public UUID submit(RecordKind kind, String... records) {
        return submit("H56", kind, RecordSplitter.Format.ARRAY, "[" + String.join(",\n", records) + "]", null);
    }

    public UUID submit(
            String agency, RecordKind kind, RecordSplitter.Format format, String body, @Nullable String key) {
        return submit(agency, kind, format, body.getBytes(UTF_8), false, key).batchId();
    }

    BatchReceipt submit(
            String agency,
            RecordKind kind,
            RecordSplitter.Format format,
            byte[] body,
            boolean gzip,
            @Nullable String key) {
        return submit(agency, kind, format, new ByteArrayInputStream(body), gzip, key);
    }

    BatchReceipt submit(
            String agency,
            RecordKind kind,
            RecordSplitter.Format format,
            InputStream body,
            boolean gzip,
            @Nullable String key) {
        try {
            return intake.submit(new BatchSubmission(
                    agency, agency + "-main", Set.of(agency), kind, format, key, gzip, body, -1, "trace"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes up all that waits. */
    public void sequence() {
        try {
            int taken = sequencer.step();
            while (taken > 0) {
                taken = sequencer.step();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The counts of a batch: received, accepted, duplicate, out of order, refused, to deliver. */
    public List<Integer> counts(UUID batch) {
        return jdbc.sql(
                        "select received, accepted, duplicate, out_of_order, refused, to_deliver from dossier_batch where id = ?")
                .param(batch)
                .query((row, number) -> List.of(
                        row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5), row.getInt(6)))
                .single();
    }

    /** index, pointer and reason of what is wrong, in the order of the records. */
    public List<String> findings(UUID batch) {
        return jdbc.sql("""
                        select f.idx || ' ' || f.pointer || ' ' || f.reason from dossier_finding f
                        join dossier_batch b using (batch_no) where b.id = ? order by f.idx, f.n""").param(batch).query(String.class).list();
    }
}
