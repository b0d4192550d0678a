package org.lienthong.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.audit.verify.LogVerifier;
import org.lienthong.testing.TestDatabase;
import org.lienthong.testing.WrittenLog;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In the years 2003 and 2004, which no other test uses: partitions stay in the shared database. */
class RetentionTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());
    private static final Instant JUNE = Instant.parse("2004-06-15T03:00:00Z");

    @TempDir
    Path home;

    private final DataSource dataSource = TestDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private WrittenLog log;

    @BeforeEach
    void begin() {
        log = new WrittenLog(home.resolve("log"), SIGNER);
    }

    @AfterEach
    void dropPartitions() {
        for (String name : jdbc.sql("select relname from pg_class where relname like 'audit\\_entry\\_%\\_200_\\___'")
                .query(String.class)
                .list()) {
            jdbc.sql("drop table if exists " + name).update();
        }
    }

    private Retention retention(Instant now, @Nullable Path archives, String access) {
        Period year = Period.ofMonths(12);
        RetentionSettings settings =
                new RetentionSettings(year, Period.parse(access), year, Period.ofYears(10), archives, 2);
        return new Retention(
                dataSource, home.resolve("log"), SIGNER.verifier(), settings, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void append(AuditEvent event, int count, String month) throws SQLException, IOException {
        Instant at = Instant.parse(month + "-02T00:00:00Z");
        try (Connection connection = dataSource.getConnection()) {
            new MonthPartitions(connection).create(java.time.YearMonth.parse(month), 1);
            connection.setAutoCommit(false);
            List<AuditEntry> entries = IntStream.range(0, count)
                    .mapToObj(i -> AuditEntry.of(event, at.plusSeconds(i), "hub", null, "t"))
                    .toList();
            new AuditLog().append(connection, entries);
            connection.commit();
            connection.setAutoCommit(true);
        }
        log.append(count, at);
    }

    private List<Long> online() {
        return jdbc.sql("select distinct idx / 100 from audit_entry order by 1")
                .query(Long.class)
                .list();
    }

    @Test
    void archivesWhatIsOverAndDropsWhatIsOld() throws Exception {
        append(AuditEvent.ACCEPTED, 600, "2003-05");
        append(AuditEvent.ACCEPTED, 400, "2003-06");
        append(AuditEvent.ACCEPTED, 300, "2004-05");
        append(AuditEvent.ACCEPTED, 100, "2004-06");
        Path archives = home.resolve("archives");

        assertThat(retention(JUNE, archives, "P12M").runOnce()).isEqualTo(1);

        Path archive = archives.resolve("audit-2004-05-000000000000-000000001279.tar");
        try (LogSource source = LogSource.of(archive.toString())) {
            assertThat(new LogVerifier(source, SIGNER.verifier(), count -> {})
                            .verify(null, null)
                            .archive()
                            .end())
                    .isEqualTo(1280);
        }
        assertThat(online()).containsExactly(6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L);
        assertThat(jdbc.sql("select online_from from audit_retention")
                        .query(Long.class)
                        .single())
                .isEqualTo(600);
        assertThat(retention(JUNE, archives, "P12M").runOnce()).isZero();
        assertThat(Files.list(archives)).hasSize(1);
    }

    @Test
    void eachKindHasItsOwnPeriod() throws Exception {
        append(AuditEvent.ACCEPTED, 300, "2003-04");
        append(AuditEvent.DENIED, 300, "2003-04");
        append(AuditEvent.CONFIGURED, 300, "2004-05");

        assertThat(retention(JUNE, home.resolve("archives"), "P24M").runOnce()).isEqualTo(1);

        assertThat(online()).containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void withoutArchivesNothingGoes() throws Exception {
        append(AuditEvent.ACCEPTED, 300, "2003-01");

        assertThat(retention(JUNE, null, "P12M").runOnce()).isZero();

        assertThat(online()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void theNextMonthGoesOnWhereTheArchiveBeforeEnds() throws Exception {
        append(AuditEvent.ACCEPTED, 300, "2004-05");
        append(AuditEvent.ACCEPTED, 300, "2004-06");
        Path archives = home.resolve("archives");
        retention(JUNE, archives, "P12M").runOnce();

        retention(Instant.parse("2004-07-01T00:00:00Z"), archives, "P12M").runOnce();

        try (var files = Files.list(archives)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "audit-2004-05-000000000000-000000000255.tar",
                            "audit-2004-06-000000000256-000000000511.tar");
        }
    }

    @Test
    void partitionsAreReadyBeforeTheirMonth() throws Exception {
        retention(JUNE, null, "P12M").prepare();

        assertThat(jdbc.sql(
                                "select count(*) from pg_class where relname ~ 'audit_entry_.*_2004_0[678]$' and relkind = 'r'")
                        .query(Long.class)
                        .single())
                .isEqualTo(9);
    }
}
