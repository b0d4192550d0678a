package org.lienthong.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.witness.WitnessDirectory;
import org.lienthong.testing.SampleLog;

/** What does not start; what does is a process, see {@code WitnessServerTest}. */
class RunWitnessTest {

    @TempDir
    Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final String log = new SampleLog().signer().verifier().toString();

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "witness";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        PrintStream print = new PrintStream(said, true, UTF_8);
        return CommandLine.run(CommandLine.parse(all), print, print);
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();
        assertThat(said.toString(UTF_8)).contains("usage: java -jar lienthong.jar witness", "--listen");
    }

    @Test
    void refusesABadCommandLine() {
        String dir = home.toString();
        assertThat(run()).isEqualTo(2);
        assertThat(run("--dir", dir)).isEqualTo(2);
        assertThat(run("--log", log)).isEqualTo(2);
        assertThat(run("--dir", dir, "--log", "nonsense")).isEqualTo(2);
        assertThat(run("--dir", dir, "--log", log, "--listen", "7380")).isEqualTo(2);
        assertThat(run("--dir", dir, "--log", log, "--listen", "127.0.0.1:many"))
                .isEqualTo(2);
    }

    @Test
    void saysWhyItCannotRun() throws Exception {
        assertThat(run("--dir", home.toString(), "--log", log, "--name", "with space"))
                .isEqualTo(1);
        try (WitnessDirectory held = WitnessDirectory.open(home)) {
            assertThat(run("--dir", home.toString(), "--log", log)).isEqualTo(1);
        }
        assertThat(said.toString(UTF_8)).contains("a key's name", "another witness uses");
    }
}
