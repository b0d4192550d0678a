package org.lienthong.delivery;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.access.PersonalRows;
import org.lienthong.audit.access.TestRecords;

/** Commits acceptances in groups as the ledger does, with their audit entries or without, as fast as it goes. */
public final class TransactionCost {

    private static final int WRITERS = 2; // as hub.ledger.writers
    private static final int PAYLOAD = 10_000;

    private final DataSource dataSource;
    private final AuditLog log;
    private final int group;
    private final PersonalRows personal = TestRecords.rows();
    private final AtomicLong number = new AtomicLong();

    /** @param group acceptances in one transaction */
    public TransactionCost(DataSource dataSource, AuditLog log, int group) {
        this.dataSource = dataSource;
        this.log = log;
        this.group = group;
    }

    /** Returns acceptances per second. */
    public double measure(boolean logged, int seconds) throws InterruptedException, ExecutionException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            counts.add(writers.submit(() -> write(logged, end)));
        }
        long sum = 0;
        for (Future<Long> count : counts) {
            sum += count.get();
        }
        writers.shutdown();
        return sum * 1e9 / (System.nanoTime() - start);
    }

    private long write(boolean logged, long end) throws SQLException {
        long count = 0;
        while (System.nanoTime() < end) {
            List<Acceptance> acceptances = new ArrayList<>();
            for (int i = 0; i < group; i++) {
                acceptances.add(acceptance());
            }
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                if (logged) {
                    new LedgerBatch(connection, log, personal).write(new ArrayList<>(acceptances));
                } else {
                    AcceptedRows rows = new AcceptedRows(connection);
                    rows.insertExchanges(acceptances);
                    rows.insertPieces(acceptances);
                    rows.insertDeliveries(acceptances);
                }
                connection.commit();
            }
            count += group;
        }
        return count;
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
