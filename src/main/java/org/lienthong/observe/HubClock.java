package org.lienthong.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether the wall clock can be trusted: how far it is from the database's, and whether it jumped, which the monotonic clock
 * tells. Times in receipts and entries come from it; acceptance goes on meanwhile, since only their dates would be wrong.
 */
final class HubClock implements HealthIndicator {

    static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** How long a jump is remembered. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private static final Status DEGRADED = new Status("DEGRADED", "the clock is off, or jumped");

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Supplier<OffsetDateTime> database;
    private volatile Duration drift = Duration.ZERO;
    private volatile boolean compared;
    private volatile @Nullable Duration jump;
    private volatile long jumpedAt;
    private @Nullable Instant lastWall;
    private long lastNanos;

    /** @param database asks the database's clock */
    HubClock(Clock clock, LongSupplier nanoTime, Supplier<OffsetDateTime> database) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.database = database;
    }

    /** Compares wall and monotonic clock since the last look. */
    void look() {
        Instant wall = clock.instant();
        long nanos = nanoTime.getAsLong();
        Instant before = lastWall;
        if (before != null) {
            Duration off = Duration.between(before, wall).minusNanos(nanos - lastNanos);
            if (off.abs().compareTo(TOLERANCE) > 0) {
                jump = off;
                jumpedAt = nanos;
            }
        }
        lastWall = wall;
        lastNanos = nanos;
    }

    /** Half of what the question takes is how far off the answer may be. */
    void compare() {
        Instant asked = clock.instant();
        long start = nanoTime.getAsLong();
        Instant there = database.get().toInstant();
        drift = Duration.between(there, asked.plusNanos((nanoTime.getAsLong() - start) / 2));
        compared = true;
    }

    /** Seconds that this clock is ahead of the database's. */
    double driftSeconds() {
        return compared ? drift.toMillis() / 1000.0 : Double.NaN;
    }

    private @Nullable Duration recentJump() {
        return nanoTime.getAsLong() - jumpedAt < MEMORY.toNanos() ? jump : null;
    }

    @Override
    public Health health() {
        Duration jumped = recentJump();
        boolean off = drift.abs().compareTo(TOLERANCE) > 0;
        Health.Builder health = Health.status(off || jumped != null ? DEGRADED : Status.UP);
        if (compared) {
            health.withDetail("aheadOfDatabaseMillis", drift.toMillis());
        }
        if (jumped != null) {
            health.withDetail("jumpedMillis", jumped.toMillis());
        }
        return health.build();
    }
}
