package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks through {@code docs/stewards.md}: does what they say beside a running hub, and in it. */
class StewardsIT {

    @TempDir
    private Path home;

    @Test
    void theLessonsChangeARunningHubWithoutJava() throws IOException, InterruptedException {
        Lessons lessons = new Lessons(home);
        try (RunningHub hub = RunningHub.start(
                "stewards",
                List.of("-Xmx384m"),
                "--hub.config=" + home.resolve("config"),
                "--hub.routes=" + home.resolve("routes"))) {
            lessons.with(hub.port()).follow(Path.of("docs/stewards.md"));
        }
        assertThat(lessons.files()).isNotEmpty().noneMatch(file -> file.endsWith(".java"));
    }
}
