package org.lienthong.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;

    private Progress progress(boolean terminal, boolean quiet) {
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Progress(err, "verify", "entries", terminal, quiet, () -> now);
    }

    private String told() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private void later(Duration time) {
        now += time.toNanos();
    }

    @Test
    void tellsEveryTenSecondsInALog() {
        try (Progress progress = progress(false, false)) {
            progress.total(10_000);
            progress.accept(100);
            later(Duration.ofSeconds(10));
            progress.accept(2_000);
            later(Duration.ofSeconds(9));
            progress.add(500);
            later(Duration.ofSeconds(1));
            progress.add(500);
        }
        assertThat(told().lines())
                .containsExactly(
                        "verify: 2 000 of 10 000 entries (20 %), 200/s, 40 s left",
                        "verify: 3 000 of 10 000 entries (30 %), 150/s, 47 s left");
    }

    @Test
    void writesOverItsLineOnATerminal() {
        try (Progress progress = progress(true, false)) {
            later(Duration.ofSeconds(1));
            progress.accept(5000);
            later(Duration.ofSeconds(1));
            progress.accept(9);
        }
        assertThat(told())
                .startsWith("\rverify: 5 000 entries, 5 000/s\rverify: 9 entries, 5/s")
                .endsWith("\n");
    }

    @Test
    void saysNothingWhenQuietOrQuick() {
        try (Progress progress = progress(true, true)) {
            later(Duration.ofSeconds(100));
            progress.accept(5000);
        }
        try (Progress progress = progress(false, false)) {
            later(Duration.ofSeconds(1));
            progress.accept(5000);
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void tellsLongTimesInHours() {
        try (Progress progress = progress(false, false)) {
            progress.total(1_000_000);
            later(Duration.ofSeconds(10));
            progress.accept(1000);
        }
        assertThat(told()).contains("2 h 46 min left");
    }
}
