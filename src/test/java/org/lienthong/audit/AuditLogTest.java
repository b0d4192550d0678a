package org.lienthong.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditLogTest {

    private static final int WRITERS = 8;
    private static final int TRANSACTIONS = 25;

    private final AuditLog log = new AuditLog();
    private DataSource dataSource;
    private JdbcClient jdbc;

    @BeforeEach
    void empty() {
        dataSource = TestDatabase.empty();
        jdbc = JdbcClient.create(dataSource);
    }

    @Test
    void keepsTheBytesTheirLeafHashAndTheExchange() throws Exception {
        UUID exchange = UUID.randomUUID();
        AuditEntry entry = about(exchange);
        assertThat(append(List.of(entry(), entry))).isZero();

        byte[] line = jdbc.sql("select entry from audit_entry where exchange_id = ? and idx = 1")
                .param(exchange)
                .query(byte[].class)
                .single();
        byte[] hash = jdbc.sql("select leaf_hash from audit_entry where idx = 1")
                .query(byte[].class)
                .single();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((byte) 0);
        assertThat(line).isEqualTo(entry.toCanonicalJson());
        assertThat(hash).isEqualTo(sha256.digest(line));
    }

    @Test
    void givesTheIndexOfTheFirst() throws Exception {
        assertThat(append(List.of(entry(), entry(), entry()))).isZero();
        assertThat(append(List.of(entry()))).isEqualTo(3);
        assertThat(size()).isEqualTo(4);
    }

    @Test
    void takesBackWhatIsRolledBack() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            log.append(connection, List.of(entry(), entry()));
            connection.rollback();
        }
        assertThat(size()).isZero();
        assertThat(indices()).isEmpty();
    }

    @Test
    void hasNoGapsHoweverManyWriteAndRollBack() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Integer>> work = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> (Callable<Integer>) () -> write(new Random(writer)))
                    .toList();
            int committed = 0;
            for (Future<Integer> done : writers.invokeAll(work)) {
                committed += done.get();
            }
            assertThat(size()).isEqualTo(committed);
            assertThat(indices())
                    .isEqualTo(LongStream.range(0, committed).boxed().toList());
        } finally {
            writers.shutdownNow();
        }
    }

    private int write(Random random) throws SQLException {
        int committed = 0;
        for (int i = 0; i < TRANSACTIONS; i++) {
            List<AuditEntry> entries = new ArrayList<>();
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                entries.add(entry());
            }
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                log.append(connection, entries);
                if (random.nextInt(3) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed += entries.size();
                }
            }
        }
        return committed;
    }

    @Test
    void refusesToWriteWithoutItsHead() {
        jdbc.sql("delete from audit_head").update();
        assertThatThrownBy(() -> append(List.of(entry())))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("head row is missing");
        assertThat(indices()).isEmpty();
    }

    private long append(List<AuditEntry> entries) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                long first = log.append(connection, entries);
                connection.commit();
                return first;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private long size() {
        return jdbc.sql("select size from audit_head").query(Long.class).single();
    }

    private List<Long> indices() {
        return jdbc.sql("select idx from audit_entry order by idx")
                .query(Long.class)
                .list();
    }

    private static AuditEntry entry() {
        return AuditEntry.of(AuditEvent.CONFIGURED, Instant.EPOCH, "hub", "thử", "trace");
    }

    private static AuditEntry about(UUID exchange) {
        return AuditEntry.of(AuditEvent.DELIVERED, Instant.EPOCH, Who.HUB.to("H41"), Origin.of("push", "trace"))
                .about(About.message(exchange, "document", "d"))
                .content("00", null);
    }
}
