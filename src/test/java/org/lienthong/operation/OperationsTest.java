package org.lienthong.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.consent.Consents;
import org.lienthong.consent.Proposal;
import org.lienthong.delivery.HeldRecipients;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class OperationsTest {

    private static final String AGENCIES = """
            agencies:
              - {id: G22, names: [{vi: Văn phòng Mẫu}], codes: [{scheme: QD20, value: G22}]}
              - id: G15
                names: [{vi: Bộ Mẫu}]
                codes: [{scheme: QD20, value: G15}]
                delivery: {mode: jms, queue: g15.documents}
            """;

    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00Z"));
    private final HeldRecipients recipients = new HeldRecipients();
    private final List<Boolean> told = new ArrayList<>();
    private JdbcClient jdbc;
    private Operations operations;
    private Consents consents;
    private Holds holds;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(directory.resolve("sample.yaml"), AGENCIES);
        build(TestDatabase.empty(), Set.of());
        recipients.listen("G15", told::add);
    }

    private void build(DataSource database, Set<String> consent) {
        Agencies agencies = TestAgencies.of(directory);
        jdbc = JdbcClient.create(database);
        AuditedTransaction transaction = TestDatabase.audited(database);
        OrderRows rows = new OrderRows(jdbc);
        holds = new Holds(rows, recipients, clock);
        holds.look();
        OperationSettings settings =
                new OperationSettings(7, Set.of(), Duration.ofDays(30), Duration.ofSeconds(1), true);
        JsonMapper json = JsonMapper.shared();
        Orders orders = new Orders(
                rows, holds, agencies, (agency, name) -> name.equals("land"), transaction, settings, json, clock);
        consents = new Consents(orders.actions(), consent, Duration.ofHours(24), jdbc, transaction, clock);
        operations = new Operations(orders, rows, holds, consents, json, clock);
    }

    private List<String> log() {
        return jdbc.sql(
                        "select convert_from(entry, 'UTF8')::json->>'event' || ' ' || (convert_from(entry, 'UTF8')::json"
                                + "->>'actor') || ' ' || (convert_from(entry, 'UTF8')::json->>'result') from audit_entry order by idx")
                .query(String.class)
                .list();
    }

    @Test
    void pausesAndResumesOnRecord() {
        operations.pause("G15", "nâng cấp hệ thống", "an", "t");
        assertThat(holds.of("G15")).hasValueSatisfying(hold -> {
            assertThat(hold.kind()).isEqualTo("pause");
            assertThat(hold.until()).isNull();
        });
        assertThat(told).endsWith(true);
        operations.resume("G15", "xong", "binh", "t");
        assertThat(holds.of("G15")).isEmpty();
        assertThat(told).endsWith(false);
        assertThat(log()).containsExactly("operated an pause G15: nâng cấp hệ thống", "operated binh resume G15: xong");
    }

    @Test
    void aPauseOutlivesTheProcess() {
        operations.pause("G15", "why", "an", "t");
        told.clear();
        build(jdbcSource(), Set.of());
        assertThat(holds.of("G15")).isPresent();
        assertThat(told).containsOnly(true);
    }

    private static DataSource jdbcSource() {
        return TestDatabase.current();
    }

    @Test
    void refusesWhatCannotBePaused() {
        assertProblem(ProblemType.SCHEMA_VIOLATION, () -> operations.pause("G22", "why", "an", "t"));
        assertProblem(ProblemType.NOT_FOUND, () -> operations.pause("XX", "why", "an", "t"));
        assertProblem(ProblemType.SCHEMA_VIOLATION, () -> operations.pause("G15", " ", "an", "t"));
        assertProblem(ProblemType.SCHEMA_VIOLATION, () -> operations.pause("G15", "gọi 000300000001", "an", "t"));
        assertProblem(ProblemType.CONFLICT, () -> operations.resume("G15", "why", "an", "t"));
        operations.pause("G15", "why", "an", "t");
        assertProblem(ProblemType.CONFLICT, () -> operations.pause("G15", "why", "an", "t"));
    }

    @Test
    void demandsSevenWorkingDaysOfNotice() {
        Instant from = Instant.parse("2026-11-30T01:00:00Z");
        Instant to = from.plus(Duration.ofHours(4));
        assertProblem(
                ProblemType.SCHEMA_VIOLATION,
                () -> operations.announce("G22", null, from, to, false, "why", "an", "t"));
        Instant later = from.plus(Duration.ofDays(1));
        Maintenance planned =
                (Maintenance) operations.announce("G22", null, later, later.plusSeconds(60), false, "why", "an", "t");
        assertThat(planned.urgent()).isFalse();
        Maintenance urgent = (Maintenance) operations.announce("G22", "land", from, to, true, "hỏng đĩa", "an", "t");
        assertThat(urgent.urgent()).isTrue();
        assertThat(operations.maintenance()).containsExactly(urgent, planned);
        assertThat(log()).hasSize(2).allMatch(line -> line.startsWith("operated an maintenance G22"));
    }

    @Test
    void refusesAnnouncementsThatCannotBe() {
        Instant now = clock.instant();
        Instant soon = now.plus(Duration.ofHours(1));
        Object[][] cases = {
            {"G15", null, soon, null, "cần có cơ quan"},
            {null, null, soon, soon.plusSeconds(60), "cần có cơ quan"},
            {"G15", null, soon, soon, "'đến' phải ở tương lai"},
            {"G15", null, soon, soon.minusSeconds(60), "'đến' phải ở tương lai"},
            {"G15", null, now.minusSeconds(7200), now.minusSeconds(3600), "'đến' phải ở tương lai"},
            {"G15", null, soon, soon.plus(Duration.ofDays(31)), "không quá 30 ngày"},
            {"G15", null, now.minus(Duration.ofDays(2)), soon, "trong 24 giờ kể từ khi bắt đầu"},
            {"XX", null, soon, soon.plusSeconds(60), "không có cơ quan nào"},
            {"G15", "lamd", soon, soon.plusSeconds(60), "không có dịch vụ dữ liệu đó"},
        };
        for (Object[] one : cases) {
            assertThatThrownBy(() -> operations.announce(
                            (String) one[0],
                            (String) one[1],
                            (Instant) one[2],
                            (Instant) one[3],
                            true,
                            "why",
                            "an",
                            "t"))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> {
                        assertThat(problem.detailVi()).containsIgnoringCase((String) one[4]);
                        assertThat(problem.detail()).isNotBlank();
                    });
        }
        assertProblem(
                ProblemType.SCHEMA_VIOLATION,
                () -> operations.announce("G15", null, soon, soon.plusSeconds(60), true, " ", "an", "t"));
        assertThat(operations.maintenance()).isEmpty();
        assertThat(log()).isEmpty();
    }

    @Test
    void refusesAnnouncementsOverOneAnother() {
        Instant from = Instant.parse("2026-12-15T01:00:00Z");
        Instant to = from.plus(Duration.ofHours(4));
        Maintenance first = (Maintenance) operations.announce("G15", null, from, to, false, "thay đĩa", "an", "t");
        assertThatThrownBy(() -> operations.announce(
                        "G15", null, to.minusSeconds(1), to.plusSeconds(60), false, "why", "binh", "t"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.CONFLICT);
                    assertThat(problem.detailVi()).contains("từ 15/12/2026 08:00 đến 15/12/2026 12:00");
                    assertThat(problem.detail()).contains(from + " to " + to);
                });
        operations.announce("G15", null, to, to.plusSeconds(60), false, "goes on", "an", "t");
        operations.announce("G15", "land", from, to, false, "one service", "an", "t");
        operations.announce("G22", null, from, to, false, "another agency", "an", "t");
        operations.cancelMaintenance(first.maintenanceId(), "later", "an", "t");
        operations.announce("G15", null, from.plusSeconds(1), to, false, "again", "an", "t");
        assertThat(log()).hasSize(6);
    }

    /** Proposed while it was free, agreed to when it was not any more. */
    @Test
    void whatWasProposedIsRefusedWhenItIsNotPossibleAnyMore() {
        build(jdbcSource(), Set.of("maintenance"));
        Instant from = Instant.parse("2026-12-15T01:00:00Z");
        Proposal one = (Proposal) operations.announce("G15", null, from, from.plusSeconds(60), false, "why", "an", "t");
        Proposal other =
                (Proposal) operations.announce("G15", null, from, from.plusSeconds(60), false, "why", "binh", "t");
        consents.confirm(one.proposalId(), "binh", "t");
        assertProblem(ProblemType.CONFLICT, () -> consents.confirm(other.proposalId(), "an", "t"));
        assertThat(consents.find(other.proposalId()).state())
                .as("can be declined")
                .isEqualTo("open");
        assertThat(operations.maintenance()).hasSize(1);
    }

    @Test
    void holdsDeliveriesDuringMaintenanceOnly() {
        Instant from = clock.instant().plus(Duration.ofHours(1));
        operations.announce("G15", null, from, from.plus(Duration.ofHours(2)), true, "why", "an", "t");
        assertThat(holds.of("G15")).isEmpty();
        clock.advance(Duration.ofHours(1));
        holds.look();
        assertThat(holds.of("G15"))
                .hasValueSatisfying(hold -> assertThat(hold.until()).isEqualTo(from.plus(Duration.ofHours(2))));
        assertThat(holds.maintenance("G15", "any")).isPresent();
        assertThat(told).endsWith(true);
        clock.advance(Duration.ofHours(2));
        holds.look();
        assertThat(holds.of("G15")).isEmpty();
        assertThat(told).endsWith(false);
    }

    @Test
    void aServiceAloneDoesNotHoldDeliveries() {
        Instant now = clock.instant();
        operations.announce("G15", "land", now, now.plusSeconds(60), true, "why", "an", "t");
        assertThat(holds.of("G15")).isEmpty();
        assertThat(holds.maintenance("G15", "land")).isPresent();
        assertThat(holds.maintenance("G15", "other")).isEmpty();
    }

    @Test
    void cancelsMaintenance() {
        Instant now = clock.instant();
        Maintenance one =
                (Maintenance) operations.announce("G15", null, now, now.plusSeconds(60), true, "why", "an", "t");
        assertThat(holds.of("G15")).isPresent();
        operations.cancelMaintenance(one.maintenanceId(), "không cần nữa", "an", "t");
        assertThat(holds.of("G15")).isEmpty();
        assertProblem(ProblemType.CONFLICT, () -> operations.cancelMaintenance(one.maintenanceId(), "why", "an", "t"));
    }

    @Test
    void asksASecondPersonWhereThatIsConfigured() {
        build(jdbcSource(), Set.of("pause"));
        Proposal proposal = (Proposal) operations.pause("G15", "why", "an", "t");
        assertThat(holds.of("G15")).isEmpty();
        assertProblem(ProblemType.FORBIDDEN, () -> consents.confirm(proposal.proposalId(), "an", "t"));
        assertThat(consents.find(proposal.proposalId()).state()).isEqualTo("open");
        Proposal confirmed = consents.confirm(proposal.proposalId(), "binh", "t");
        assertThat(confirmed.state()).isEqualTo("confirmed");
        holds.look();
        assertThat(holds.of("G15")).isPresent();
        assertProblem(ProblemType.CONFLICT, () -> consents.confirm(proposal.proposalId(), "chi", "t"));
        assertThat(log())
                .containsExactlyInAnyOrder(
                        "proposed an pause G15: why",
                        "denied an confirm pause G15: own proposal",
                        "operated an pause G15: why",
                        "decided binh confirmed pause G15 of an");
    }

    @Test
    void whatIsDeclinedOrTooOldIsNotDone() {
        build(jdbcSource(), Set.of("pause"));
        Proposal declined = (Proposal) operations.pause("G15", "why", "an", "t");
        assertThat(consents.decline(declined.proposalId(), "an", "t").state()).isEqualTo("declined");
        Proposal old = (Proposal) operations.pause("G15", "why", "an", "t");
        clock.advance(Duration.ofHours(25));
        assertProblem(ProblemType.CONFLICT, () -> consents.confirm(old.proposalId(), "binh", "t"));
        assertThat(consents.list()).extracting(Proposal::state).containsExactlyInAnyOrder("declined", "expired");
        assertThat(holds.of("G15")).isEmpty();
    }

    private static void assertProblem(ProblemType type, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                .isEqualTo(type));
    }
}
