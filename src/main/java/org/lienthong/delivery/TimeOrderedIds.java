package org.lienthong.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** UUIDs of version 7 (RFC 9562 §5.7), increasing within this process so that indices grow at their end. */
public final class TimeOrderedIds {

    private static final int SEQUENCE_BITS = 12;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong(); // milliseconds and a 12-bit sequence

    TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    public UUID next() {
        long now = clock.millis() << SEQUENCE_BITS;
        long ticket = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long millis = ticket >>> SEQUENCE_BITS;
        long sequence = ticket & ((1 << SEQUENCE_BITS) - 1);
        long high = millis << 16 | 0x7000L | sequence;
        long low = ThreadLocalRandom.current().nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** The smallest id that could have been given at that time. */
    public static UUID floor(Instant at) {
        return new UUID(at.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }
}
