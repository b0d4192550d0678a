package org.lienthong.audit.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.log.Tile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns audit entries into the published log, within a second of their commit: tiles, then bundles, then the checkpoint,
 * each durable before the next. Its state is in the files; after a crash it goes on from the last checkpoint, and what was
 * written beyond that is written again, byte for byte. Of several hubs on one database the one that holds the lock writes.
 *
 * <p>The last signed checkpoint is kept in the database, too: a directory that was lost or set back is written again from the
 * rows, provided that they are the ones that were signed. Where database and log contradict each other it stops for good and tells the {@link AuditLog} to refuse.
 */
final class LogPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogPublisher.class);

    private static final int ENTRIES_PER_CHECKPOINT = 16_384;
    private static final int ENTRIES_PER_READ = 1024;
    private static final int BUNDLES_PER_NOTE = 64;

    /** With more there is much to catch up with, and no time to rest between files. */
    private static final int ENTRIES_UNHURRIED = 8192;

    /** Under load checkpoints keep this distance: each costs the disk that the transactions wait for some thirty syncs. */
    private static final Duration BUSY_INTERVAL = Duration.ofMillis(500);

    private final DataSource dataSource;
    private final LogDirectory directory;
    private final SignerKey signer;
    private final AuditLog auditLog;
    private final Duration interval;
    private final LogCheck check;
    private final Recheck recheck;
    private final PublisherTroubles troubles = new PublisherTroubles(LOG, System::nanoTime);
    private final Thread thread = new Thread(this::run, "audit-log");
    private volatile boolean open = true;
    private volatile @Nullable String rebuilt;
    private @Nullable AuditRows rows;
    private @Nullable RightEdge edge;
    private List<Tile> superseded = List.of();
    private byte @Nullable [] published;
    private byte @Nullable [] owed;
    private byte @Nullable [] proven;
    private long grown;

    /** @param recheck published entries that are compared again per second */
    LogPublisher(
            DataSource dataSource,
            LogDirectory directory,
            SignerKey signer,
            AuditLog auditLog,
            Duration interval,
            int recheck) {
        this.dataSource = dataSource;
        this.directory = directory;
        this.signer = signer;
        this.auditLog = auditLog;
        this.interval = interval;
        this.check = new LogCheck(directory, signer.verifier());
        this.recheck = new Recheck(check, recheck / (double) Tile.FULL * interval.toMillis() / 1000);
    }

    /** Compares database and log, so that nothing is accepted on top of a contradiction, and then starts to publish. */
    void start() {
        try (AuditRows source = new AuditRows(dataSource.getConnection())) {
            load(source);
        } catch (SQLException | IOException | RuntimeException e) {
            failed(e);
        }
        edge = null;
        thread.start();
    }

    /** What operators should know of the log's directory although all is well, or null. */
    @Nullable
    String notice() {
        return rebuilt;
    }

    /** Does what is due now; the thread repeats it. Returns whether entries were published. */
    boolean step() throws SQLException, IOException {
        AuditRows source = rows;
        if (source == null) {
            source = new AuditRows(dataSource.getConnection());
            rows = source;
        }
        RightEdge state = edge;
        if (state == null) {
            if (!source.lock()) {
                release();
                return false; // another hub writes
            }
            state = load(source);
            directory.publishKey(signer.verifier());
            directory.announce();
            edge = state;
        }
        long size = source.size();
        if (size < state.size()) {
            throw new AuditInconsistentException(size, "the database ends before the published log");
        }
        grown = size - state.size();
        boolean due = grown > 0 || published == null;
        directory.hurry(grown <= Tile.FULL || grown > ENTRIES_UNHURRIED);
        rebuild(source, state);
        while (open && (state.size() < size || published == null)) {
            extend(source, state, Math.min(size, state.size() + ENTRIES_PER_CHECKPOINT));
        }
        recheck(source);
        return due;
    }

    /** Gives the lock back and forgets everything; the next step begins with the files. */
    void release() {
        AuditRows held = rows;
        rows = null;
        edge = null;
        if (held != null) {
            try {
                held.close();
            } catch (SQLException e) {
                LOG.debug("the lock's connection was lost", e);
            }
        }
    }

    @Override
    public void close() {
        open = false;
        directory.hurry(true);
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (open && auditLog.inconsistency() == null) {
            try {
                long start = System.nanoTime();
                step();
                troubles.succeeded();
                boolean busy = grown > Tile.FULL && interval.compareTo(BUSY_INTERVAL) < 0;
                LockSupport.parkNanos(busy ? busyPause(System.nanoTime() - start) : interval.toNanos());
            } catch (SQLException | IOException | RuntimeException e) {
                failed(e);
                release();
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
        release();
    }

    /** From one begin to the next, because the rests between the files' syncs count, too. */
    private static long busyPause(long took) {
        long whole = BUSY_INTERVAL.toNanos();
        return Math.max(whole / 2, whole - took);
    }

    private void failed(Exception e) {
        if (e instanceof AuditInconsistentException) {
            String reason = String.valueOf(e.getMessage());
            LOG.error(reason);
            auditLog.refuse(reason);
        } else {
            troubles.failed(e);
        }
    }

    private RightEdge load(AuditRows source) throws SQLException, IOException {
        byte[] note = directory.checkpoint();
        AuditRows.Kept kept = source.kept();
        published = note;
        owed = null;
        RightEdge state = new RightEdge();
        if (note != null) {
            state = check.edge(check.open(note, "the log's directory"));
        }
        if (source.size() < state.size()) {
            throw new AuditInconsistentException(
                    source.size(), "the database has " + source.size() + " entries, the published log " + state.size());
        }
        if (kept != null) {
            recheck.resumeAt(kept.rechecked());
            compareWith(kept, state, source);
        }
        long bundle = state.size() / Tile.FULL;
        check.bundle(source, state.size(), Math.max(0, bundle - 1));
        check.bundle(source, state.size(), bundle);
        superseded = state.partials().stream()
                .filter(tile -> tile.index() > 0)
                .map(tile -> new Tile(tile.level(), tile.index() - 1, Tile.FULL))
                .toList();
        return state;
    }

    /** The directory must begin with the checkpoint that the database knows, or the rows must be able to complete it. */
    private void compareWith(AuditRows.Kept kept, RightEdge state, AuditRows source) throws SQLException, IOException {
        Checkpoint known = check.open(kept.note(), "the database");
        if (known.size() <= state.size() && published != null) {
            check.begins(state.size(), known);
            return;
        }
        if (source.size() < known.size()) {
            throw new AuditInconsistentException(
                    source.size(), "the database has " + source.size() + " entries, but signed " + known.size());
        }
        if (state.size() < source.onlineFrom()) {
            throw new AuditInconsistentException(
                    state.size(),
                    "the log's directory was lost or set back, and the database has no longer all of its entries: they are"
                            + " in the archives and in backups of the directory");
        }
        owed = kept.note();
        if (!Arrays.equals(proven, owed)) {
            LOG.atWarn()
                    .log(
                            "the log's directory ends at entry {} of {} that were signed; it is written again from the database",
                            state.size(),
                            known.size());
            RightEdge trial = published == null ? new RightEdge() : RightEdge.read(directory, state.size());
            grow(source, trial, known.size(), (tile, bytes) -> {}); // writes nothing before it is sure
            if (trial.size() == known.size() && !Arrays.equals(trial.root(), known.root())) {
                throw new AuditInconsistentException(
                        state.size(),
                        "the log's directory was lost or set back, and the rows from here to " + known.size()
                                + " are not the ones that were signed");
            }
            proven = owed;
        }
    }

    /** Writes what the directory lost, up to the checkpoint that was signed; no shorter one is published in between. */
    private void rebuild(AuditRows source, RightEdge state) throws SQLException, IOException {
        byte[] note = owed;
        if (note == null) {
            return;
        }
        Checkpoint known = check.open(note, "the database");
        long from = state.size();
        grow(source, state, known.size(), directory::write);
        if (state.size() == known.size()) {
            state.writePartials(directory::write);
            directory.publish(note);
            published = note;
            owed = null;
            rebuilt = "the log's directory had lost its entries from " + from + " to " + known.size()
                    + "; they were written again from the database and are the ones that were signed";
            LOG.warn(rebuilt);
        }
    }

    private void grow(AuditRows source, RightEdge state, long to, RightEdge.Sink sink)
            throws SQLException, IOException {
        while (open && state.size() < to) {
            long from = state.size();
            for (byte[] entry : source.entries(from, Math.min(to, from + ENTRIES_PER_READ))) {
                state.append(entry, sink);
            }
        }
    }

    private void extend(AuditRows source, RightEdge state, long to) throws SQLException, IOException {
        List<Tile> before = state.partials();
        grow(source, state, to, directory::write);
        state.writePartials(directory::write);
        if (!directory.isPublished(published)) {
            throw new IOException("somebody else wrote the log's checkpoint");
        }
        String text = new Checkpoint(signer.verifier().name(), state.size(), state.root()).text();
        byte[] note = SignedNote.sign(text, signer).getBytes(StandardCharsets.UTF_8);
        directory.publish(note);
        published = note;
        source.keep(note, recheck.next());
        tidy(before, state);
    }

    /** Partial tiles go one checkpoint later than the full one came, so the checkpoint before still has its files. */
    private void tidy(List<Tile> before, RightEdge state) throws IOException {
        for (Tile tile : superseded) {
            directory.removePartials(tile);
        }
        List<Tile> outgrown = new ArrayList<>();
        for (Tile tile : before) {
            if (tile.index() < Tile.count(state.size(), tile.level()) / Tile.FULL) {
                outgrown.add(tile);
            }
        }
        superseded = outgrown;
    }

    private void recheck(AuditRows source) throws SQLException, IOException {
        byte[] note = published;
        if (note == null) {
            return;
        }
        long before = recheck.next();
        boolean round = recheck.step(source, check.open(note, "the log's directory"));
        if (round || before / BUNDLES_PER_NOTE != recheck.next() / BUNDLES_PER_NOTE) {
            source.keep(note, recheck.next());
        }
    }
}
