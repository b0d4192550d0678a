package org.lienthong.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.access.PersonalRows;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes durable, many in one transaction (group commit): what comes while one commit waits for the disk shares the
 * next one. A caller returns only when its own change is on disk, so a thousand documents cost a few dozen flushes and
 * hold the audit sequencer as often.
 */
final class Ledger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** A change and the one who waits for it. */
    private record Pending(LedgerBatch.Item item, CompletableFuture<Object> result) {

        Change change() {
            return item.change();
        }
    }

    private final DataSource dataSource;
    private final AuditLog log;
    private final PersonalRows personal;
    private final int largestBatch;
    private final Duration patience;
    private final Consumer<List<Change>> committed;
    private final BlockingQueue<Pending> queue;
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean open = true;

    /**
     * @param patience how long a caller waits before it is told that the database is not available
     * @param committed told of the changes that took effect, after they are durable
     */
    Ledger(
            DataSource dataSource,
            AuditLog log,
            PersonalRows personal,
            int writers,
            int largestBatch,
            int capacity,
            Duration patience,
            Consumer<List<Change>> committed) {
        this.dataSource = dataSource;
        this.log = log;
        this.personal = personal;
        this.largestBatch = largestBatch;
        this.patience = patience;
        this.committed = committed;
        this.queue = new ArrayBlockingQueue<>(capacity);
        for (int i = 0; i < writers; i++) {
            Thread thread = new Thread(this::run, "ledger-" + i);
            thread.start();
            this.writers.add(thread);
        }
    }

    /**
     * Returns when the acceptance is durable.
     *
     * @throws ProblemException when it conflicts with an earlier one, or when it could not be made durable in time: then
     *     it may or may not have been, and the same submission again tells
     */
    Receipt accept(Acceptance acceptance) {
        log.requireAccepting();
        Object result = await(acceptance);
        if (result instanceof ProblemException problem) {
            throw problem;
        }
        return (Receipt) result;
    }

    /** Returns when the move is durable; false when the delivery was not in a state to move from. */
    boolean move(Outcome outcome) {
        return (Boolean) await(outcome);
    }

    /** Returns when the entries are durable. */
    void record(Change.Entries entries) {
        await(entries);
    }

    /** Hands an access over; what is returned gives the index of its entry when that is durable. */
    LongSupplier begin(Change.Access access) {
        if (access.sealed().entry().event() == AuditEvent.DATA_REQUESTED) {
            log.requireAccepting();
        }
        Pending pending = enqueue(access);
        return () -> (Long) await(pending);
    }

    /** How many changes wait for a writer. */
    int waiting() {
        return queue.size();
    }

    private Object await(Change change) {
        return await(enqueue(change));
    }

    private Pending enqueue(Change change) {
        log.requireConsistent();
        Pending pending = new Pending(LedgerBatch.Item.of(change), new CompletableFuture<>());
        if (!open || !queue.offer(pending)) {
            throw unavailable(null);
        }
        return pending;
    }

    private Object await(Pending pending) {
        try {
            return pending.result().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private void run() {
        List<Pending> batch = new ArrayList<>(largestBatch);
        while (open || !queue.isEmpty()) {
            batch.clear();
            try {
                Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, largestBatch - 1);
                write(batch);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                batch.forEach(pending -> pending.result().completeExceptionally(e));
                LOG.atError().setCause(e).log("a batch of changes could not be written");
            }
        }
    }

    private void write(List<Pending> batch) {
        // Hubs on one database write the same keys in the same order, so that they wait for each other and never
        // deadlock.
        batch.sort(Comparator.comparing(pending -> key(pending.change())));
        try {
            commit(batch);
        } catch (SQLException e) {
            if (batch.size() == 1 || connectionFailed(e)) {
                batch.forEach(pending -> pending.result().completeExceptionally(e));
                LOG.atWarn().addKeyValue("changes", batch.size()).log("not committed: {}", e.getMessage());
            } else {
                batch.forEach(pending -> write(new ArrayList<>(List.of(pending)))); // one bad change fails alone
            }
        }
    }

    private void commit(List<Pending> batch) throws SQLException {
        Object[] results = written(batch.stream().map(Pending::item).toList());
        List<Change> effective = new ArrayList<>(results.length);
        for (int i = 0; i < results.length; i++) {
            batch.get(i).result().complete(results[i]);
            if (tookEffect(results[i])) {
                effective.add(batch.get(i).change());
            }
        }
        committed.accept(effective);
    }

    private Object[] written(List<LedgerBatch.Item> items) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            try {
                return written(items, connection);
            } catch (SQLException e) {
                if (personal.renewed(connection, e)) {
                    return written(items, connection);
                }
                throw e;
            }
        }
    }

    private Object[] written(List<LedgerBatch.Item> items, Connection connection) throws SQLException {
        try {
            Object[] results = new LedgerBatch(connection, log, personal).commit(items);
            CrashPoint.LEDGER_AFTER_COMMIT.pass();
            return results;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    /** What only repeats an earlier acceptance has changed nothing, and its deliveries do not exist. */
    private static boolean tookEffect(Object result) {
        return result instanceof Receipt receipt ? !receipt.repeated() : Boolean.TRUE.equals(result);
    }

    private static String key(Change change) {
        if (change instanceof Acceptance acceptance) {
            return "1" + acceptance.documentId() + '\n' + acceptance.sender();
        }
        return change instanceof Outcome outcome ? "2" + outcome.deliveryId() : "3";
    }

    private static boolean connectionFailed(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    private static ProblemException unavailable(@org.jspecify.annotations.Nullable Throwable cause) {
        return new ProblemException(
                ProblemType.DEPENDENCY_UNAVAILABLE,
                "The database did not confirm in time. Nothing is promised: send the same again later.",
                "Cơ sở dữ liệu chưa xác nhận kịp thời. Vui lòng gửi lại đúng nội dung này sau.",
                List.of(),
                cause);
    }

    /** Writes what is queued and stops. */
    @Override
    public void close() {
        open = false;
        for (Thread writer : writers) {
            try {
                writer.join(TimeUnit.SECONDS.toMillis(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
