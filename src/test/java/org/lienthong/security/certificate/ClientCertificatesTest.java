package org.lienthong.security.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestCa;

/** What a certificate must be like to prove an agency's system. */
class ClientCertificatesTest {

    private static final TestCa ROOT = TestCa.root("CN=Root,C=VN");
    private static final TestCa ISSUING = ROOT.intermediate("CN=Issuing,C=VN");
    private static final TestCa OTHER = TestCa.root("CN=Root,C=VN");
    private static final Instant NOW = Instant.now();

    @TempDir
    private Path directory;

    private final TestCa.Issued pinned =
            ISSUING.client("CN=anything,O=Ministry").issue();
    private final AtomicLong nanos = new AtomicLong();
    private Agencies agencies;

    @BeforeEach
    void declare() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("agencies")).resolve("a.yaml"), """
                agencies:
                  - id: G90
                    names: [{vi: Bộ Mẫu}]
                    codes: [{scheme: QD20, value: G90}]
                    clients:
                      - name: documents
                        certificates:
                          - {subject: "CN=documents, O=Bộ Mẫu, C=VN"}
                          - {dns: Documents.g90.example}
                      - name: services
                        certificates:
                          - {sha256: "%s"}
                          - {subject: "CN=services,C=VN", issuer: "CN=Issuing,C=VN"}
                  - id: G91
                    names: [{vi: Bộ Mẫu hai}]
                    codes: [{scheme: QD20, value: G91}]
                    clients:
                      - name: all
                        certificates:
                          - {uri: "spiffe://g91.example/all"}
                """.formatted(
                        colons(Fingerprint.of(pinned.certificate()))));
        agencies = TestAgencies.of(directory.resolve("agencies"));
    }

    /** As openssl writes it. */
    private static String colons(String hex) {
        return hex.toUpperCase(java.util.Locale.ROOT).replaceAll("..(?!$)", "$0:");
    }

    private ClientCertificates certificates(Path... crls) {
        return certificates(Clock.systemUTC(), crls);
    }

    private ClientCertificates certificates(Clock clock, Path... crls) {
        KeyStore store = trusting(ROOT.certificate());
        return new ClientCertificates(
                () -> store,
                new RevocationLists(List.of(crls), nanos::get),
                agencies,
                new CertificateSettings(List.of(crls), Duration.ofMinutes(1)),
                clock);
    }

    private static KeyStore trusting(X509Certificate authority) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", authority);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Fault fault(ClientCertificates certificates, TestCa.Issued issued) {
        RefusedCertificate refused =
                catchThrowableOfType(RefusedCertificate.class, () -> certificates.prove(issued.presented()));
        assertThat(refused.fingerprint()).isEqualTo(Fingerprint.of(issued.certificate()));
        return refused.fault();
    }

    private static TestCa.Request documents(TestCa authority) {
        return authority.client("CN=documents,O=Bộ Mẫu,C=VN");
    }

    @Test
    void leadsToTheSystemThatIsDeclared() throws RefusedCertificate {
        ClientCertificates certificates = certificates();
        TestCa.Issued subject = documents(ISSUING).issue();
        assertThat(certificates.prove(subject.presented()))
                .isEqualTo(new CertifiedClient("G90", "documents", Fingerprint.of(subject.certificate())));
        assertThat(certificates.prove(subject.presented()).name()).isEqualTo("documents");
        assertThat(certificates
                        .prove(ROOT.client("CN=x")
                                .dns("documents.g90.example")
                                .issue()
                                .presented())
                        .name())
                .isEqualTo("documents");
        assertThat(certificates
                        .prove(ROOT.client("CN=x")
                                .uri("spiffe://g91.example/all")
                                .issue()
                                .presented())
                        .agency())
                .isEqualTo("G91");
        assertThat(certificates.prove(pinned.presented()).name()).isEqualTo("services");
    }

    @Test
    void theOldAndTheNewCertificateAreGoodAtOnce() throws RefusedCertificate {
        ClientCertificates certificates = certificates();
        assertThat(certificates.prove(documents(ISSUING).issue().presented()))
                .extracting(CertifiedClient::agency, CertifiedClient::name)
                .isEqualTo(List.of(
                        certificates
                                .prove(documents(ISSUING).issue().presented())
                                .agency(),
                        "documents"));
    }

    @Test
    void anIssuerThatIsDemandedMustHaveIssuedIt() throws RefusedCertificate {
        ClientCertificates certificates = certificates();
        assertThat(certificates
                        .prove(ISSUING.client("CN=services,C=VN").issue().presented())
                        .name())
                .isEqualTo("services");
        assertThat(fault(certificates, ROOT.client("CN=services,C=VN").issue())).isEqualTo(Fault.NOT_REGISTERED);
    }

    @Test
    void refusesWhatIsOutOfTime() {
        ClientCertificates certificates = certificates();
        Duration day = Duration.ofDays(1);
        assertThat(fault(
                        certificates,
                        documents(ROOT)
                                .valid(NOW.minus(day), NOW.minusSeconds(5))
                                .issue()))
                .isEqualTo(Fault.EXPIRED);
        assertThat(fault(
                        certificates,
                        documents(ROOT)
                                .valid(NOW.plusSeconds(600), NOW.plus(day))
                                .issue()))
                .isEqualTo(Fault.NOT_YET_VALID);
    }

    @Test
    void whatWasGoodEndsWithItsTime() throws RefusedCertificate {
        MovableClock clock = new MovableClock(NOW);
        ClientCertificates certificates = certificates(clock);
        TestCa.Issued issued =
                documents(ROOT).valid(NOW.minusSeconds(60), NOW.plusSeconds(30)).issue();
        certificates.prove(issued.presented());
        clock.advance(Duration.ofSeconds(31));
        assertThat(fault(certificates, issued)).isEqualTo(Fault.EXPIRED);
    }

    @Test
    void refusesWhatIsNotForClients() {
        ClientCertificates certificates = certificates();
        assertThat(fault(
                        certificates,
                        documents(ROOT).purposes(KeyPurposeId.id_kp_serverAuth).issue()))
                .isEqualTo(Fault.WRONG_USAGE);
        assertThat(fault(certificates, documents(ROOT).purposes().issue())).isEqualTo(Fault.WRONG_USAGE);
        assertThat(fault(
                        certificates,
                        documents(ROOT)
                                .purposes(KeyPurposeId.anyExtendedKeyUsage)
                                .issue()))
                .isEqualTo(Fault.WRONG_USAGE);
    }

    @Test
    void refusesWhatNobodyTrustedIssued() {
        ClientCertificates certificates = certificates();
        assertThat(fault(certificates, documents(OTHER).issue())).isEqualTo(Fault.UNKNOWN_AUTHORITY);
        assertThat(fault(certificates, documents(ROOT).selfSigned())).isEqualTo(Fault.UNKNOWN_AUTHORITY);
        TestCa.Issued whole = documents(ISSUING).issue();
        TestCa.Issued withoutIntermediate = new TestCa.Issued(whole.key(), List.of(whole.certificate()));
        assertThat(fault(certificates, withoutIntermediate)).isEqualTo(Fault.UNKNOWN_AUTHORITY);
    }

    /** A certificate of a client must not make others. */
    @Test
    void refusesWhatAClientIssued() {
        TestCa client = TestCa.posing(documents(ROOT));
        assertThat(fault(
                        certificates(),
                        client.client("CN=documents,O=Bộ Mẫu,C=VN").issue()))
                .isEqualTo(Fault.UNKNOWN_AUTHORITY);
    }

    @Test
    void refusesAShortKey() {
        assertThat(fault(certificates(), documents(ROOT).rsa(1024).issue())).isEqualTo(Fault.WEAK_KEY);
    }

    @Test
    void refusesWhatIsNobodysAndWhatIsTwoSystems() {
        ClientCertificates certificates = certificates();
        assertThat(fault(certificates, ROOT.client("CN=somebody").issue())).isEqualTo(Fault.NOT_REGISTERED);
        assertThat(fault(
                        certificates,
                        documents(ROOT).uri("spiffe://g91.example/all").issue()))
                .isEqualTo(Fault.AMBIGUOUS);
    }

    @Test
    void refusesWhatWasRevoked() throws Exception {
        TestCa.Issued revoked = documents(ROOT).issue();
        TestCa.Issued other = documents(ROOT).issue();
        Path list = directory.resolve("root.crl");
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        Files.write(list, ROOT.revoked(tomorrow, revoked.certificate()).getEncoded());
        ClientCertificates certificates = certificates(list);
        assertThat(fault(certificates, revoked)).isEqualTo(Fault.REVOKED);
        assertThat(certificates.prove(other.presented()).name()).isEqualTo("documents");

        Files.writeString(list, TestCa.pem(ROOT.revoked(tomorrow, revoked.certificate(), other.certificate())));
        Files.setLastModifiedTime(list, FileTime.from(NOW.plusSeconds(10)));
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(fault(certificates, other)).isEqualTo(Fault.REVOKED);
    }

    @Test
    void whatNoListTellsIsRefused() throws Exception {
        Path list = directory.resolve("root.crl");
        Files.writeString(list, TestCa.pem(ROOT.revoked(NOW.plus(Duration.ofDays(1)))));
        assertThat(fault(certificates(list), documents(ISSUING).issue())).isEqualTo(Fault.REVOCATION_UNKNOWN);
        // Java allows clocks to be off by a quarter of an hour.
        Files.writeString(list, TestCa.pem(ROOT.revoked(NOW.minus(Duration.ofMinutes(20)))));
        assertThat(fault(certificates(list), documents(ROOT).issue())).isEqualTo(Fault.REVOCATION_UNKNOWN);
    }
}
