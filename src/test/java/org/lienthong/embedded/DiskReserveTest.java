package org.lienthong.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskReserveTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicLong usable = new AtomicLong(1000);
    private final AtomicInteger samples = new AtomicInteger();

    private final DiskReserve disk = new DiskReserve(
            () -> {
                samples.incrementAndGet();
                return usable.get();
            },
            500,
            now::get);

    @Test
    void seesTheDiskFillUpWithinASecond() {
        assertThat(disk.enough()).isTrue();
        usable.set(499);
        now.addAndGet(1_000_000_000);
        assertThat(disk.enough()).isFalse();
    }

    @Test
    void measuresOnceASecond() {
        for (int i = 0; i < 100; i++) {
            disk.enough();
        }
        assertThat(samples).hasValue(1);
    }

    @Test
    void isNotEnoughWhenItCannotBeTold() {
        DiskReserve broken = new DiskReserve(
                () -> {
                    throw new IOException("gone");
                },
                1,
                now::get);
        assertThat(broken.enough()).isFalse();
    }
}
