package org.lienthong.dossier.portal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How much the portal gets at once: a little more with each answer, half of it when it falters (additive increase,
 * multiplicative decrease). After a failure it is left alone, twice as long each time, and first asked by one call alone.
 */
final class Throttle {

    private static final double START = 4;

    private final int most;
    private final long slowNanos;
    private final long firstNanos;
    private final long longestNanos;
    private final RandomGenerator random;
    private double limit;
    private int underWay;
    private int failures;
    private long quietUntil;
    private boolean quiet;
    private long lastCutNanos;
    private long answeredNanos = System.nanoTime();
    private boolean closed;

    Throttle(PortalSettings settings, RandomGenerator random) {
        this.most = settings.calls();
        this.slowNanos = settings.slow().toNanos();
        this.firstNanos = settings.firstPause().toNanos();
        this.longestNanos = settings.longestPause().toNanos();
        this.random = random;
        this.limit = Math.min(START, most);
    }

    /** Waits for its turn; false when this is over. */
    synchronized boolean enter() throws InterruptedException {
        while (!closed) {
            long left = quiet ? quietUntil - System.nanoTime() : 0;
            if (left <= 0 && underWay < (failures > 0 ? 1 : (int) limit)) {
                quiet = false;
                underWay++;
                return true;
            }
            if (left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } else {
                wait();
            }
        }
        return false;
    }

    /** Leaves without having called. */
    synchronized void leave() {
        underWay--;
        notifyAll();
    }

    /** An answer came after so long. */
    synchronized void answered(long nanos) {
        failures = 0;
        answeredNanos = System.nanoTime();
        if (nanos > slowNanos) {
            cut();
        } else {
            limit = Math.min(most, limit + 1 / limit);
        }
        notifyAll();
    }

    /** The portal could not answer. */
    synchronized void failed(@Nullable Duration wait) {
        cut();
        if (quiet && quietUntil - System.nanoTime() > 0 && wait == null) {
            return; // calls that were under way together fail together
        }
        failures = Math.min(failures + 1, 30);
        long pause = Math.min(longestNanos, firstNanos << Math.min(failures - 1, 20));
        pause = pause / 2 + random.nextLong(pause / 2 + 1);
        if (wait != null) {
            pause = Math.max(pause, wait.toNanos());
        }
        quiet = true;
        quietUntil = System.nanoTime() + pause;
        notifyAll();
    }

    private void cut() {
        long now = System.nanoTime();
        if (now - lastCutNanos > slowNanos / 10) {
            limit = Math.max(1, limit / 2);
            lastCutNanos = now;
        }
    }

    /** Whether an answer came after that moment. */
    synchronized boolean answeredSince(long nanos) {
        return answeredNanos - nanos > 0;
    }

    /** Calls that may be under way at once. */
    synchronized int limit() {
        return failures > 0 ? 1 : (int) limit;
    }

    /** Whether the last call failed. */
    synchronized boolean isFaltering() {
        return failures > 0;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
