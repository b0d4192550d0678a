package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lienthong.testing.MovableClock;

class TimeOrderedIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00.123Z");

    private final TimeOrderedIds ids = new TimeOrderedIds(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void areOfVersion7AndTheVariantOfRfc9562() {
        for (int i = 0; i < 5000; i++) { // beyond one millisecond's 4096
            UUID id = ids.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @Test
    void beginWithTheTime() {
        assertThat(ids.next().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void neverFallWhenTheClockDoes() {
        MovableClock clock = new MovableClock(NOW);
        TimeOrderedIds moved = new TimeOrderedIds(clock);
        UUID before = moved.next();
        clock.set(NOW.minusSeconds(3600));
        assertThat(asText(moved.next())).isGreaterThan(asText(before));
    }

    @Test
    void riseInEveryThreadAndNeverRepeat() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<UUID>>> runs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                runs.add(threads.submit(() -> {
                    List<UUID> mine = new ArrayList<>();
                    for (int j = 0; j < 2000; j++) {
                        mine.add(ids.next());
                    }
                    return mine;
                }));
            }
            Set<Long> tickets = new HashSet<>();
            for (Future<List<UUID>> run : runs) {
                List<UUID> mine = run.get();
                assertThat(mine).extracting(TimeOrderedIdsTest::asText).isSorted();
                mine.forEach(id -> tickets.add(id.getMostSignificantBits()));
            }
            assertThat(tickets).hasSize(16_000);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void areNotBelowTheFloorOfTheirTime() {
        assertThat(asText(TimeOrderedIds.floor(NOW))).isLessThanOrEqualTo(asText(ids.next()));
        assertThat(asText(TimeOrderedIds.floor(NOW.plusMillis(1)))).isGreaterThan(asText(ids.next()));
    }

    /** PostgreSQL compares the bytes; UUID.compareTo compares signed halves. */
    private static String asText(UUID id) {
        return id.toString();
    }
}
