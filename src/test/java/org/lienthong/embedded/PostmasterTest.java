package org.lienthong.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {

    @TempDir
    Path directory;

    @Test
    void isAbsentWithoutAFile() throws IOException {
        assertThat(Postmaster.of(directory)).isEmpty();
    }

    @Test
    void doesNotTakeAnUnrelatedProcessForTheServer() throws IOException {
        long self = ProcessHandle.current().pid();
        write(self + "", directory.toString(), Instant.now().getEpochSecond() + "", "5432");

        assertThat(Postmaster.of(directory).orElseThrow().pid()).isEqualTo(self);
        assertThat(Postmaster.of(directory).orElseThrow().runsOn(directory)).isFalse();
    }

    @Test
    void readsAHalfWrittenFileAsADeadServer() throws IOException {
        write("");
        assertThat(Postmaster.of(directory).orElseThrow().runsOn(directory)).isFalse();
    }

    @Test
    void forgetsTheNumberAndKeepsTheRest() throws IOException {
        write("1", directory.toString(), "1700000000", "5432", "", "127.0.0.1", "  123  456", "ready");

        Postmaster.forget(directory);

        assertThat(Files.readAllLines(directory.resolve("postmaster.pid")))
                .startsWith(Integer.MAX_VALUE + "", directory.toString())
                .endsWith("  123  456", "ready");
    }

    private void write(String... lines) throws IOException {
        Files.write(directory.resolve("postmaster.pid"), List.of(lines));
    }
}
