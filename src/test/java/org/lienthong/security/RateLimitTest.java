package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

    private RateLimit limit(int maxKeys) {
        return new RateLimit(10, Duration.ofSeconds(1), 3, maxKeys, now::get);
    }

    @Test
    void givesTheBurstThenTheRate() {
        RateLimit limit = limit(100);
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isEqualTo(Duration.ofMillis(100));
        now.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void refusalsCostNothing() {
        RateLimit limit = limit(100);
        for (int i = 0; i < 1000; i++) {
            limit.take("a");
        }
        now.addAndGet(Duration.ofMillis(300).toNanos());
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isNotNull();
    }

    @Test
    void keysDoNotShare() {
        RateLimit limit = limit(100);
        for (int i = 0; i < 10; i++) {
            limit.take("a");
        }
        assertThat(limit.take("b")).isNull();
    }

    @Test
    void worksWhenTheClockWrapsAround() {
        RateLimit limit = limit(100);
        limit.take("a");
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(now.get()).isNegative();
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isNull();
        assertThat(limit.take("a")).isNotNull();
    }

    @Test
    void beyondTheLastKeyNewOnesShareABucketUntilSomeAreFull() {
        RateLimit limit = limit(2);
        limit.take("a");
        limit.take("b");
        assertThat(limit.take("c")).isNull();
        assertThat(limit.take("d")).isNull();
        assertThat(limit.take("e")).isNull();
        assertThat(limit.take("f")).isNotNull();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(limit.take("g")).isNull();
        assertThat(limit.take("h")).isNull();
    }
}
