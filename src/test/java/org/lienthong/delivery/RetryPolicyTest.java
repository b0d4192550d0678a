package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(15), 20);

    @ParameterizedTest
    @CsvSource({"1, 500, 1000", "2, 1000, 2000", "5, 8000, 16000", "10, 256000, 512000", "11, 450000, 900000"})
    void doublesThePauseAndJittersItsUpperHalf(int failed, long atLeast, long atMost) {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            assertThat(policy.pause(failed, random).toMillis()).isBetween(atLeast, atMost);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 31, 32, 63, 64, 65, 1000, Integer.MAX_VALUE})
    void neverExceedsTheLongest(int failed) {
        RetryPolicy slow = new RetryPolicy(Duration.ofDays(10), Duration.ofDays(30), Integer.MAX_VALUE);
        assertThat(slow.pause(failed, new Random(1))).isBetween(Duration.ofDays(15), Duration.ofDays(30));
    }

    @Test
    void spreadsThePauses() {
        Random random = new Random(3);
        assertThat(java.util.stream.Stream.generate(() -> policy.pause(5, random))
                        .limit(50)
                        .distinct()
                        .count())
                .isGreaterThan(40);
    }

    @Test
    void endsWithTheLastAttempt() {
        assertThat(policy.exhausted(19)).isFalse();
        assertThat(policy.exhausted(20)).isTrue();
    }

    @Test
    void givesAReplayedDeliveryAsManyAttemptsAgain() {
        assertThat(policy.exhausted(21)).isFalse();
        assertThat(policy.pause(21, new Random(1)).toMillis()).isBetween(500L, 1000L);
        assertThat(policy.exhausted(39)).isFalse();
        assertThat(policy.exhausted(40)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S, 1", "PT-1S, PT1S, 1", "PT2S, PT1S, 1", "PT1S, PT1S, 0"})
    void refusesWhatMakesNoSense(Duration first, Duration longest, int attempts) {
        assertThatThrownBy(() -> new RetryPolicy(first, longest, attempts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hub.delivery.retry");
    }
}
