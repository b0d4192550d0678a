package org.lienthong.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that was in use before there were partitions. */
class PartitionMigrationTest {

    private final DataSource dataSource = TestDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .schemas("before_partitions");
    }

    @AfterEach
    void drop() {
        jdbc.sql("drop schema if exists before_partitions cascade").update();
    }

    @Test
    void keepsEveryEntryAndGoesOn() throws Exception {
        flyway().target("4").load().migrate();
        jdbc.sql("insert into before_partitions.audit_entry (idx, entry, leaf_hash, exchange_id)"
                        + " select i, '\\x7b7d', sha256('\\x007b7d'), gen_random_uuid() from generate_series(0, 999) i")
                .update();
        jdbc.sql("update before_partitions.audit_head set size = 1000").update();

        flyway().load().migrate();

        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("set local search_path = before_partitions");
            AuditEntry entry = AuditEntry.of(AuditEvent.CONFIGURED, Instant.EPOCH, "hub", null, "t");
            assertThat(new AuditLog().append(connection, List.of(entry))).isEqualTo(1000);
            connection.commit();
        }
        assertThat(jdbc.sql("select idx from before_partitions.audit_entry order by idx")
                        .query(Long.class)
                        .list())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, 1000).boxed().toList());
        assertThat(jdbc.sql("select count(*) from before_partitions.audit_entry_before")
                        .query(Long.class)
                        .single())
                .isEqualTo(1000);
    }
}
