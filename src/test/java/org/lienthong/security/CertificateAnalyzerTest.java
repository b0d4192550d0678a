package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class CertificateAnalyzerTest {

    private final CertificateAnalyzer analyzer = new CertificateAnalyzer();

    @Test
    void namesTheBundleAndTheFile() {
        IOException missing = new IOException("'/etc/tls/hub.key' is neither a file nor a directory");
        FailureAnalysis said = analyzer.analyze(new IllegalStateException(
                "Unable to start", new IllegalStateException("Unable to register SSL bundle 'hub'", missing)));
        assertThat(said.getDescription()).contains("'hub'", "/etc/tls/hub.key");
    }

    @Test
    void leavesOtherFailuresToOthers() {
        assertThat(analyzer.analyze(new IllegalStateException("something else")))
                .isNull();
    }
}
