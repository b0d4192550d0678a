package org.lienthong.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.AuditedTransaction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One PostgreSQL for all tests of a run, started by the first that asks and stopped with the process. It does not wait for
 * the disk; what must survive a crash is tested elsewhere.
 */
public final class TestDatabase {

    private TestDatabase() {}

    private static final class Started {
        private static final HikariDataSource DATA_SOURCE = start();

        private static HikariDataSource start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                HikariDataSource pool = new HikariDataSource();
                pool.setDataSource(postgres.getDatabase("postgres", "postgres"));
                pool.setMaximumPoolSize(16);
                pool.setMinimumIdle(0);
                Flyway.configure()
                        .dataSource(pool)
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
                return pool;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The migrated database without any rows but the audit log's head at 0. */
    public static DataSource empty() {
        JdbcClient jdbc = JdbcClient.create(Started.DATA_SOURCE);
        jdbc.sql("truncate exchange, payload_piece, delivery, audit_entry, audit_head, audit_checkpoint,"
                        + " audit_timestamp, agency_registration, access_record, access_subject,"
                        + " agreement_order, quota_day, dossier_alias, dossier_batch, dossier_chunk,"
                        + " dossier_finding, dossier, portal_task, portal_waiting, payment, payment_flag,"
                        + " recipient_pause, maintenance, proposal, replay, replay_item,"
                        + " configuration_version, configuration_file")
                .update();
        jdbc.sql("insert into audit_head (size) values (0)").update();
        jdbc.sql("update access_epoch set epoch = 0").update();
        jdbc.sql("update audit_retention set archived = 0, online_from = 0").update();
        return Started.DATA_SOURCE;
    }

    /** As a test left it so far. */
    public static DataSource current() {
        return Started.DATA_SOURCE;
    }

    /** Changes rows and records it, as the hub does. */
    public static AuditedTransaction audited(DataSource database) {
        return new AuditedTransaction(
                new TransactionTemplate(new JdbcTransactionManager(database)), database, new AuditLog());
    }
}
