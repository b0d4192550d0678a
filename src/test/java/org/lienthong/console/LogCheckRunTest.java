package org.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.publish.LogDirectory;
import org.lienthong.testing.SampleLog;

/** "Verify now": what is told while it runs, and each way it ends. */
class LogCheckRunTest {

    @TempDir
    Path directory;

    private final SampleLog log = new SampleLog();

    private LogCheckRun published(int entries) throws IOException {
        log.grow(entries);
        for (Map.Entry<String, byte[]> file : log.files().entrySet()) {
            Path place = directory.resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.write(place, file.getValue());
        }
        LogState state = new LogState(new LogDirectory(directory), log.signer().verifier());
        return new LogCheckRun(state, Clock.systemUTC());
    }

    private static LogCheckRun.Progress ended(LogCheckRun run) {
        await().until(() -> Objects.requireNonNull(run.progress()).ended() != null);
        return Objects.requireNonNull(run.progress());
    }

    @Test
    void tellsThatAllIsRightAndWhoAsked() throws IOException {
        try (LogCheckRun run = published(600)) {
            assertThat(run.progress()).isNull();
            run.start("an");
            LogCheckRun.Progress end = ended(run);
            assertThat(end.word()).isEqualTo("right");
            assertThat(end.checked()).isEqualTo(600);
            assertThat(end.by()).isEqualTo("an");
        }
    }

    @Test
    void tellsWhatIsWrong() throws IOException {
        try (LogCheckRun run = published(600)) {
            Path bundle = directory.resolve("tile/entries/001");
            byte[] bytes = Files.readAllBytes(bundle);
            bytes[bytes.length - 2] ^= 1;
            Files.write(bundle, bytes);
            run.start("an");
            LogCheckRun.Progress end = ended(run);
            assertThat(end.word()).isEqualTo("wrong");
            assertThat(end.said()).isNotBlank();
        }
    }

    @Test
    void isStoppedInTheMiddleAndBegunAgain() throws IOException {
        try (LogCheckRun run = published(50_000)) {
            run.start("an");
            run.stop();
            LogCheckRun.Progress end = ended(run);
            assertThat(end.word()).isEqualTo("stopped");
            assertThat(end.checked()).isLessThan(50_000);
            assertThat(end.size()).isEqualTo(50_000);
            run.start("binh");
            run.start("chi");
            assertThat(ended(run).word()).isEqualTo("right");
            assertThat(ended(run).by()).as("one at a time").isEqualTo("binh");
        }
    }
}
