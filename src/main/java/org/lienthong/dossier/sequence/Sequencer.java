package org.lienthong.dossier.sequence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditLog;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.dossier.DossierChanges;
import org.lienthong.dossier.PortalTasks;
import org.lienthong.dossier.SourceMappings;
import org.lienthong.dossier.record.Owners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the records of batches in the order of their acceptance, on one hub at a time: whoever holds the database's
 * advisory lock for the length of a transaction. Nothing is kept in memory between two transactions, so a crash costs the
 * one that was open.
 */
public final class Sequencer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

    /** Names the lock among all users of the database. */
    private static final long LOCK = 0x4c54_4453_4551L;

    private final DataSource database;
    private final AuditLog log;
    private final Agencies agencies;
    private final SourceMappings mappings;
    private final DossierAliases aliases;
    private final List<DossierChanges> listeners;
    private final @Nullable PortalTasks portal;
    private final Clock clock;
    private final int chunksAtOnce;
    private final Duration pause;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "dossier-sequencer");
    private volatile boolean open = true;

    /**
     * @param listeners who computes from dossiers
     * @param portal told what there is to send; null when there is no portal
     * @param chunksAtOnce of one transaction, at most
     * @param pause how often the database is asked when nothing announces itself
     */
    public Sequencer(
            DataSource database,
            AuditLog log,
            Agencies agencies,
            SourceMappings mappings,
            DossierAliases aliases,
            List<DossierChanges> listeners,
            @Nullable PortalTasks portal,
            Clock clock,
            int chunksAtOnce,
            Duration pause) {
        this.database = database;
        this.log = log;
        this.agencies = agencies;
        this.mappings = mappings;
        this.aliases = aliases;
        this.listeners = List.copyOf(listeners);
        this.portal = portal;
        this.clock = clock;
        this.chunksAtOnce = chunksAtOnce;
        this.pause = pause;
    }

    public void start() {
        thread.start();
    }

    /** There is a new batch. */
    public void wake() {
        signal.release();
    }

    private void run() {
        while (open) {
            try {
                if (step() == 0) {
                    signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.atWarn().setCause(e).log("records wait to be taken up: {}", e.getMessage());
                rest();
            }
        }
    }

    private void rest() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One transaction.
     *
     * @return how many records were taken up; 0 when there are none, or another hub is at it
     */
    public int step() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int records = isMine(connection) ? take(connection) : 0;
                connection.commit();
                return records;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private int take(Connection connection) throws SQLException {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ChunkTable chunks = new ChunkTable(connection, portal != null);
        List<StoredChunk> todo = chunks.todo(chunksAtOnce);
        if (todo.isEmpty()) {
            return 0;
        }
        log.requireConsistent();
        Owners owners = new Owners(agencies.current(), agencies.today());
        Step step = new Step(
                connection,
                chunks,
                new Step.Tools(mappings, owners, aliases, listeners, DigestUtils.getSha256Digest(), portal != null),
                now);
        step.take(todo);
        new BatchEnds(connection, log).close(todo, now);
        connection.commit();
        if (portal != null && step.sends()) {
            portal.arrived();
        }
        return step.records();
    }

    private static boolean isMine(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        open = false;
        signal.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
