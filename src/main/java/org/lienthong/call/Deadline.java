package org.lienthong.call;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment by which a caller has to have an answer; everything done on the way to it lives on what is left. */
public final class Deadline {

    private final long at;
    private final LongSupplier nanoTime;

    private Deadline(long at, LongSupplier nanoTime) {
        this.at = at;
        this.nanoTime = nanoTime;
    }

    public static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime.getAsLong() + time.toNanos(), nanoTime);
    }

    /** The nearer of this moment and the one after that time. */
    public Deadline atMost(Duration time) {
        return left().compareTo(time) <= 0 ? this : in(time, nanoTime);
    }

    /** Never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, at - nanoTime.getAsLong()));
    }

    public boolean passed() {
        return at - nanoTime.getAsLong() <= 0;
    }
}
