package org.lienthong.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All services of the country make a check longer, not hopeless. */
class LargeTreeTest {

    private static final int SMALL = Integer.getInteger("check.services", 150);
    private static final int TIMES = 4;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    /** The thread's own time, which other programs do not lengthen. What looks at all for each takes 16 times as long. */
    @Test
    void takesTimeAsTheNumberOfServicesAndAgreements() throws IOException {
        LargeTree.write(folder.resolve("small"), SMALL, 3 * SMALL);
        LargeTree.write(folder.resolve("large"), TIMES * SMALL, TIMES * 3 * SMALL);
        nanos("small"); // Classes are loaded.
        nanos("small");
        long small = Math.min(nanos("small"), nanos("small"));
        long large = nanos("large");
        assertThat((double) large / small).isLessThan(TIMES * 2);
    }

    private long nanos(String tree) {
        Path root = folder.resolve(tree);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Report report = Check.of(root.resolve("config"), root.resolve("routes"), null, CLOCK, Runnable::run);
        long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(report.errors()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        return after - before;
    }
}
