package org.lienthong.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditKind;
import org.lienthong.audit.AuditLog;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Months of the year 2001, which no other test uses: partitions stay in the shared database. */
class MonthPartitionsTest {

    private static final YearMonth MAY = YearMonth.of(2001, 5);

    private final DataSource dataSource = TestDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private Connection connection;
    private MonthPartitions partitions;

    @BeforeEach
    void open() throws SQLException {
        connection = dataSource.getConnection();
        partitions = new MonthPartitions(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        for (String name : jdbc.sql("select relname from pg_class where relname like 'audit\\_entry\\_%\\_2001\\___'")
                .query(String.class)
                .list()) {
            jdbc.sql("drop table if exists " + name).update();
        }
    }

    private void append(AuditEvent event, String... times) throws SQLException {
        try (Connection writing = dataSource.getConnection()) {
            writing.setAutoCommit(false);
            new AuditLog()
                    .append(
                            writing,
                            List.of(times).stream()
                                    .map(at -> AuditEntry.of(event, Instant.parse(at), "hub", null, "t"))
                                    .toList());
            writing.commit();
        }
    }

    private List<Long> in(String table) {
        return jdbc.sql("select idx from " + table + " order by idx")
                .query(Long.class)
                .list();
    }

    @Test
    void anEntryGoesToItsKindAndMonthInVietnam() throws SQLException {
        partitions.create(MAY, 2);

        append(AuditEvent.ACCEPTED, "2001-05-31T16:59:59Z", "2001-05-31T17:00:00Z");
        append(AuditEvent.DENIED, "2001-05-31T16:59:59Z");
        append(AuditEvent.CONFIGURED, "2001-06-30T16:59:59Z");

        assertThat(in("audit_entry_exchange_2001_05")).containsExactly(0L);
        assertThat(in("audit_entry_exchange_2001_06")).containsExactly(1L);
        assertThat(in("audit_entry_access_2001_05")).containsExactly(2L);
        assertThat(in("audit_entry_operation_2001_06")).containsExactly(3L);
        assertThat(partitions.unplaced()).isZero();
    }

    @Test
    void anEntryWithoutAPartitionWaitsInTheRestAndIsMovedOut() throws SQLException {
        append(AuditEvent.ACCEPTED, "2001-05-02T00:00:00Z", "2001-07-02T00:00:00Z");
        assertThat(partitions.unplaced()).isEqualTo(2);

        assertThat(partitions.create(MAY, 1)).isEqualTo(3);

        assertThat(in("audit_entry_exchange_2001_05")).containsExactly(0L);
        assertThat(partitions.unplaced()).isEqualTo(1);
        assertThat(in("audit_entry")).containsExactly(0L, 1L);
        assertThat(partitions.create(MAY, 1)).isZero();
    }

    @Test
    void onlyAnArchivedPartitionCanBeDropped() throws SQLException {
        partitions.create(MAY, 2);
        append(AuditEvent.ACCEPTED, "2001-05-02T00:00:00Z", "2001-05-03T00:00:00Z", "2001-06-02T00:00:00Z");
        MonthPartitions.Held may = partitions.held().get(0);
        assertThat(may.name()).isEqualTo("audit_entry_exchange_2001_05");
        assertThat(may.kind()).isEqualTo(AuditKind.EXCHANGE);
        assertThat(may.last()).isEqualTo(1);

        assertThatThrownBy(() -> partitions.drop(may)).hasMessageContaining("not archived");
        assertThat(in("audit_entry")).containsExactly(0L, 1L, 2L);

        jdbc.sql("update audit_retention set archived = 3").update();
        partitions.drop(may);

        assertThat(in("audit_entry")).containsExactly(2L);
        assertThat(jdbc.sql("select online_from from audit_retention")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void theOldTableIsAPartitionOfItsOwn() {
        jdbc.sql("insert into audit_entry_before (idx, entry, leaf_hash) select i, '', '' from generate_series(0, 9) i")
                .update();

        assertThat(in("audit_entry"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(Long::valueOf).toList());
    }
}
