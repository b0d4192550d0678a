package org.lienthong.dossier.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.delivery.Handed;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.delivery.TestDelivery;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

class PortalDossierIntakeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final PortalDossierIntake.Sender PORTAL = new PortalDossierIntake.Sender("G22", "portal", "trace");

    @TempDir
    Path spool;

    private final DataSource database = TestDatabase.empty();
    private final DossierAliases aliases = new DossierAliases(database);
    private TestDelivery delivery;
    private PortalDossierIntake intake;

    @BeforeEach
    void putTogether() {
        Agencies agencies = TestAgencies.shipped();
        delivery = new TestDelivery(database, agencies, null, spool, new MovableClock(NOW));
        IntakeRoutes straight = new IntakeRoutes() {
            @Override
            public <R> R run(Handed<R> handed) {
                return handed.accept();
            }
        };
        SentDossiers sent = new SentDossiers(JdbcClient.create(database));
        intake = new PortalDossierIntake(straight, delivery.acceptor(), new Competence(agencies), sent, agencies);
    }

    @AfterEach
    void close() {
        delivery.close();
    }

    private static String dossier() {
        return TestDelivery.example("dossiers/submitted-on-portal.json");
    }

    private static String coded(String code) {
        return dossier().replace("H41.12-250901-000101", code);
    }

    private PortalDossierIntake.Taken take(String record) {
        return intake.take(record.getBytes(UTF_8), false, PORTAL);
    }

    @Test
    void goesToTheOneStopSystemOfTheAgencyInItsCode() {
        PortalDossierIntake.Taken taken = take(dossier());

        assertThat(taken.receipt().recipients()).containsExactly("H41");
        assertThat(taken.notice()).isNull();
        assertThat(delivery.states(taken.receipt().exchangeId())).containsExactly("H41 open");
        assertThat(delivery.events(taken.receipt().exchangeId())).containsExactly("accepted");
        assertThat(entry("documentId")).as("the log is public").isNull();
        assertThat(payload()).asString(UTF_8).isEqualTo(dossier());
    }

    private byte[] payload() {
        return JdbcClient.create(database)
                .sql("select bytes from payload_piece")
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    /** All three shapes; a commune is below its province, and the old scheme counts levels from the right. */
    @ParameterizedTest
    @CsvSource({
        "H41.12-250901-0001, H41",
        "000.07.12.H41-250901-0001, H41",
        "G09.20-20250901-0092637, G09",
    })
    void knowsTheAgencyByEachShapeOfCode(String code, String agency) {
        assertThat(take(coded(code)).receipt().recipients()).containsExactly(agency);
    }

    @Test
    void theCompetentAgencyGoesBeforeTheReceivingOne() {
        String named = dossier().replace("\"NoiNopHoSo\"", "\"MaDonVi\":\"000.00.12.H26\",\"NoiNopHoSo\"");
        assertThat(take(named).receipt().recipients()).containsExactly("H26");
    }

    @Test
    void aCodeInPlaceOfTheUnitsNameCountsToo() {
        assertThat(take(dossier().replace("UBND phường Mẫu", "H26.5")).receipt().recipients())
                .containsExactly("H26");
    }

    @Test
    void forwardsToTheSuccessorAndTellsTheSender() {
        PortalDossierIntake.Taken taken = take(coded("H02.3-250601-0001"));

        assertThat(taken.receipt().recipients()).containsExactly("H05");
        assertThat(taken.notice()).isEqualTo(new PortalDossierIntake.Notice("forwarded", "H02", List.of("H05")));
        assertThat(entry("result")).isEqualTo("forwarded");
    }

    private String entry(String member) {
        return JdbcClient.create(database)
                .sql("select convert_from(entry, 'UTF8')::json->>? from audit_entry order by idx desc limit 1")
                .param(member)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    @Test
    void leavesASplitWithoutARuleToTheOperator() {
        PortalDossierIntake.Taken taken = take(coded("G07.1-250101-0001"));

        assertThat(delivery.states(taken.receipt().exchangeId())).containsExactly("G07 undecided");
        assertThat(taken.notice())
                .isEqualTo(new PortalDossierIntake.Notice("undecided", "G07", List.of("G09", "G18", "G03", "G01")));
    }

    @Test
    void namesTheCodeThatNobodyHolds() {
        assertThatThrownBy(() -> take(coded("Y99.1-250901-0001")))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.type()).isEqualTo(ProblemType.UNKNOWN_RECIPIENT);
                    assertThat(refusal.errors())
                            .containsExactly(new Violation("/MaHoSo", "no agency has the code Y99.1"));
                });
        assertThat(delivery.rows("exchange")).isZero();
    }

    @Test
    void isTakenOnceAndRefusedWithOtherContent() {
        PortalDossierIntake.Taken first = take(dossier());
        PortalDossierIntake.Taken again = take(dossier());

        assertThat(again.receipt().exchangeId()).isEqualTo(first.receipt().exchangeId());
        assertThat(delivery.rows("delivery")).isOne();
        assertThatThrownBy(() -> take(dossier().replace("0900000000", "0900000001")))
                .isInstanceOfSatisfying(ProblemException.class, conflict -> assertThat(conflict.type())
                        .isEqualTo(ProblemType.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void anUpdateFollowsTheDossierOnceForEachContent() {
        byte[] supplemented = dossier().replace("0900000000", "0900000001").getBytes(UTF_8);
        assertThatThrownBy(() -> intake.take(supplemented, true, PORTAL))
                .isInstanceOfSatisfying(ProblemException.class, early -> assertThat(early.type())
                        .isEqualTo(ProblemType.UNKNOWN_DOCUMENT));
        take(dossier());

        PortalDossierIntake.Taken update = intake.take(supplemented, true, PORTAL);
        PortalDossierIntake.Taken again = intake.take(supplemented, true, PORTAL);

        assertThat(again.receipt().exchangeId()).isEqualTo(update.receipt().exchangeId());
        assertThat(update.receipt().recipients()).containsExactly("H41");
        assertThat(delivery.rows("exchange")).isEqualTo(2);
    }

    @Test
    void namesEverythingThatIsWrong() {
        String bad = dossier()
                .replace("1.001193", "khai sinh")
                .replace("\"NoiNopHoSo\":\"1\"", "\"NoiNopHoSo\":\"2\"")
                .replace("\"KenhThucHien\":\"2\"", "\"KenhThucHien\":1")
                .replace("TECHID-MAU", " ")
                .replace("20250901080000", "20261320080000")
                .replace("H41.12-250901-000101", "H41-1");
        assertThatThrownBy(() -> take(bad)).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(
                        refusal.errors())
                .extracting(Violation::pointer)
                .containsExactly("/MaHoSo", "/MaTTHC", "/NoiNopHoSo", "/KenhThucHien", "/MaDoiTuong", "/NgayNopHoSo"));
    }

    @Test
    void linksTheTwoCodesOfADossierOnce() throws SQLException {
        take(dossier());
        try (Connection connection = database.getConnection()) {
            assertThat(aliases.link(connection, "H26", "H41.12-250901-000101", "MC-7", NOW))
                    .isEqualTo(DossierAliases.Link.UNKNOWN);
            assertThat(aliases.link(connection, "H41", "H41.12-250901-000101", "MC-7", NOW))
                    .isEqualTo(DossierAliases.Link.LINKED);
            assertThat(aliases.link(connection, "H41", "H41.12-250901-000101", "MC-7", NOW))
                    .isEqualTo(DossierAliases.Link.LINKED);
            assertThat(aliases.link(connection, "H41", "H41.12-250901-000101", "MC-8", NOW))
                    .isEqualTo(DossierAliases.Link.CONFLICT);
        }
        assertThat(aliases.portalCodes("H41", Set.of("MC-7", "MC-9")))
                .isEqualTo(Map.of("MC-7", "H41.12-250901-000101"));
        assertThat(aliases.find("H41.12-250901-000101"))
                .isEqualTo(aliases.findOwn("H41", "MC-7"))
                .isEqualTo(Optional.of(new DossierAliases.Pair("H41.12-250901-000101", "H41", "MC-7")));
        assertThat(aliases.isSentTo("H41", "H41.12-250901-000101")).isTrue();
    }
}
