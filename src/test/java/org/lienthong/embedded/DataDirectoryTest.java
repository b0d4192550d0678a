package org.lienthong.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void createsADirectoryForItsOwnerOnly() throws IOException {
        try (DataDirectory data = DataDirectory.open(parent.resolve("a/b"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
                    .isEqualTo("rwx------");
            assertThat(data.resolve("hub.lock"))
                    .content()
                    .contains("pid=" + ProcessHandle.current().pid())
                    .contains("started=");
        }
    }

    @Test
    void refusesASecondHubAndNamesTheFirst() throws IOException {
        try (DataDirectory data = DataDirectory.open(parent)) {
            assertThatThrownBy(() -> DataDirectory.open(parent))
                    .isInstanceOf(StartupProblem.class)
                    .hasMessageContaining(data.path().toString())
                    .hasMessageContaining("pid=" + ProcessHandle.current().pid())
                    .satisfies(
                            e -> assertThat(((StartupProblem) e).description()).contains("Một hệ thống khác"));
        }
    }

    @Test
    void ignoresWhatAKilledHubLeftBehind() throws IOException {
        Files.writeString(parent.resolve("hub.lock"), "pid=1\nstarted=2026-01-01T00:00:00Z\n");
        try (DataDirectory data = DataDirectory.open(parent)) {
            assertThat(data.resolve("hub.lock")).content().doesNotContain("pid=1\n");
        }
    }

    @Test
    void canBeOpenedAgainAfterClosing() throws IOException {
        DataDirectory.open(parent).close();
        DataDirectory.open(parent).close();
    }

    @Test
    void saysWhichDirectoryCannotBeUsed() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining(file.toString());
    }
}
