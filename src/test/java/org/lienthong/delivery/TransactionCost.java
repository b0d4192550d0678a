package org.lienthong.delivery;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.access.PersonalRows;
import org.lienthong.audit.access.TestRecords;

/**
 * Callers that hand in the next acceptance when theirs is durable, and two writers that commit what waits in groups, as the
 * ledger does; with the audit entries or without them.
 */
public final class TransactionCost {

    private static final int WRITERS = 2; // as hub.ledger.writers
    private static final int GROUP = 64; // as hub.ledger.batch
    private static final int PAYLOAD = 10_000;

    private record Pending(Acceptance acceptance, CompletableFuture<Void> done) {}

    private final DataSource dataSource;
    private final AuditLog log;
    private final int callers;
    private final PersonalRows personal = TestRecords.rows();
    private final AtomicLong number = new AtomicLong();

    public TransactionCost(DataSource dataSource, AuditLog log, int callers) {
        this.dataSource = dataSource;
        this.log = log;
        this.callers = callers;
    }

    /** Returns acceptances per second. */
    public double measure(boolean logged, int millis) throws InterruptedException, ExecutionException {
        BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + callers);
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            counts.add(threads.submit(() -> call(queue, end)));
        }
        List<Future<Void>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(threads.submit(() -> write(queue, logged, end)));
        }
        long sum = 0;
        for (Future<Long> count : counts) {
            sum += count.get();
        }
        double rate = sum * 1e9 / (System.nanoTime() - start);
        for (Future<Void> writer : writers) {
            writer.get();
        }
        threads.shutdown();
        return rate;
    }

    private long call(BlockingQueue<Pending> queue, long end) throws ExecutionException, InterruptedException {
        long count = 0;
        while (System.nanoTime() < end) {
            Pending pending = new Pending(acceptance(), new CompletableFuture<>());
            queue.add(pending);
            pending.done().get();
            count++;
        }
        return count;
    }

    private Void write(BlockingQueue<Pending> queue, boolean logged, long end)
            throws SQLException, InterruptedException {
        List<Pending> group = new ArrayList<>();
        while (System.nanoTime() < end || !queue.isEmpty()) {
            Pending first = queue.poll(20, TimeUnit.MILLISECONDS);
            if (first == null) {
                continue;
            }
            group.add(first);
            queue.drainTo(group, GROUP - 1);
            commit(group.stream().map(Pending::acceptance).toList(), logged);
            group.forEach(pending -> pending.done().complete(null));
            group.clear();
        }
        return null;
    }

    private void commit(List<Acceptance> acceptances, boolean logged) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            if (logged) {
                new LedgerBatch(connection, log, personal)
                        .commit(acceptances.stream().map(LedgerBatch.Item::of).toList());
            } else {
                AcceptedRows rows = new AcceptedRows(connection);
                rows.insertExchanges(acceptances);
                rows.insertPieces(acceptances);
                rows.insertDeliveries(acceptances);
                connection.commit();
            }
        }
    }

    private Acceptance acceptance() {
        long n = number.incrementAndGet();
        UUID id = new UUID(System.nanoTime(), n); // rises, as the hub's own
        byte[] digest = new byte[32];
        digest[0] = (byte) n;
        Instant now = Clock.systemUTC().instant();
        return new Acceptance(
                id,
                Kind.DOCUMENT,
                "G22",
                "g22-main",
                "rest",
                "000.00.00.G22,2026/11/22,9001/VPCP-KSTT-" + id,
                "9001/VPCP-KSTT",
                "V/v thử tải của nhật ký",
                0,
                null,
                null,
                null,
                null,
                List.of(new Acceptance.Addressee(new UUID(System.nanoTime(), -n), "H41", 0, DeliveryState.OPEN)),
                digest,
                PAYLOAD,
                -1,
                "trace".getBytes(StandardCharsets.UTF_8),
                digest,
                now,
                "019aa0000000700080000000000000" + (n % 100),
                new Acceptance.Piece(new byte[PAYLOAD]));
    }
}
