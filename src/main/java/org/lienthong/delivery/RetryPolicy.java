package org.lienthong.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: exponential back-off with full jitter on the upper half, so that recipients that come back are not met
 * by everything at once.
 *
 * @param first the pause after the first failure
 * @param longest the pause never exceeds it
 * @param attempts so many failures and the delivery is a dead letter; a replay gives it as many again
 */
record RetryPolicy(Duration first, Duration longest, int attempts) {

    RetryPolicy {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || attempts < 1) {
            throw new IllegalArgumentException(
                    "hub.delivery.retry: first must be positive, longest not shorter than first, attempts at least 1");
        }
    }

    /** @param failed how many attempts have failed, at least 1; each round begins with the shortest pause */
    Duration pause(int failed, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min((failed - 1) % attempts, 30);
        long pause = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(pause / 2 + random.nextLong(pause / 2 + 1));
    }

    /** Attempts are never reset, because the broker knows each by its number; so the rounds are counted. */
    boolean exhausted(int failed) {
        return failed % attempts == 0;
    }
}
