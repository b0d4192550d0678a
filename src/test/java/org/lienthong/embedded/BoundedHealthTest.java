package org.lienthong.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class BoundedHealthTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    @Timeout(120)
    void aHungCheckIsDownUntilItComesBack() {
        CountDownLatch hung = new CountDownLatch(1);
        try (BoundedHealth health = new BoundedHealth(
                "test",
                () -> {
                    try {
                        hung.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Health.up().build();
                },
                now::get)) {
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            hung.countDown();
            await().until(() -> {
                now.addAndGet(1_000_000_000);
                return health.health().getStatus().equals(Status.UP);
            });
        }
    }

    @Test
    void asksOnceASecond() {
        AtomicInteger asked = new AtomicInteger();
        try (BoundedHealth health = new BoundedHealth(
                "test",
                () -> {
                    asked.incrementAndGet();
                    return Health.up().build();
                },
                now::get)) {
            health.health();
            health.health();
            assertThat(asked).hasValue(1);
            now.addAndGet(1_000_000_000);
            health.health();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void aCheckThatThrowsIsDown() {
        try (BoundedHealth health = new BoundedHealth("test", () -> {
            throw new IllegalStateException("no");
        })) {
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        }
    }
}
