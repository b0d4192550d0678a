package org.lienthong.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.agreement.SampleConfig.agreement;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemType;

/** Deny by default: each condition of an agreement by itself turns a permitted call into a denied one. */
class DecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @TempDir
    Path dir;

    private SampleConfig config;

    @BeforeEach
    void write() {
        config = new SampleConfig(dir);
    }

    private static Enquiry enquiry(String consumer) {
        return new Enquiry(
                consumer, null, "G01", "citizen", "birth-registration", "G15.08-261122-0001", null, "cb-0012", NOW);
    }

    private static Enquiry at(String instant) {
        Enquiry e = enquiry("G15");
        return new Enquiry(
                "G15", null, "G01", "citizen", e.purpose(), e.caseId(), null, e.officer(), Instant.parse(instant));
    }

    private Agreements with(String... agreements) {
        return config.agreements(agreements).load(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static void assertDenied(Decision decision, DenialReason reason) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Denied.class, denied -> {
            assertThat(denied.reason()).isEqualTo(reason);
            assertThat(denied.problem().type()).isEqualTo(ProblemType.PURPOSE_NOT_PERMITTED);
        });
    }

    private static void assertPermitted(Decision decision, String agreement) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Permitted.class, permitted -> assertThat(
                        permitted.agreement().id())
                .isEqualTo(agreement));
    }

    @Test
    void permitsWhatAnAgreementSays() {
        Decision decision = with(agreement("a", ", from: 2026-01-01")).decide(enquiry("G15"));
        assertThat(decision).isInstanceOfSatisfying(Decision.Permitted.class, permitted -> {
            assertThat(permitted.fields()).containsExactly("hoTen", "thuongTru.maTinh");
            assertThat(permitted.agreement().dataClass()).isEqualTo(DataClass.PERSONAL);
            assertThat(permitted.consumer()).isEqualTo("G15");
        });
    }

    @Test
    void whoHasNoAgreementCannotTellWhetherTheServiceExists() {
        Agreements agreements = with(agreement("a", ", from: 2026-01-01"));
        Decision forbidden = agreements.decide(enquiry("G17"));
        Enquiry e = enquiry("G17");
        Decision unknown = agreements.decide(
                new Enquiry("G17", null, "G01", "nothing", e.purpose(), e.caseId(), null, e.officer(), NOW));
        assertDenied(forbidden, DenialReason.NO_AGREEMENT);
        assertDenied(unknown, DenialReason.UNKNOWN_SERVICE);
        assertThat(((Decision.Denied) forbidden).problem().detail())
                .isEqualTo(((Decision.Denied) unknown).problem().detail());
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T16:59:59Z, NOT_YET_VALID",
        "2025-12-31T17:00:00Z,",
        "2026-12-31T16:59:59.999Z,",
        "2026-12-31T17:00:00Z, EXPIRED",
    })
    void beginsAndEndsAtMidnightInVietnam(String instant, DenialReason reason) {
        Decision decision =
                with(agreement("a", ", from: 2026-01-01, to: 2027-01-01")).decide(at(instant));
        if (reason == null) {
            assertPermitted(decision, "a");
        } else {
            assertDenied(decision, reason);
        }
    }

    @Test
    void anAnnouncedSuspensionDenies() {
        Agreements agreements = with(agreement(
                "a",
                ", from: 2026-01-01, suspensions: [{from: 2026-11-22, to: 2026-11-23, notified: 2026-11-01, vi: Bảo trì,"
                        + " en: Maintenance}]"));
        assertDenied(agreements.decide(enquiry("G15")), DenialReason.SUSPENDED);
        assertPermitted(agreements.decide(at("2026-11-22T17:00:00Z")), "a");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, case, cb, 1.001193, PURPOSE_MISSING",
                "'', case, cb, 1.001193, PURPOSE_MISSING",
                "' birth-registration', case, cb, 1.001193, PURPOSE_MISSING",
                "inspection, case, cb, 1.001193, PURPOSE_NOT_PERMITTED",
                "Birth-Registration, case, cb, 1.001193, PURPOSE_NOT_PERMITTED",
                "*, case, cb, 1.001193, PURPOSE_MISSING",
                "birth-registration, -, cb, 1.001193, CASE_MISSING",
                "birth-registration, ' ', cb, 1.001193, CASE_MISSING",
                "birth-registration, case, -, 1.001193, OFFICER_MISSING",
                "birth-registration, case, '', 1.001193, OFFICER_MISSING",
                "birth-registration, case, cb, -, PROCEDURE_NOT_PERMITTED",
                "birth-registration, case, cb, 1.001194, PROCEDURE_NOT_PERMITTED",
                "birth-registration, 'case-1, case-2', cb, 1.001193, CASE_MISSING",
            })
    void everyHeaderIsChecked(String purpose, String caseId, String officer, String procedure, DenialReason reason) {
        Agreements agreements = with(agreement("a", ", from: 2026-01-01, procedures: [1.001193]"));
        assertPermitted(
                agreements.decide(new Enquiry(
                        "G15", null, "G01", "citizen", "birth-registration", "case", "1.001193", "cb", NOW)),
                "a");
        assertDenied(
                agreements.decide(new Enquiry("G15", null, "G01", "citizen", purpose, caseId, procedure, officer, NOW)),
                reason == DenialReason.PURPOSE_MISSING && "*".equals(purpose) ? DenialReason.PURPOSE_MISSING : reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "1.001193 ", "1.001193, 1.001194", "\u202e1", "…"})
    void anUnlistedProcedureIsACodeToo(String procedure) {
        Agreements agreements = with(agreement("a", ", from: 2026-01-01"));
        String word = procedure.equals("…") ? "1".repeat(65) : procedure;
        assertDenied(
                agreements.decide(
                        new Enquiry("G15", null, "G01", "citizen", "birth-registration", "case", word, "cb", NOW)),
                DenialReason.PROCEDURE_NOT_PERMITTED);
        assertPermitted(
                agreements.decide(new Enquiry(
                        "G15", null, "G01", "citizen", "birth-registration", "case", "G15-TP110", "cb", NOW)),
                "a");
    }

    @ParameterizedTest
    @CsvSource({
        "G17/cb-0012, OFFICER_OF_OTHER_AGENCY",
        "G17.cb-0012, OFFICER_OF_OTHER_AGENCY",
        "G17.CB0012, OFFICER_OF_OTHER_AGENCY",
        "G17, OFFICER_OF_OTHER_AGENCY",
        "000.00.00.G01-x, OFFICER_OF_OTHER_AGENCY",
        "nvmau@G17, OFFICER_OF_OTHER_AGENCY",
        "G15/x@G17, OFFICER_OF_OTHER_AGENCY",
        "G07/x, OFFICER_OF_OTHER_AGENCY",
        "g17/cb-0012, OFFICER_OF_OTHER_AGENCY",
        "nvmau@g17, OFFICER_OF_OTHER_AGENCY",
        "'G15/x, G17/x', OFFICER_MISSING",
        "g15/cb-0012,",
        "G15/cb-0012,",
        "G15.08/cb-0012,",
        "G15.08.cb,",
        "nvmau@G15.08,",
        "nvmau@g17.example,",
        "G99/x,",
        "G170012,",
    })
    void anOfficerIsTheCallersOwn(String officer, DenialReason reason) {
        Decision decision = with(agreement("a", ", from: 2026-01-01"))
                .decide(new Enquiry("G15", null, "G01", "citizen", "birth-registration", "case", null, officer, NOW));
        if (reason == null) {
            assertPermitted(decision, "a");
        } else {
            assertDenied(decision, reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"G15/cb-1,", "G15/cb-77,", "chief,", "chief2, OFFICER_NOT_PERMITTED", "cb-1, OFFICER_NOT_PERMITTED"})
    void anAgreementCanListItsOfficers(String officer, DenialReason reason) {
        Decision decision = with(agreement("a", ", from: 2026-01-01, officers: ['G15/*', chief]"))
                .decide(new Enquiry("G15", null, "G01", "citizen", "birth-registration", "case", null, officer, NOW));
        if (reason == null) {
            assertPermitted(decision, "a");
        } else {
            assertDenied(decision, reason);
        }
    }

    @Test
    void anAgreementCanNameSystems() {
        Agreements agreements = with(agreement("a", ", from: 2026-01-01, systems: [one-stop]"));
        assertDenied(agreements.decide(enquiry("G15")), DenialReason.SYSTEM_NOT_PERMITTED);
        assertPermitted(
                agreements.decide(new Enquiry(
                        "G15", "one-stop", "G01", "citizen", "birth-registration", "case", null, "cb", NOW)),
                "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"G01", "000.00.00.G01", "BM1"})
    void theProviderHasSeveralNames(String provider) {
        Agreements agreements = with(agreement("a", ", from: 2026-01-01"));
        assertPermitted(
                agreements.decide(
                        new Enquiry("G15", null, provider, "citizen", "birth-registration", "case", null, "cb", NOW)),
                "a");
    }

    @Test
    void aSuccessorUsesItsPredecessorsAgreement() {
        Agreements agreements = with(agreement("old", "G04", "birth-registration", ", from: 2026-01-01"));
        assertPermitted(agreements.decide(enquiry("G17")), "old");
        assertPermitted(agreements.decide(enquiry("G04")), "old");
    }

    @Test
    void theOwnAgreementGoesBeforeAPredecessors() {
        Agreements agreements = with(
                agreement("own", "G17", "birth-registration", ", from: 2026-01-01"),
                agreement("old", "G04", "birth-registration", ", from: 2026-02-01"));
        assertPermitted(agreements.decide(enquiry("G17")), "own");
        assertPermitted(agreements.decide(enquiry("G04")), "old");
    }

    @Test
    void nobodyInheritsFromAnAgencyThatWasSplitOrClosed() {
        Agreements agreements = with(
                agreement("split", "G07", "birth-registration", ", from: 2026-01-01"),
                agreement("closed", "G08", "birth-registration", ", from: 2026-01-01"));
        for (String consumer : new String[] {"G07", "G08", "G15", "G17", "nobody"}) {
            assertDenied(agreements.decide(enquiry(consumer)), DenialReason.NO_AGREEMENT);
        }
        assertThat(agreements.warnings()).extracting("rule").containsExactly("closed-agency", "closed-agency");
    }

    @Test
    void aServiceIsFoundAtItsProvidersSuccessor() {
        config.write("services/G05/citizen.yaml", SampleConfig.CITIZEN.replace("system: population\n", ""));
        Agreements agreements = with(
                agreement("a", ", from: 2026-01-01"),
                agreement("b", ", from: 2026-01-01").replace("provider: G01", "provider: G05"));
        for (String provider : new String[] {"G05", "G09"}) {
            assertPermitted(
                    agreements.decide(new Enquiry(
                            "G15", null, provider, "citizen", "birth-registration", "case", null, "cb", NOW)),
                    "b");
        }
    }

    @Test
    void theNearestAgreementTellsWhy() {
        Agreements agreements = with(
                agreement("old", ", from: 2024-01-01, to: 2025-01-01"),
                agreement("now", "G15", "inspection", ", from: 2026-01-01"));
        Decision decision = agreements.decide(enquiry("G15"));
        assertDenied(decision, DenialReason.PURPOSE_NOT_PERMITTED);
        assertThat(((Decision.Denied) decision).agreement().id()).isEqualTo("now");
    }
}
