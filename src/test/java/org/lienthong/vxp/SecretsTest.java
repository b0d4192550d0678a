package org.lienthong.vxp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.vxp.VxpProperties.SystemSecret;
import org.springframework.util.unit.DataSize;

class SecretsTest {

    private static final String SECRET = "a secret of 24 characters";

    @TempDir
    private Path directory;

    private static Secrets secrets(boolean demo, SystemSecret... systems) {
        VxpProperties properties =
                new VxpProperties(demo, Duration.ofMinutes(1), 1, DataSize.ofBytes(1), List.of(systems));
        return new Secrets(properties, name -> name.equals("G22_SECRET") ? SECRET : null);
    }

    @Test
    void readsFilesAndVariables() throws IOException {
        Path file = Files.writeString(directory.resolve("g15"), SECRET + "\n");
        Secrets secrets = secrets(
                false, new SystemSecret("centre-g15", "file:" + file), new SystemSecret("G22", "env:G22_SECRET"));
        assertThat(secrets.of("centre-g15", "G15")).hasValue(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(secrets.of("G22", "G22")).hasValue(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(secrets.of("G18", "G18")).isEmpty();
    }

    @Test
    void aConfiguredSecretReplacesTheDemoSecret() {
        Secrets secrets = secrets(true, new SystemSecret("G22", "env:G22_SECRET"));
        assertThat(secrets.of("G22", "G22")).hasValue(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(secrets.of("000.00.00.G18", "G18")).hasValue("demo-G18".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMissingSecretStopsTheStart() {
        assertThatThrownBy(() -> secrets(false, new SystemSecret("G22", "env:NOT_SET")))
                .hasMessageContaining("'G22'");
        assertThatThrownBy(() -> secrets(false, new SystemSecret("G22", "file:/no/such/file")))
                .hasMessageContaining("'G22'");
        assertThatThrownBy(() -> new SystemSecret("G22", SECRET))
                .hasMessageContaining("'G22'")
                .hasMessageNotContaining(SECRET);
    }
}
