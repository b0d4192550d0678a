package org.lienthong.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.MovableClock;

class HubClockTest {

    private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");

    private final MovableClock wall = new MovableClock(START);
    private final AtomicLong nanos = new AtomicLong();
    private Instant database = START;
    private final HubClock clock = new HubClock(wall, nanos::get, () -> database.atOffset(ZoneOffset.UTC));

    private void pass(Duration time, Duration byTheWall) {
        nanos.addAndGet(time.toNanos());
        wall.advance(byTheWall);
        database = database.plus(time);
        clock.look();
    }

    private String status() {
        return clock.health().getStatus().getCode();
    }

    @Test
    void isWellWhileBothClocksAgree() {
        clock.look();
        pass(Duration.ofSeconds(2), Duration.ofSeconds(2));
        clock.compare();
        assertThat(status()).isEqualTo("UP");
        assertThat(clock.driftSeconds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-32_000, 32_000})
    void tellsOfAJumpBackOrForwardsForTenMinutes(long millis) {
        clock.look();
        pass(Duration.ofSeconds(2), Duration.ofSeconds(2).plusMillis(millis));
        assertThat(status()).isEqualTo("DEGRADED");
        assertThat(clock.health().getDetails()).containsEntry("jumpedMillis", millis);
        pass(Duration.ofMinutes(11), Duration.ofMinutes(11));
        assertThat(status()).isEqualTo("UP");
    }

    @Test
    void tellsHowFarItIsFromTheDatabases() {
        database = START.minusSeconds(5);
        clock.compare();
        assertThat(status()).isEqualTo("DEGRADED");
        assertThat(clock.driftSeconds()).isEqualTo(5);
    }
}
