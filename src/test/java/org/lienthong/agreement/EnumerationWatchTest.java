package org.lienthong.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.agreement.SampleConfig.agreement;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;
import tools.jackson.databind.json.JsonMapper;

/** Somebody tries out numbers. */
class EnumerationWatchTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(10);

    @TempDir
    Path dir;

    private final MovableClock clock = new MovableClock(NOW);
    private TestHub hub;
    private Agreements agreements;
    private EnumerationWatch watch;
    private int person;

    @BeforeEach
    void start() {
        hub = new TestHub(TestDatabase.empty(), clock);
        new SampleConfig(dir).agreements(agreement("a", ", from: 2026-01-01"));
        agreements = new Agreements(dir, new SampleConfig(dir).agencies(), hub.orders, clock);
        watch = watch(Duration.ZERO);
    }

    private EnumerationWatch watch(Duration suspension) {
        EnumerationSettings settings = new EnumerationSettings(WINDOW, 5, 8, 20, 12, suspension);
        return new EnumerationWatch(settings, new byte[32], hub.alerts, hub.orders);
    }

    private Decision decide() {
        return agreements.decide(
                new Enquiry("G15", null, "G01", "citizen", "birth-registration", "case", null, "cb", clock.instant()));
    }

    private void ask(String officer, String number, boolean found) {
        watch.answered((Decision.Permitted) decide(), officer, number, found, clock.instant(), "trace");
    }

    private void ask(String officer, int times, boolean found) {
        for (int i = 0; i < times; i++) {
            ask(officer, "000099%06d".formatted(person++), found);
        }
    }

    private List<String> alerts() {
        return hub.entries().stream()
                .map(entry -> entry.replaceAll(".*\"result\":\"([a-z-]+)\".*", "$1"))
                .toList();
    }

    @Test
    void manyInARowAreAnAlert() {
        ask("cb-1", 4, false);
        assertThat(alerts()).isEmpty();
        ask("cb-1", 1, false);
        assertThat(alerts()).containsExactly("enumeration-consecutive");
        ask("cb-1", 1, false);
        assertThat(alerts()).as("once in a window").hasSize(1);
        assertThat(hub.entries().get(0)).contains("\"event\":\"alerted\"").doesNotContain("cb-1", "000099");
        assertThat(hub.meters
                        .counter("hub.alerts", "kind", "enumeration-consecutive", "agency", "G15")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aMistakeNowAndThenIsNone() {
        for (int i = 0; i < 7; i++) {
            ask("cb-1", 1, false);
            ask("cb-1", 1, true);
        }
        assertThat(alerts()).isEmpty();
        ask("cb-1", 1, false);
        assertThat(alerts()).containsExactly("enumeration-misses");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | true",
                "{\"hoTen\": null} | true",
                "{\"hoTen\": false} | true",
                "{\"hoTen\": \"\"} | true",
                "{\"hoTen\": {}} | true",
                "{\"hoTen\": []} | true",
                "{\"hoTen\": \"NGUYỄN VĂN MẪU\"} | false",
                "{\"hoTen\": {\"ten\": \"MẪU\"}} | false",
                "{\"hoTen\": true} | false",
            })
    void theAnswerTellsWhetherAnybodyWasFound(String answer, boolean missed) {
        JsonMapper json = JsonMapper.shared();
        for (int i = 0; i < 5; i++) {
            watch.answered(
                    (Decision.Permitted) decide(),
                    "cb-1",
                    json.createObjectNode().put("soDinhDanh", "00009900000" + i),
                    json.readTree(answer),
                    NOW,
                    "trace");
        }
        assertThat(alerts()).hasSize(missed ? 1 : 0);
    }

    @Test
    void theSamePersonAgainCountsOnce() {
        for (int i = 0; i < 50; i++) {
            ask("cb-1", "000099000001", false);
        }
        assertThat(alerts()).isEmpty();
    }

    @Test
    void askingForVeryManyIsAnAlertThoughAllAreFound() {
        ask("cb-1", 19, true);
        assertThat(alerts()).isEmpty();
        ask("cb-1", 1, true);
        assertThat(alerts()).containsExactly("enumeration-persons");
    }

    @Test
    void changingOfficersDoesNotHideIt() {
        for (int officer = 0; officer < 12; officer++) {
            ask("cb-" + officer, 1, false);
        }
        assertThat(alerts()).containsExactly("enumeration-agency");
    }

    @Test
    void aWindowLaterAllIsForgotten() {
        ask("cb-1", 4, false);
        clock.advance(WINDOW);
        ask("cb-1", 4, false);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void theAgreementCanBeSuspendedForAWhile() {
        watch = watch(Duration.ofMinutes(15));
        ask("cb-1", 5, false);
        assertThat(decide()).isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.reason())
                .isEqualTo(DenialReason.SUSPENDED));
        clock.advance(Duration.ofMinutes(15));
        assertThat(decide()).isInstanceOf(Decision.Permitted.class);
    }
}
