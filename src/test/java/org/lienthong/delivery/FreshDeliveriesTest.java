package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreshDeliveriesTest {

    private final AtomicLong nanos = new AtomicLong();
    private final FreshDeliveries fresh = new FreshDeliveries(10, nanos::get);

    @Test
    void givesADeliveryOnce() {
        UUID id = UUID.randomUUID();
        fresh.add(acceptance("12345", addressee(id, DeliveryState.WAITING)));

        DueDelivery delivery = fresh.take(id).orElseThrow();
        assertThat(delivery.recipient()).isEqualTo("H41");
        assertThat(delivery.attempts()).isZero();
        assertThat(delivery.payload().memory()).asString().isEqualTo("12345");
        assertThat(fresh.take(id)).isEmpty();
    }

    @Test
    void keepsNoMoreThanItMay() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        UUID third = UUID.randomUUID();
        fresh.add(acceptance("123456", addressee(first, DeliveryState.WAITING)));
        fresh.add(acceptance("12345", addressee(second, DeliveryState.WAITING)));
        assertThat(fresh.take(second)).isEmpty();

        fresh.take(first);
        fresh.add(acceptance("1234567890", addressee(third, DeliveryState.WAITING)));
        assertThat(fresh.take(third)).isPresent();
    }

    @Test
    void forgetsWhatNobodyTook() {
        UUID old = UUID.randomUUID();
        UUID next = UUID.randomUUID();
        fresh.add(acceptance("1234567890", addressee(old, DeliveryState.WAITING)));
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        fresh.add(acceptance("1234567890", addressee(next, DeliveryState.WAITING)));

        assertThat(fresh.take(old)).isEmpty();
        assertThat(fresh.take(next)).isPresent();
    }

    @Test
    void leavesTheMailboxAndLargePayloadsToTheDatabase() {
        UUID pulled = UUID.randomUUID();
        UUID large = UUID.randomUUID();
        fresh.add(acceptance("1", addressee(pulled, DeliveryState.OPEN)));
        fresh.add(acceptance(null, addressee(large, DeliveryState.WAITING)));

        assertThat(fresh.take(pulled)).isEmpty();
        assertThat(fresh.take(large)).isEmpty();
    }

    private static Acceptance.Addressee addressee(UUID id, DeliveryState state) {
        return new Acceptance.Addressee(id, "H41", 1, state);
    }

    private static Acceptance acceptance(String payload, Acceptance.Addressee addressee) {
        byte[] bytes = payload == null ? null : payload.getBytes(StandardCharsets.UTF_8);
        return new Acceptance(
                UUID.randomUUID(),
                Kind.DOCUMENT,
                "G22",
                "g22-main",
                "rest",
                "G22,2026/11/22,9001",
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                List.of(addressee),
                new byte[32],
                bytes == null ? 300_000 : bytes.length,
                -1,
                new byte[0],
                new byte[32],
                Instant.EPOCH,
                "trace",
                bytes == null ? null : new Acceptance.Piece(bytes));
    }
}
