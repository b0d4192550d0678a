package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.testing.WrittenLog;

/** {@code export} as an inspector types it, and what {@code verify} says of the archive. */
class ExportTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());

    @TempDir
    Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        new WrittenLog(home.resolve("log"), SIGNER)
                .append(600, Instant.parse("2026-10-31T16:50:00Z"))
                .append(600, Instant.parse("2026-11-30T16:55:00Z"));
    }

    private int run(String command) {
        String[] arguments = command.replace("HOME", home.toString())
                .replace("KEY", SIGNER.verifier().toString())
                .split(" ");
        return CommandLine.run(CommandLine.parse(arguments), new PrintStream(said), new PrintStream(said));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aMonthByItsDates() {
        assertThat(run("export --log HOME/log --from 2026-11-01 --to 2026-11-30 --out HOME/november.tar"))
                .as(said())
                .isZero();
        assertThat(said()).contains("Entries 512 to 1023 are in");

        assertThat(run("verify --log HOME/november.tar --key KEY")).as(said()).isZero();
        assertThat(said()).contains("entries 512 to 1023", "log of 1200", "were not checked");
    }

    @Test
    void everythingByDefaultAndTheSameBytesEachTime() throws IOException {
        assertThat(run("export --log=HOME/log --out=HOME/1.tar")).as(said()).isZero();
        assertThat(run("export --log=HOME/log --out=HOME/2.tar")).as(said()).isZero();

        assertThat(home.resolve("1.tar")).hasSameBinaryContentAs(home.resolve("2.tar"));
        assertThat(run("verify --log HOME/1.tar --key KEY")).as(said()).isZero();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThat(run("export --log HOME/log")).isEqualTo(2);
        assertThat(run("export --log HOME/log --out HOME/a.tar --from yesterday"))
                .isEqualTo(2);
        assertThat(run("export --log HOME/none --out HOME/a.tar")).isEqualTo(1);
        assertThat(run("export --log HOME/log --out HOME/a.tar --from 2027-01-01"))
                .isEqualTo(1);
        assertThat(run("export --log HOME/log --out HOME/a.tar --to 1200")).isEqualTo(1);
        assertThat(said()).contains("the log has entries 0 to 1199");
        assertThat(run("export --help")).isZero();
        Files.writeString(home.resolve("text"), "no archive at all, but long enough to be looked into ".repeat(20));
        assertThat(run("verify --log HOME/text --key KEY")).isEqualTo(1);
    }

    @Test
    void saysThatNothingIsThereWhenItIsStopped() throws Exception {
        try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process export = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.lienthong.Main",
                            "export",
                            "--log",
                            "http://127.0.0.1:" + hung.getLocalPort() + "/log",
                            "--out",
                            home.resolve("cut.tar").toString())
                    .redirectErrorStream(true)
                    .start();
            try (Socket asked = hung.accept()) {
                export.toHandle().destroy(); // SIGTERM, to which Java does the same as to Ctrl-C
                assertThat(new String(export.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualToNormalizingNewlines("export: stopped. No archive was written.\n");
                assertThat(export.waitFor()).isNotZero();
            }
            assertThat(home.toFile().list()).containsExactly("log");
        }
    }
}
