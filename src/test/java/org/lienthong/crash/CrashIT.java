package org.lienthong.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A short run; {@code -Dcrash.kills=50} makes it a long one. */
class CrashIT {

    @Test
    void losesAndDoublesNothing() throws Exception {
        CrashReport report = CrashTest.run(Path.of(System.getProperty("hub.jar", "target/lienthong.jar")), 2);

        assertThat(report.violations).isEmpty();
        assertThat(report.kills()).isPositive();
        assertThat(report.acks).isPositive();
        assertThat(report.checkpoints).isGreaterThan(report.kills());
    }
}
