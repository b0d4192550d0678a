package org.lienthong.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket per key, kept as one number each: the time at which the bucket will be full again (the generic cell rate
 * algorithm, ITU-T I.371). Bounded: beyond {@code maxKeys} full buckets are forgotten, and while there are none all new
 * keys share one bucket.
 */
final class RateLimit {

    private static final String OTHERS = "";

    private final Map<String, Long> fullAt = new ConcurrentHashMap<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final long nanosPerToken;
    private final long capacityNanos;
    private final int maxKeys;
    private final LongSupplier nanoTime;

    /**
     * @param tokens so many per {@code period}
     * @param burst and at most so many at once
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    RateLimit(int tokens, Duration period, int burst, int maxKeys, LongSupplier nanoTime) {
        this.nanosPerToken = Math.max(1, period.toNanos() / tokens);
        this.capacityNanos = nanosPerToken * burst;
        this.maxKeys = maxKeys;
        this.nanoTime = nanoTime;
    }

    /** Takes a token; null when there was one, else how long to wait for the next. */
    @Nullable
    Duration take(String key) {
        long now = nanoTime.getAsLong();
        String bucket = bucket(key, now);
        long[] wait = {0};
        fullAt.compute(bucket, (name, before) -> {
            long turn = nanoTime.getAsLong(); // now may be old: who waited here long must not seem to be early
            long full = before == null || before - turn < 0 ? turn : before;
            long over = full + nanosPerToken - turn - capacityNanos;
            wait[0] = Math.max(0, over);
            return over > 0 ? full : full + nanosPerToken;
        });
        return wait[0] == 0 ? null : Duration.ofNanos(wait[0]);
    }

    private String bucket(String key, long now) {
        if (fullAt.size() < maxKeys || fullAt.containsKey(key)) {
            return key;
        }
        if (sweeping.compareAndSet(false, true)) {
            try {
                fullAt.values().removeIf(full -> full - now <= 0);
            } finally {
                sweeping.set(false);
            }
        }
        return fullAt.size() < maxKeys ? key : OTHERS;
    }
}
