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
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.Merkle;
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
 * <p>Where database and log contradict each other it stops for good and tells the {@link AuditLog} to refuse.
 */
final class LogPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogPublisher.class);

    private static final int ENTRIES_PER_CHECKPOINT = 16_384;
    private static final int ENTRIES_PER_READ = 1024;
    private static final int TICKS_PER_RECHECK = 5;

    private final DataSource dataSource;
    private final LogDirectory directory;
    private final SignerKey signer;
    private final AuditLog auditLog;
    private final Duration interval;
    private final Thread thread = new Thread(this::run, "audit-log");
    private volatile boolean open = true;
    private @Nullable AuditRows rows;
    private @Nullable RightEdge edge;
    private List<Tile> superseded = List.of();
    private byte @Nullable [] published;
    private long rechecked;
    private int idle;

    LogPublisher(
            DataSource dataSource, LogDirectory directory, SignerKey signer, AuditLog auditLog, Duration interval) {
        this.dataSource = dataSource;
        this.directory = directory;
        this.signer = signer;
        this.auditLog = auditLog;
        this.interval = interval;
    }

    /** Compares database and log, so that nothing is accepted on top of a contradiction, and then starts to publish. */
    void start() {
        try (AuditRows check = new AuditRows(dataSource.getConnection())) {
            load(check);
        } catch (SQLException | IOException | RuntimeException e) {
            failed(e);
        }
        edge = null;
        thread.start();
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
            edge = state;
        }
        long size = source.size();
        if (size < state.size()) {
            throw new AuditInconsistentException(size, "the database ends before the published log");
        }
        if (size == state.size() && published != null) {
            recheck(source, state);
            return false;
        }
        while (open && (state.size() < size || published == null)) {
            extend(source, state, Math.min(size, state.size() + ENTRIES_PER_CHECKPOINT));
        }
        return true;
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
                step();
                LockSupport.parkNanos(interval.toNanos());
            } catch (SQLException | IOException | RuntimeException e) {
                failed(e);
                release();
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
        release();
    }

    private void failed(Exception e) {
        if (e instanceof AuditInconsistentException) {
            String reason = String.valueOf(e.getMessage());
            LOG.error(reason);
            auditLog.refuse(reason);
        } else {
            LOG.atWarn().setCause(e).log("the audit log could not be published; trying again");
        }
    }

    private RightEdge load(AuditRows source) throws SQLException, IOException {
        byte[] note = directory.checkpoint();
        published = note;
        if (note == null) {
            return new RightEdge();
        }
        Checkpoint last = read(note);
        RightEdge state = readEdge(last);
        if (source.size() < last.size()) {
            throw new AuditInconsistentException(
                    source.size(), "the database has " + source.size() + " entries, the published log " + last.size());
        }
        long bundle = last.size() / Tile.FULL;
        compare(source, last.size(), Math.max(0, bundle - 1));
        compare(source, last.size(), bundle);
        superseded = state.partials().stream()
                .filter(tile -> tile.index() > 0)
                .map(tile -> new Tile(tile.level(), tile.index() - 1, Tile.FULL))
                .toList();
        return state;
    }

    private Checkpoint read(byte[] note) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(SignedNote.open(note, List.of(signer.verifier())));
            if (checkpoint.origin().equals(signer.verifier().name())) {
                return checkpoint;
            }
            throw new AuditInconsistentException(0, "the checkpoint is another log's");
        } catch (LogFormatException e) {
            throw new AuditInconsistentException(0, "the published checkpoint is not this hub's: " + e.getMessage());
        }
    }

    private RightEdge readEdge(Checkpoint last) throws IOException {
        try {
            RightEdge state = RightEdge.read(directory, last.size());
            if (Arrays.equals(state.root(), last.root())) {
                return state;
            }
            throw new AuditInconsistentException(last.size(), "the log's tiles do not fit its checkpoint");
        } catch (LogDirectory.DamagedFileException | LogFormatException e) {
            throw new AuditInconsistentException(last.size(), "a file of the log: " + e.getMessage());
        }
    }

    private void extend(AuditRows source, RightEdge state, long to) throws SQLException, IOException {
        List<Tile> before = state.partials();
        while (state.size() < to) {
            long from = state.size();
            for (byte[] entry : source.entries(from, Math.min(to, from + ENTRIES_PER_READ))) {
                state.append(entry, directory::write);
            }
        }
        state.writePartials(directory::write);
        if (!Arrays.equals(published, directory.checkpoint())) {
            throw new IOException("somebody else wrote the log's checkpoint");
        }
        String text = new Checkpoint(signer.verifier().name(), to, state.root()).text();
        byte[] note = SignedNote.sign(text, signer).getBytes(StandardCharsets.UTF_8);
        directory.publish(note);
        published = note;
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

    /** Compares one bundle after the other with the database, slowly and for ever: an edited row is found while we run. */
    private void recheck(AuditRows source, RightEdge state) throws SQLException, IOException {
        idle++;
        if (idle % TICKS_PER_RECHECK == 0 && state.size() > 0) {
            compare(source, state.size(), rechecked);
            rechecked = (rechecked + 1) * Tile.FULL < state.size() ? rechecked + 1 : 0;
        }
    }

    private void compare(AuditRows source, long size, long bundle) throws SQLException, IOException {
        long from = bundle * Tile.FULL;
        long to = Math.min(size, from + Tile.FULL);
        if (from >= to) {
            return;
        }
        List<byte[]> hashes = hashes(Tile.in(size, 0, bundle), from);
        List<byte[]> entries = source.entries(from, to);
        for (int i = 0; i < entries.size(); i++) {
            if (!Arrays.equals(Merkle.leaf(entries.get(i)), hashes.get(i))) {
                throw new AuditInconsistentException(from + i, "the entry in the database is not the published one");
            }
        }
    }

    private List<byte[]> hashes(Tile tile, long from) throws IOException {
        try {
            return directory.hashes(tile);
        } catch (LogDirectory.DamagedFileException e) {
            throw new AuditInconsistentException(from, "a file of the log: " + e.getMessage());
        }
    }
}
