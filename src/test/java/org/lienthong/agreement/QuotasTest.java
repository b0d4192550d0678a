package org.lienthong.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.lienthong.agreement.SampleConfig.agreement;

import io.github.bucket4j.TimeMeter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;
import org.springframework.dao.DataAccessResourceFailureException;

/** Rates in memory, the day's quota on a real database. */
class QuotasTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:59:50Z"); // ten seconds before midnight in Vietnam
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @TempDir
    Path dir;

    private final MovableClock clock = new MovableClock(NOW);
    private final Ticks ticks = new Ticks();
    private DataSource database;
    private TestHub hub;

    /** A steady clock that the test turns. */
    private static final class Ticks implements TimeMeter {
        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @BeforeEach
    void start() {
        database = TestDatabase.empty();
        hub = new TestHub(database, clock);
    }

    private Decision.Permitted permitted(String quota) {
        new SampleConfig(dir)
                .agreements(agreement("a", ", from: 2026-01-01").replace("{perSecond: 5, perDay: 100}", quota));
        Agreements agreements = new Agreements(dir, new SampleConfig(dir).agencies(), hub.orders, clock);
        return (Decision.Permitted) agreements.decide(
                new Enquiry("G15", null, "G01", "citizen", "birth-registration", "case", null, "cb", NOW));
    }

    private Quotas quotas(TestHub of) {
        return new Quotas(of.dailyQuotas(), of.alerts, ticks);
    }

    @Test
    void theRateRefusesAndTellsWhenToComeBack() {
        Decision.Permitted permitted = permitted("{perSecond: 2, burst: 4, perDay: 1000}");
        Quotas quotas = quotas(hub);
        for (int left = 3; left >= 0; left--) {
            Admission admission = quotas.take(permitted, NOW, "trace");
            assertThat(admission.admitted()).isTrue();
            assertThat(admission.calls()).isEqualTo(left);
        }
        Admission refused = quotas.take(permitted, NOW, "trace");
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(500));
        assertThat(refused.refusal().type()).isEqualTo(ProblemType.RATE_LIMITED);
        assertThat(refused.headers())
                .containsEntry("RateLimit-Policy", "\"rate\";q=4;w=2, \"day\";q=1000;w=86400")
                .containsEntry("RateLimit", "\"rate\";r=0;t=2, \"day\";r=996;t=10");
        ticks.nanos += Duration.ofMillis(500).toNanos();
        assertThat(quotas.take(permitted, NOW, "trace").admitted()).isTrue();
    }

    @Test
    void aChangedRateCountsAtOnce() {
        Quotas quotas = quotas(hub);
        Decision.Permitted before = permitted("{perSecond: 1, perDay: 1000}");
        assertThat(quotas.take(before, NOW, "trace").admitted()).isTrue();
        assertThat(quotas.take(before, NOW, "trace").admitted()).isFalse();
        assertThat(quotas.take(permitted("{perSecond: 3, perDay: 1000}"), NOW, "trace")
                        .calls())
                .isEqualTo(2);
    }

    @Test
    void theDaysQuotaEndsAndBeginsAtMidnightInVietnam() {
        Decision.Permitted permitted = permitted("{perSecond: 1000, perDay: 3}");
        Quotas quotas = quotas(hub);
        for (int i = 0; i < 3; i++) {
            assertThat(quotas.take(permitted, NOW, "trace").admitted()).isTrue();
        }
        Admission refused = quotas.take(permitted, NOW, "trace");
        assertThat(refused.exceeded()).isEqualTo(Admission.Limit.DAY);
        assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(quotas.take(permitted, NOW.plusSeconds(9), "trace").admitted())
                .isFalse();
        assertThat(quotas.take(permitted, NOW.plusSeconds(10), "trace").admitted())
                .isTrue();
    }

    @Test
    void peopleAreToldOnceADayThatAQuotaIsUsedUp() {
        Decision.Permitted permitted = permitted("{perSecond: 1000, perDay: 1}");
        Quotas quotas = quotas(hub);
        for (int i = 0; i < 5; i++) {
            quotas.take(permitted, NOW, "trace");
        }
        assertThat(hub.entries())
                .singleElement()
                .asString()
                .contains(
                        "\"event\":\"alerted\"",
                        "\"agreement\":\"a\"",
                        "\"result\":\"quota-exhausted\"",
                        "\"subject\":\"G15\"");
        assertThat(hub.meters
                        .counter("hub.alerts", "kind", "quota-exhausted", "agency", "G15")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void hubsTogetherNeverLetMoreThrough() throws Exception {
        int limit = 3_000;
        List<DailyQuotas> hubs = List.of(hub.dailyQuotas(), new TestHub(database, clock).dailyQuotas());
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                DailyQuotas quotas = hubs.get(i % 2);
                calls.add(() -> {
                    int granted = 0;
                    while (quotas.take("a", limit, TODAY).granted()) {
                        granted++;
                    }
                    return granted;
                });
            }
            int granted = 0;
            for (Future<Integer> caller : callers.invokeAll(calls)) {
                granted += caller.get();
            }
            assertThat(granted).isEqualTo(limit);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aCrashLosesABlockAtMostAndAStopNothing() {
        DailyQuotas crashed = hub.dailyQuotas();
        crashed.take("a", 1_000, TODAY);
        DailyQuotas stopped = hub.dailyQuotas();
        stopped.take("a", 1_000, TODAY);
        stopped.close();
        DailyQuotas next = hub.dailyQuotas();
        int granted = 0;
        while (next.take("a", 1_000, TODAY).granted()) {
            granted++;
        }
        assertThat(granted).isEqualTo(1_000 - 20 - 1);
    }

    @Test
    void nobodyWaitsWhileOneFetchesTheNextBlock() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch answered = new CountDownLatch(1);
        QuotaTable slow = new QuotaTable(hub.jdbc) {
            @Override
            Lease lease(String agreement, LocalDate day, int limit) {
                asked.countDown();
                if (asked.getCount() == 0) {
                    awaitUninterruptibly(answered);
                }
                return super.lease(agreement, day, limit);
            }
        };
        DailyQuotas quotas = new DailyQuotas(slow, System::nanoTime);
        for (int i = 0; i < 14; i++) {
            quotas.take("a", 1_000, TODAY);
        }
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<DailyQuotas.Taken> fetching = caller.submit(() -> quotas.take("a", 1_000, TODAY));
            asked.await();
            assertThat(quotas.take("a", 1_000, TODAY)).isEqualTo(new DailyQuotas.Taken(true, 984, false));
            answered.countDown();
            assertThat(fetching.get().left()).isEqualTo(985);
            assertThat(quotas.take("a", 1_000, TODAY).left()).isEqualTo(983);
        } finally {
            answered.countDown();
            caller.shutdownNow();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSmallerQuotaCountsWhatWasUsedBefore() {
        DailyQuotas quotas = hub.dailyQuotas();
        for (int i = 0; i < 30; i++) {
            quotas.take("a", 100, TODAY);
        }
        assertThat(quotas.take("a", 20, TODAY).granted()).isFalse();
        assertThat(quotas.take("a", 31, TODAY).granted()).isTrue();
        assertThat(quotas.take("a", 31, TODAY).granted()).isFalse();
    }

    @Test
    void withoutTheDatabaseNothingIsLetThrough() {
        long[] nanos = {0};
        int[] asked = {0};
        QuotaTable gone = new QuotaTable(hub.jdbc) {
            @Override
            Lease lease(String agreement, LocalDate day, int limit) {
                asked[0]++;
                throw new DataAccessResourceFailureException("gone");
            }
        };
        DailyQuotas quotas = new DailyQuotas(gone, () -> nanos[0]);
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> quotas.take("a", 100, TODAY))
                    .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.DEPENDENCY_UNAVAILABLE));
        }
        assertThat(asked[0]).as("the database is left alone for a while").isEqualTo(1);
        nanos[0] += Duration.ofSeconds(3).toNanos();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> quotas.take("a", 100, TODAY));
        assertThat(asked[0]).isEqualTo(2);
    }
}
