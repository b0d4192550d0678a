package org.lienthong.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.TestAgencies;
import org.lienthong.call.TestSystems;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestKeys;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

class CertificatesTest {

    @Test
    void tellsWhenTheHubsOwnEndAndWarnsInTime(@TempDir Path directory) throws Exception {
        KeyStore store =
                KeyStore.getInstance(TestKeys.in(directory).keyStore().toFile(), TestKeys.PASSWORD.toCharArray());
        String alias = store.aliases().nextElement();
        Instant end =
                ((X509Certificate) store.getCertificate(alias)).getNotAfter().toInstant();
        MovableClock clock = new MovableClock(end.minus(Duration.ofDays(20)));
        Certificates certificates = new Certificates(
                new DefaultSslBundleRegistry(),
                Map.of(
                        "broker", () -> store,
                        "server", () -> null,
                        "damaged",
                                () -> {
                                    throw new IllegalStateException(new GeneralSecurityException("damaged"));
                                }),
                TestAgencies.shipped(),
                TestSystems.of(Duration.ofSeconds(1), 1),
                clock);

        certificates.look();

        assertThat(certificates.all()).containsExactlyEntriesOf(Map.of("broker:" + alias, end));
        assertThat(certificates.ending()).isEmpty();
        clock.advance(Duration.ofDays(7));
        assertThat(certificates.ending()).containsOnlyKeys("broker:" + alias);
    }
}
