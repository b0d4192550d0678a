package org.lienthong.agreement;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts calls against their agreement's quota: per second in this hub's memory, per day over all hubs on one database. A
 * call is counted when it is let through, whatever becomes of it.
 */
public final class Quotas {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private record Rate(Quota quota, Bucket bucket) {}

    private final Map<String, Rate> rates = new ConcurrentHashMap<>();
    private final DailyQuotas daily;
    private final Alerts alerts;
    private final TimeMeter time;

    Quotas(DailyQuotas daily, Alerts alerts, TimeMeter time) {
        this.daily = daily;
        this.alerts = alerts;
        this.time = time;
    }

    /**
     * Counts one call, also when the answer comes from a cache.
     *
     * @throws org.lienthong.problem.ProblemException DEPENDENCY_UNAVAILABLE when the day's count cannot be kept
     */
    public Admission take(Decision.Permitted permitted, Instant at, String traceId) {
        Agreement agreement = permitted.agreement();
        Quota quota = agreement.quota();
        Instant midnight = LocalDate.ofInstant(at, VIETNAM)
                .plusDays(1)
                .atStartOfDay(VIETNAM)
                .toInstant();
        Duration untilMidnight = Duration.between(at, midnight);
        ConsumptionProbe probe = bucket(agreement.id(), quota).tryConsumeAndReturnRemaining(1);
        LocalDate today = LocalDate.ofInstant(at, VIETNAM);
        if (!probe.isConsumed()) {
            long left = quota.perDay() == 0 ? -1 : daily.known(agreement.id(), quota.perDay(), today);
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            return new Admission(quota, 0, left, untilMidnight, Admission.Limit.RATE, wait);
        }
        return day(permitted, probe.getRemainingTokens(), today, untilMidnight, at, traceId);
    }

    private Admission day(
            Decision.Permitted permitted,
            long calls,
            LocalDate today,
            Duration untilMidnight,
            Instant at,
            String traceId) {
        Agreement agreement = permitted.agreement();
        Quota quota = agreement.quota();
        if (quota.perDay() == 0) {
            return new Admission(quota, calls, -1, untilMidnight, null, Duration.ZERO);
        }
        DailyQuotas.Taken taken = daily.take(agreement.id(), quota.perDay(), today);
        if (taken.firstRefusal()) {
            alerts.raise(new Alert(
                    Alert.Kind.QUOTA_EXHAUSTED, permitted.consumer(), agreement.id(), quota.perDay(), at, traceId));
        }
        return taken.granted()
                ? new Admission(quota, calls, taken.left(), untilMidnight, null, Duration.ZERO)
                : new Admission(quota, calls, 0, untilMidnight, Admission.Limit.DAY, untilMidnight);
    }

    /** A changed quota begins with a full bucket. */
    private Bucket bucket(String agreement, Quota quota) {
        Rate rate = rates.get(agreement);
        if (rate == null || !rate.quota().equals(quota)) {
            rate = rates.compute(
                    agreement,
                    (id, before) ->
                            before != null && before.quota().equals(quota) ? before : new Rate(quota, full(quota)));
        }
        return rate.bucket();
    }

    private Bucket full(Quota quota) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.burst()).refillGreedy(quota.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
