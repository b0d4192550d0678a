package org.lienthong.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.TestAgencies;
import org.lienthong.call.CheckedAddresses;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestKeys;
import org.lienthong.testing.TlsSystem;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

class CertificatesTest {

    /** For those that hang; whoever answers has that long, too. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** Where no system is asked about that might answer. */
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    /** The one that has ended above all; also when the system demands one of the hub, and while others hang. */
    @Test
    void seesWhatSystemsShow(@TempDir Path directory) throws Exception {
        try (TlsSystem ending = new TlsSystem(Duration.ofDays(10), false);
                TlsSystem ended = new TlsSystem(Duration.ofDays(-10), true);
                ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Files.writeString(directory.resolve("agencies.yaml"), """
                    agencies:
                      - id: A01
                        names: [{vi: Mẫu}]
                        codes: [{scheme: QD20, value: A01}]
                        systems:
                          - {name: ending, url: "https://127.0.0.1:%d/"}
                          - {name: ended, url: "https://127.0.0.1:%d/"}
                          - {name: hung, url: "https://127.0.0.1:%d/"}
                          - {name: nobody, url: "https://127.0.0.1:1/"}
                          - {name: plain, url: "http://127.0.0.1:1/"}
                    """.formatted(
                            ending.port(), ended.port(), hung.getLocalPort()));
            Certificates certificates = new Certificates(
                    new DefaultSslBundleRegistry(),
                    Map.of(),
                    Map::of,
                    TestAgencies.of(directory),
                    CheckedAddresses.of(true),
                    Clock.systemUTC(),
                    SHORT);

            certificates.look();

            assertThat(certificates.ending()).containsOnlyKeys("A01.ending", "A01.ended");
            assertThat(certificates.expiry("A01.ended")).isBefore(Instant.now());
            assertThat(certificates.expiry("A01.ending")).isAfter(Instant.now());
        }
    }

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
                () -> Map.of("CN=CA", end),
                TestAgencies.shipped(),
                CheckedAddresses.of(true),
                clock,
                AT_ONCE);

        certificates.look();

        assertThat(certificates.all()).isEqualTo(Map.of("broker:" + alias, end, "crl:CN=CA", end));
        assertThat(certificates.ending()).isEmpty();
        clock.advance(Duration.ofDays(7));
        assertThat(certificates.ending()).containsOnlyKeys("broker:" + alias);
        clock.advance(Duration.ofDays(14));
        assertThat(certificates.ending()).containsOnlyKeys("broker:" + alias, "crl:CN=CA");
    }

    @Test
    void tellsWhenThoseEndWhomABundleTrusts(@TempDir Path directory) throws Exception {
        KeyStore store =
                KeyStore.getInstance(TestKeys.in(directory).keyStore().toFile(), TestKeys.PASSWORD.toCharArray());
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
        bundles.registerBundle("hub", SslBundle.of(SslStoreBundle.of(null, null, store)));
        Certificates certificates = new Certificates(
                bundles,
                Map.of(),
                Map::of,
                TestAgencies.shipped(),
                CheckedAddresses.of(true),
                Clock.systemUTC(),
                AT_ONCE);

        certificates.look();

        assertThat(certificates.all())
                .containsOnlyKeys("hub.trust:" + store.aliases().nextElement());
    }
}
