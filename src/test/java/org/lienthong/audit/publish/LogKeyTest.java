package org.lienthong.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.embedded.StartupProblem;

class LogKeyTest {

    @TempDir
    Path home;

    @Test
    void isMadeOnceForItsOwnerOnly() throws IOException {
        Path file = home.resolve("log.key");

        SignerKey first = LogKey.openOrCreate(file, "hub.example/audit", new SecureRandom());
        SignerKey again = LogKey.openOrCreate(file, "hub.example/audit", new SecureRandom());

        assertThat(again.verifier()).hasToString(first.verifier().toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void belongsToOneOrigin() throws IOException {
        Path file = home.resolve("log.key");
        LogKey.openOrCreate(file, "hub.example/audit", new SecureRandom());

        assertThatThrownBy(() -> LogKey.open(file, "other.example/audit")).hasMessageContaining("hub.log.origin");
    }

    @Test
    void aNamedKeyThatIsMissingIsToldInPlainWords() {
        Path file = home.resolve("nowhere");

        assertThatThrownBy(() -> LogKey.open(file, "hub.example/audit"))
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining(file + " is missing");
    }

    @Test
    void whatIsNoKeyIsNotEchoed() throws IOException {
        Path file = Files.writeString(home.resolve("log.key"), "PRIVATE+KEY+secret");

        assertThatThrownBy(() -> LogKey.open(file, "hub.example/audit"))
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining("holds no signer key")
                .hasMessageNotContaining("secret");
    }
}
