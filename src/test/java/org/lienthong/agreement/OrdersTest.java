package org.lienthong.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.lienthong.agreement.SampleConfig.agreement;
import static org.lienthong.testing.Patience.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;

/** Suspension and revocation at run time, on a real database; every hub here is one {@link TestHub}. */
class OrdersTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @TempDir
    Path dir;

    private final MovableClock clock = new MovableClock(NOW);
    private DataSource database;
    private TestHub hub;
    private Agreements agreements;

    @BeforeEach
    void start() {
        database = TestDatabase.empty();
        new SampleConfig(dir).agreements(agreement("a", ", from: 2026-01-01"));
        hub = new TestHub(database, clock);
        agreements = agreements(hub);
    }

    private Agreements agreements(TestHub of) {
        return new Agreements(dir, new SampleConfig(dir).agencies(), of.orders, clock);
    }

    private void order(Order.Target target, String id, Order.Action action, Instant until) {
        hub.orders.give(target, id, action, until, "Kiểm tra", "demo-steward", "trace");
    }

    private DenialReason decide(Agreements asked) {
        new SampleConfig(dir).agreements(agreement("a", ", from: 2026-01-01"));
        Decision decision = asked.decide(
                new Enquiry("G15", null, "G01", "citizen", "birth-registration", "case", null, "cb", clock.instant()));
        return decision instanceof Decision.Denied denied ? denied.reason() : null;
    }

    @ParameterizedTest
    @CsvSource({
        "AGREEMENT, a, SUSPENDED",
        "SERVICE, G01/citizen, SERVICE_SUSPENDED",
        "PROVIDER, G01, PROVIDER_SUSPENDED",
        "CONSUMER, G15, CONSUMER_SUSPENDED",
        "AGREEMENT, b,",
        "SERVICE, G01/other,",
        "PROVIDER, G15,",
        "CONSUMER, G01,",
    })
    void aSuspensionCountsAtOnceUntilItIsResumed(Order.Target target, String id, DenialReason reason) {
        assertThat(decide(agreements)).isNull();
        order(target, id, Order.Action.SUSPEND, null);
        assertThat(decide(agreements)).isEqualTo(reason);
        order(target, id, Order.Action.RESUME, null);
        assertThat(decide(agreements)).isNull();
    }

    @Test
    void anAnswerUnderWayIsHeldBackWhenTheAgreementChanges() {
        SampleConfig config = new SampleConfig(dir).agreements(agreement("a", ", from: 2026-01-01"));
        Decision.Permitted permitted = (Decision.Permitted) agreements.decide(
                new Enquiry("G15", null, "G01", "citizen", "birth-registration", "case", null, "cb", NOW));
        agreements.reload();
        assertThat(agreements.withdrawn(permitted, "G15", NOW)).isNull();
        order(Order.Target.AGREEMENT, "a", Order.Action.SUSPEND, null);
        assertThat(agreements.withdrawn(permitted, "G15", NOW).reason()).isEqualTo(DenialReason.SUSPENDED);
        order(Order.Target.AGREEMENT, "a", Order.Action.RESUME, null);
        config.agreements(agreement("a", ", from: 2026-01-01").replace(", thuongTru.maTinh", ""));
        agreements.reload();
        assertThat(agreements.withdrawn(permitted, "G15", NOW).reason()).isEqualTo(DenialReason.REVOKED);
    }

    @Test
    void aSuspensionCanEndByItself() {
        order(Order.Target.AGREEMENT, "a", Order.Action.SUSPEND, NOW.plusSeconds(60));
        assertThat(decide(agreements)).isEqualTo(DenialReason.SUSPENDED);
        clock.advance(Duration.ofSeconds(60));
        assertThat(decide(agreements)).isNull();
    }

    @Test
    void aRevocationIsForGood() {
        order(Order.Target.AGREEMENT, "a", Order.Action.REVOKE, null);
        assertThat(decide(agreements)).isEqualTo(DenialReason.REVOKED);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> order(Order.Target.AGREEMENT, "a", Order.Action.RESUME, null))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_TRANSITION));
        assertThat(decide(agreements)).isEqualTo(DenialReason.REVOKED);
    }

    @Test
    void anOrderOutlivesARestart() {
        order(Order.Target.AGREEMENT, "a", Order.Action.SUSPEND, null);
        assertThat(decide(agreements(new TestHub(database, clock)))).isEqualTo(DenialReason.SUSPENDED);
    }

    @Test
    void anotherHubHearsOfIt() {
        TestHub other = new TestHub(database, clock);
        Agreements there = agreements(other);
        try (Poll poll = new Poll("test", other.orders::refresh, Duration.ofMillis(20))) {
            order(Order.Target.AGREEMENT, "a", Order.Action.SUSPEND, null);
            await().until(() -> decide(there) == DenialReason.SUSPENDED);
            order(Order.Target.AGREEMENT, "a", Order.Action.RESUME, null);
            await().until(() -> decide(there) == null);
        }
    }

    @Test
    void theHubItselfShortensNoSuspension() {
        order(Order.Target.AGREEMENT, "a", Order.Action.SUSPEND, null);
        hub.orders.suspendUnlessDenied("a", NOW.plusSeconds(1), "enumeration", "trace");
        clock.advance(Duration.ofHours(1));
        assertThat(decide(agreements)).isEqualTo(DenialReason.SUSPENDED);
        assertThat(hub.entries()).hasSize(1);
    }

    @Test
    void everyOrderIsAnAuditEntry() {
        order(Order.Target.CONSUMER, "G15", Order.Action.SUSPEND, null);
        assertThat(hub.entries())
                .singleElement()
                .asString()
                .contains(
                        "\"actor\":\"demo-steward\"",
                        "\"event\":\"configured\"",
                        "\"result\":\"suspend consumer G15\"",
                        "\"subject\":\"G15\"",
                        "\"trace\":\"trace\"");
    }
}
