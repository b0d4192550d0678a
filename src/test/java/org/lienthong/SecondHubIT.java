package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two hubs on one data directory would deliver everything twice: the second one says so and ends. */
@ExtendWith(SharedHub.class)
class SecondHubIT {

    private final RunningHub first;

    SecondHubIT(RunningHub first) {
        this.first = first;
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void isRefusedInPlainWords() throws IOException, InterruptedException {
        Process second = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Dstdout.encoding=UTF-8",
                        "-Dfile.encoding=UTF-8",
                        "-jar",
                        System.getProperty("hub.packed", System.getProperty("hub.jar", "target/lienthong.jar")),
                        "--server.port=0",
                        "--management.server.port=0",
                        "--hub.data=" + first.data())
                .redirectErrorStream(true)
                .start();
        String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(said)
                .contains("Another hub is running on the data directory "
                        + first.data().toRealPath() + " (pid=")
                .contains("Một hệ thống khác đang chạy")
                .doesNotContain("\tat ");
        assertThat(first.isReady()).isTrue();
    }
}
