package org.lienthong.audit.publish;

import java.io.IOException;
import java.time.Clock;
import org.lienthong.audit.cosign.Cosigner;
import org.lienthong.audit.cosign.WitnessSettings;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.VerifierKey;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the witnesses cosign what is published: {@code hub.log.witnesses}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WitnessSettings.class)
class CosignConfiguration {

    @Bean
    Cosigner cosigner(WitnessSettings settings, LogDirectory directory, VerifierKey key, Clock clock) {
        Cosigner cosigner = new Cosigner(settings, key, publication(directory), clock);
        directory.onPublished(cosigner::offer);
        cosigner.start();
        return cosigner;
    }

    static Cosigner.Publication publication(LogDirectory directory) {
        return new Cosigner.Publication() {
            @Override
            public Proofs.Subtrees tree(long size) {
                return new TileTree(directory, size);
            }

            @Override
            public long size() throws IOException {
                byte[] note = directory.checkpoint();
                return note == null
                        ? 0
                        : Checkpoint.parse(SignedNote.parse(note).text()).size();
            }

            @Override
            public void cosign(byte[] note, boolean enough) throws IOException {
                directory.cosign(note, enough);
            }
        };
    }

    /** No part of readiness: whether documents are accepted is not for a witness to decide. */
    @Bean
    HealthIndicator witnessHealthIndicator(Cosigner cosigner) {
        return () -> {
            boolean well = !cosigner.isContradicted() && cosigner.hasQuorum();
            Health.Builder health = !well ? Health.down() : Health.status(cosigner.isInterrupted() ? "DEGRADED" : "UP");
            return health.withDetails(cosigner.details()).build();
        };
    }
}
