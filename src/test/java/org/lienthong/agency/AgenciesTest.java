package org.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lienthong.testing.Patience.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/** Registration through the axis, against a real PostgreSQL; every hub here is one {@link Agencies}. */
class AgenciesTest {

    private static final String FILE = """
            agencies:
              - {id: G22, names: [{vi: Văn phòng Mẫu}], codes: [{scheme: QD20, value: G22}, {scheme: QCVN102, value: 000.00.00.G22}]}
              - {id: G23, names: [{vi: Bộ Mẫu}], codes: [{scheme: QD20, value: G23}]}
            """;

    private static EmbeddedPostgres postgres;

    @TempDir
    Path dir;

    private final Ticking clock = new Ticking(Instant.parse("2026-11-22T17:30:00Z"));
    private TransactionTemplate transaction;
    private JdbcTemplate jdbc;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void migrate() throws IOException {
        var source = postgres.getPostgresDatabase();
        jdbc = new JdbcTemplate(source);
        jdbc.execute("drop schema public cascade");
        jdbc.execute("create schema public");
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__agency_registration.sql"))
                .execute(source);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        Files.writeString(dir.resolve("a.yaml"), FILE);
    }

    @Test
    void registersBeneathTheParent() {
        Agencies agencies = hub();

        Agency agency = agencies.register(unit("G22.01", "G22"), Set.of("G22"));

        assertThat(agency.parent(LocalDate.parse("2026-11-23"))).isEqualTo("G22");
        assertThat(agency.delivery()).isEqualTo(Delivery.BY_PULL);
        assertThat(agency.period().from()).isEqualTo("2026-11-23");
        assertThat(agencies.resolve("G22.01")).isEqualTo(new Resolution.Found(agency, agency));
        assertThat(hub().current().byId("G22.01")).contains(agency);
    }

    @Test
    void registersInTheOldSchemeAndByTheParentsOldCode() {
        Agency agency = hub().register(unit("000.00.04.G22", "000.00.00.G22"), Set.of("G22"));

        assertThat(agency.parent(LocalDate.parse("2026-11-23"))).isEqualTo("G22");
        assertThat(agency.code(AgencyCode.Scheme.QCVN102, LocalDate.parse("2026-11-23")))
                .contains("000.00.04.G22");
    }

    @Test
    void registersBeneathARegisteredAgency() {
        Agencies agencies = hub();
        agencies.register(unit("G22.01", "G22"), Set.of("G22"));

        Agency agency = agencies.register(unit("G22.01.A", "G22.01"), Set.of("G22"));

        assertThat(agency.parent(LocalDate.parse("2026-11-23"))).isEqualTo("G22.01");
    }

    @Test
    void changesNothingTheSecondTime() {
        Agencies agencies = hub();
        Agency first = agencies.register(unit("G22.01", "G22"), Set.of("G22"));

        assertThat(agencies.register(unit("G22.01", "G22"), Set.of("G22"))).isEqualTo(first);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void keepsTheOldNameThroughAChange() {
        Agencies agencies = hub();
        agencies.register(unit("G22.01", "G22"), Set.of("G22"));
        clock.advance(Duration.ofDays(10));

        Agency renamed = agencies.register(
                new NewAgency("G22.01", "G22", "Vụ Mới", "moi@g22.example", null, null), Set.of("G22"));

        assertThat(renamed.name(LocalDate.parse("2026-11-25"))).isEqualTo("Vụ Mẫu");
        assertThat(renamed.name(agencies.today())).isEqualTo("Vụ Mới");
        assertThat(renamed.contact().mail()).isEqualTo("moi@g22.example");
        assertThat(renamed.period().from()).isEqualTo("2026-11-23");
    }

    @Test
    void refusesOutsideTheScope() {
        refuses(ProblemType.FORBIDDEN, () -> hub().register(unit("G22.01", "G22"), Set.of("G23")));
    }

    @Test
    void refusesAnUnknownParent() {
        refuses(ProblemType.SCHEMA_VIOLATION, () -> hub().register(unit("G99.01", "G99"), Set.of("G22")));
    }

    @Test
    void refusesACodeOfSomebodyElse() {
        Agencies agencies = hub();
        agencies.register(unit("G22.01", "G22"), Set.of("G22"));
        agencies.register(unit("G22.01.A", "G22.01"), Set.of("G22"));

        refuses(ProblemType.SCHEMA_VIOLATION, () -> agencies.register(unit("G22", "G23"), Set.of("G23")));
        refuses(ProblemType.SCHEMA_VIOLATION, () -> agencies.register(unit("G22.02", "G23"), Set.of("G23")));
        refuses(ProblemType.SCHEMA_VIOLATION, () -> agencies.register(unit("G22.01.A", "G22"), Set.of("G22")));
    }

    @Test
    void refusesMalformedParts() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new NewAgency("g22", "", "a\u202Eb", "x".repeat(255), null, "1\r\n2"))
                .satisfies(e -> assertThat(e.errors())
                        .extracting("pointer")
                        .containsExactly("/code", "/pcode", "/name", "/mail", "/fax"));
    }

    @Test
    void closesAndNeverRemoves() {
        Agencies agencies = hub();
        agencies.register(unit("G22.01", "G22"), Set.of("G22"));
        clock.advance(Duration.ofDays(10));

        agencies.delete("G22.01", Set.of("G22"));
        agencies.delete("G22.01", Set.of("G22"));

        assertThat(agencies.resolve("G22.01")).isEqualTo(new Resolution.Unknown("G22.01"));
        assertThat(agencies.current().resolve("G22.01", LocalDate.parse("2026-11-25")))
                .isInstanceOf(Resolution.Found.class);
        assertThat(agencies.current().listings(agencies.today()))
                .filteredOn(AgencyListing::deleted)
                .extracting(AgencyListing::id)
                .containsExactly("G22.01");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void opensAgainWhatWasClosedEvenOnTheSameDay() {
        Agencies agencies = hub();
        for (int i = 0; i < 3; i++) {
            agencies.register(unit("G22.01", "G22"), Set.of("G22"));
            assertThat(agencies.resolve("G22.01")).isInstanceOf(Resolution.Found.class);
            agencies.delete("G22.01", Set.of("G22"));
            assertThat(agencies.resolve("G22.01")).isInstanceOf(Resolution.Unknown.class);
        }
        clock.advance(Duration.ofDays(1));

        agencies.register(unit("G22.01", "G22"), Set.of("G22"));

        assertThat(agencies.resolve("G22.01")).isInstanceOf(Resolution.Found.class);
        assertThat(rows()).isEqualTo(4);
    }

    @Test
    void closesOnlyWhatWasRegisteredInScopeAndIsEmpty() {
        Agencies agencies = hub();
        agencies.register(unit("G22.01", "G22"), Set.of("G22"));
        agencies.register(unit("G22.01.A", "G22.01"), Set.of("G22"));

        refuses(ProblemType.INVALID_TRANSITION, () -> agencies.delete("G22.01", Set.of("G22")));
        refuses(ProblemType.NOT_FOUND, () -> agencies.delete("G22.01", Set.of("G23")));
        refuses(ProblemType.NOT_FOUND, () -> agencies.delete("G22.77", Set.of("G22")));
        refuses(ProblemType.NOT_FOUND, () -> agencies.delete("G22", Set.of("G22")));
    }

    @Test
    void showsAChangeOnlyWhenItsTransactionCommitted() {
        Agencies agencies = hub();

        transaction.executeWithoutResult(status -> {
            agencies.register(unit("G22.01", "G22"), Set.of("G22"));
            assertThat(agencies.resolve("G22.01")).isInstanceOf(Resolution.Unknown.class);
            status.setRollbackOnly();
        });

        assertThat(agencies.resolve("G22.01")).isInstanceOf(Resolution.Unknown.class);
        assertThat(rows()).isZero();
    }

    @Test
    void seesWhatAnotherHubRegistered() {
        Agencies here = hub();
        hub().register(unit("G22.01", "G22"), Set.of("G22"));
        assertThat(here.current().byId("G22.01")).isEmpty();

        here.refresh();

        assertThat(here.current().byId("G22.01")).isPresent();
        AgencyRegistry before = here.current();
        here.refresh();
        assertThat(here.current()).isSameAs(before);
    }

    @Test
    void pollsAndSurvivesAnOutage() {
        Agencies here = hub();
        AtomicInteger rounds = new AtomicInteger();
        Runnable look = () -> {
            if (rounds.incrementAndGet() == 1) {
                throw new IllegalStateException("no database");
            }
            here.refresh();
        };
        hub().register(unit("G22.01", "G22"), Set.of("G22"));

        try (AgencyPoll poll = new AgencyPoll(look, Duration.ofMillis(20))) {
            await().until(() -> here.current().byId("G22.01").isPresent());
        }
        assertThat(rounds).hasValueGreaterThan(1);
    }

    @Test
    void losesNothingWhenManyRegisterAtOnce() throws Exception {
        List<Agencies> hubs = List.of(hub(), hub());
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Agency>> tasks = IntStream.range(0, 40)
                    .<Callable<Agency>>mapToObj(
                            i -> () -> hubs.get(i % 2).register(unit("G22." + (10 + i / 2), "G22"), Set.of("G22")))
                    .toList();
            for (var done : executor.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            executor.shutdownNow();
        }
        hubs.forEach(Agencies::refresh);

        assertThat(rows()).isEqualTo(20);
        assertThat(hubs).allSatisfy(hub -> assertThat(hub.current().agencies()).hasSize(22));
    }

    @Test
    void keepsWhatIsInForceWhenTheFilesTurnBad() throws IOException {
        Agencies agencies = hub();
        AgencyRegistry before = agencies.current();
        Files.writeString(dir.resolve("a.yaml"), FILE + "colour: red\n");

        assertThatThrownBy(agencies::reload).isInstanceOf(AgencyConfigException.class);

        assertThat(agencies.current()).isSameAs(before);
    }

    @Test
    void letsAFileTakeOverARegisteredAgency() throws IOException {
        Agencies agencies = hub();
        agencies.register(unit("G22.01", "G22"), Set.of("G22"));
        Files.writeString(
                dir.resolve("b.yaml"),
                "agencies: [{id: G22.01, parent: G22, names: [{vi: Vụ}], codes: [{scheme: QD20, value: G22.01}]}]");

        agencies.reload();

        assertThat(agencies.current().byId("G22.01").orElseThrow().name(agencies.today()))
                .isEqualTo("Vụ");
        refuses(ProblemType.FORBIDDEN, () -> agencies.delete("G22.01", Set.of("G22")));
    }

    private Agencies hub() {
        return new Agencies(dir, new Registrations(jdbc), transaction, clock);
    }

    private static NewAgency unit(String code, String parent) {
        return new NewAgency(code, parent, "Vụ Mẫu", "vu@g22.example", "0900000000", null);
    }

    private int rows() {
        return jdbc.queryForObject("select count(*) from agency_registration", Integer.class);
    }

    private static void refuses(ProblemType type, Callable<?> call) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(call::call).satisfies(e -> assertThat(e.type())
                .isEqualTo(type));
    }

    /** A clock that a test moves. */
    private static final class Ticking extends Clock {
        private Instant now;

        Ticking(Instant now) {
            this.now = now;
        }

        void advance(Duration step) {
            now = now.plus(step);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
