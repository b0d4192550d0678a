package org.lienthong.audit.cosign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lienthong.audit.log.CosignerKey;

class WitnessSettingsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private final String vkey =
            CosignerKey.generate("w", new SecureRandom()).verifier().toString();

    private WitnessSettings.Named named(String name, String url, String key) {
        return new WitnessSettings.Named(name, URI.create(url), key);
    }

    @Test
    void thereNeedBeNone() {
        assertThat(new WitnessSettings(List.of(), 0, TIMEOUT).witnesses()).isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        WitnessSettings.Named right = named("w1", "https://w1.example", vkey);
        assertThatThrownBy(() -> new WitnessSettings(List.of(right), 2, TIMEOUT))
                .hasMessageContaining("witness-quorum");
        assertThatThrownBy(
                        () -> new WitnessSettings(List.of(right, named("w2", "https://w2.example", vkey)), 0, TIMEOUT))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> new WitnessSettings(List.of(), 0, Duration.ZERO))
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> named("w1", "ftp://w1.example", vkey)).hasMessageContaining("the url of w1");
        assertThatThrownBy(() -> named("w1", "https://w1.example", "nonsense")).hasMessageContaining("w1");
        assertThatThrownBy(() -> named(" ", "https://w1.example", vkey)).hasMessageContaining("a name");
    }
}
