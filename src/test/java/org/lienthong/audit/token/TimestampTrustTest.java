package org.lienthong.audit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.lienthong.testing.OpenSsl;
import org.lienthong.testing.TestAuthority;
import org.lienthong.testing.TestAuthority.Fault;

/** What is believed, with openssl as the judge of tokens that are right. */
class TimestampTrustTest {

    private static final Instant NOW = Instant.parse("2026-11-22T06:15:00Z");
    private static final byte[] DATA = "hub.example/audit\n0\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    private TestAuthority authority;
    private TimestampTrust trust;

    @BeforeEach
    void start() throws IOException {
        authority = new TestAuthority(() -> NOW);
        trust = TimestampTrust.read(authority.trust(home.resolve("ca.pem")), TestAuthority.POLICY);
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    private static TimestampQuery query() throws NoSuchAlgorithmException {
        return new TimestampQuery(MessageDigest.getInstance("SHA-256").digest(DATA), null, new SecureRandom());
    }

    @Test
    void believesAGoodToken() throws Exception {
        TimestampQuery query = query();
        byte[] response = authority.answer(query.bytes());

        query.requireAnswer(response);
        Timestamp timestamp = trust.check(response, DATA);

        assertThat(timestamp.time()).isEqualTo(NOW);
        assertThat(timestamp.authority()).isEqualTo("CN=Test authority");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NONE", "CLOCK_OFF", "SERVER_ERROR", "SILENT", "DRIP", "ENDLESS", "PLAIN_TEXT"})
    void doesNotBelieve(Fault fault) throws Exception {
        authority.does(fault);
        TimestampQuery query = query();
        byte[] response = authority.answer(query.bytes());

        assertThatThrownBy(() -> {
                    query.requireAnswer(response);
                    trust.check(response, DATA);
                })
                .isInstanceOf(TimestampException.class);
    }

    @Test
    void aTokenIsAboutTheseVeryBytes() throws Exception {
        byte[] response = authority.answer(query().bytes());

        assertThatThrownBy(() -> trust.check(response, "other".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("about other data");
    }

    @Test
    void aTrustFileMustHoldCertificates() throws Exception {
        Path file = Files.writeString(home.resolve("empty.pem"), "");

        assertThatThrownBy(() -> TimestampTrust.read(file, null)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TimestampTrust.read(home.resolve("none"), null))
                .isInstanceOf(IOException.class);
    }

    @Test
    void opensslAcceptsWhatWeBelieve() throws Exception {
        OpenSsl.require();
        Files.write(home.resolve("data"), DATA);
        Files.write(home.resolve("r.tsr"), authority.answer(query().bytes()));

        assertThat(OpenSsl.run(home, "ts", "-verify", "-data", "data", "-in", "r.tsr", "-CAfile", "ca.pem"))
                .startsWith("0 ")
                .contains("Verification: OK");
    }

    /** An authority that is not ours, with RSA keys and its own way to write a token. */
    @Test
    void believesTheAuthorityOfOpenssl() throws Exception {
        OpenSsl.require();
        Files.writeString(home.resolve("tsa.cnf"), """
                [req]
                distinguished_name = dn
                prompt = no
                [dn]
                CN = openssl authority
                [ext]
                extendedKeyUsage = critical,timeStamping
                keyUsage = critical,digitalSignature
                [tsa]
                default_tsa = tsa1
                [tsa1]
                serial = serial
                crypto_device = builtin
                signer_cert = tsa.pem
                signer_key = tsa.key
                signer_digest = sha256
                default_policy = 1.2.3.4.1
                digests = sha256
                accuracy = secs:1
                ess_cert_id_alg = sha256
                """);
        assertThat(OpenSsl.run(
                        home,
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-keyout",
                        "tsa.key",
                        "-out",
                        "tsa.pem",
                        "-days",
                        "30",
                        "-config",
                        "tsa.cnf",
                        "-extensions",
                        "ext"))
                .startsWith("0 ");
        TimestampQuery query = query();
        Files.write(home.resolve("q.tsq"), query.bytes());
        assertThat(OpenSsl.run(home, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-out", "r.tsr"))
                .startsWith("0 ");
        byte[] response = Files.readAllBytes(home.resolve("r.tsr"));

        query.requireAnswer(response);

        assertThat(TimestampTrust.read(home.resolve("tsa.pem"), "1.2.3.4.1")
                        .check(response, DATA)
                        .authority())
                .isEqualTo("CN=openssl authority");
        assertThatThrownBy(() -> trust.check(response, DATA)).isInstanceOf(TimestampException.class);
    }
}
