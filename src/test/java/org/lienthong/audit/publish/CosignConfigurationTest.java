package org.lienthong.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.log.VerifierKey;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CosignConfigurationTest {

    @TempDir
    Path home;

    private final String vkey = CosignerKey.generate("witness.example/w1", new SecureRandom())
            .verifier()
            .toString();
    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(CosignConfiguration.class)
            .withBean(LogDirectory.class, () -> new LogDirectory(home))
            .withBean(VerifierKey.class, () -> SignerKey.generate("hub.example/audit", new SecureRandom())
                    .verifier())
            .withBean(Clock.class, Clock::systemUTC);

    @Test
    void aHubNeedsNoWitness() {
        context.run(hub -> assertThat(hub.getBean("witnessHealthIndicator", HealthIndicator.class)
                        .health()
                        .getStatus())
                .isEqualTo(Status.UP));
    }

    @Test
    void witnessesAreConfiguredByNameAddressAndKey() {
        context.withPropertyValues(
                        "hub.log.witnesses[0].name=inspectorate",
                        "hub.log.witnesses[0].url=http://127.0.0.1:1/below",
                        "hub.log.witnesses[0].vkey=" + vkey,
                        "hub.log.witness-quorum=1",
                        "hub.log.witness-timeout=200ms")
                .run(hub -> assertThat(hub.getBean("witnessHealthIndicator", HealthIndicator.class)
                                .health()
                                .getDetails())
                        .containsOnlyKeys("inspectorate"));
    }

    @Test
    void aWrongKeyStopsTheStart() {
        context.withPropertyValues(
                        "hub.log.witnesses[0].name=inspectorate",
                        "hub.log.witnesses[0].url=http://127.0.0.1:1",
                        "hub.log.witnesses[0].vkey=nonsense")
                .run(hub -> assertThat(hub).hasFailed().getFailure().rootCause().hasMessageContaining("verifier key"));
    }
}
