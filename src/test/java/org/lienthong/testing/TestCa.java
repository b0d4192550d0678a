package org.lienthong.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certification authority of one test; its keys are made there and forgotten. */
public final class TestCa {

    private final KeyPair keys;
    private final List<X509Certificate> chain;
    private final AtomicLong serials = new AtomicLong(100);

    private TestCa(KeyPair keys, List<X509Certificate> chain) {
        this.keys = keys;
        this.chain = List.copyOf(chain);
    }

    public static TestCa root(String name) {
        KeyPair keys = pair("EC", 256);
        Request request = new Request(null, keys, name).authority();
        return new TestCa(keys, List.of(request.sign(keys.getPrivate(), new X500Principal(name), 1)));
    }

    /** An authority that this one issued. */
    public TestCa intermediate(String name) {
        KeyPair made = pair("EC", 256);
        Issued issued = new Request(this, made, name).authority().issue();
        return new TestCa(made, issued.chain());
    }

    /** Someone with a certificate that is no authority's, who issues others all the same. */
    public static TestCa posing(Request request) {
        KeyPair keys = request.keys;
        return new TestCa(keys, request.issue().chain());
    }

    /** What somebody asks of this authority: by default for client authentication, for a day. */
    public Request client(String subject) {
        return new Request(this, pair("EC", 256), subject);
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** What this authority says to have revoked. */
    public X509CRL revoked(Instant nextUpdate, X509Certificate... certificates) {
        Date now = Date.from(Instant.now().minus(Duration.ofHours(1)));
        JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate().getSubjectX500Principal(), now);
        builder.setNextUpdate(Date.from(nextUpdate));
        for (X509Certificate certificate : certificates) {
            builder.addCRLEntry(certificate.getSerialNumber(), now, CRLReason.keyCompromise);
        }
        try {
            return new JcaX509CRLConverter().getCRL(builder.build(signer(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key and the certificates that go with it, its own first. */
    public record Issued(PrivateKey key, List<X509Certificate> chain) {

        public X509Certificate certificate() {
            return chain.get(0);
        }

        public X509Certificate[] presented() {
            return chain.toArray(X509Certificate[]::new);
        }

        /** Writes {@code <name>.pem} and {@code <name>.key}. */
        public void write(Path directory, String name) throws IOException {
            Files.writeString(directory.resolve(name + ".pem"), pem(chain.toArray()));
            Files.writeString(
                    directory.resolve(name + ".key"), pem(new PemObject("PRIVATE KEY", key.getEncoded()))); // PKCS #8
        }

        /** What a client connects with that has this key and trusts that authority. */
        public SSLContext connecting(TestCa trusted) {
            return TestCa.connecting(this, trusted);
        }
    }

    /** What a client connects with; without a key of its own it presents nothing. */
    public static SSLContext connecting(Issued own, TestCa trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trustManagers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", trusted.certificate());
            trustManagers.init(trust);
            context.init(
                    own == null ? null : new KeyManager[] {new Presenting(own)},
                    trustManagers.getTrustManagers(),
                    null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Presents its certificate whatever authorities the server names: a hostile client would, too. */
    private static final class Presenting extends X509ExtendedKeyManager {

        private final Issued own;

        Presenting(Issued own) {
            this.own = own;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return "own";
        }

        @Override
        public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
            return "own";
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return own.presented();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.key();
        }
    }

    public static String pem(Object... things) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            for (Object thing : things) {
                pem.writeObject(thing);
            }
        }
        return text.toString();
    }

    /** A certificate to be. */
    public static final class Request {

        private final TestCa issuer;
        private KeyPair keys;
        private final String subject;
        private final List<GeneralName> names = new ArrayList<>();
        private List<KeyPurposeId> purposes = List.of(KeyPurposeId.id_kp_clientAuth);
        private Instant from = Instant.now().minus(Duration.ofHours(1));
        private Instant to = Instant.now().plus(Duration.ofDays(1));
        private boolean authority;

        private Request(TestCa issuer, KeyPair keys, String subject) {
            this.issuer = issuer;
            this.keys = keys;
            this.subject = subject;
        }

        public Request dns(String name) {
            names.add(new GeneralName(GeneralName.dNSName, name));
            return this;
        }

        public Request uri(String uri) {
            names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
            return this;
        }

        public Request address(String address) {
            names.add(new GeneralName(GeneralName.iPAddress, address));
            return this;
        }

        public Request purposes(KeyPurposeId... others) {
            purposes = List.of(others);
            return this;
        }

        public Request valid(Instant since, Instant until) {
            from = since;
            to = until;
            return this;
        }

        public Request rsa(int bits) {
            keys = pair("RSA", bits);
            return this;
        }

        private Request authority() {
            authority = true;
            purposes = List.of();
            to = Instant.now().plus(Duration.ofDays(30));
            return this;
        }

        public Issued issue() {
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(sign(
                    issuer.keys.getPrivate(),
                    issuer.certificate().getSubjectX500Principal(),
                    issuer.serials.incrementAndGet()));
            // the root is known to whoever trusts it
            issuer.chain.stream()
                    .filter(above -> !above.getSubjectX500Principal().equals(above.getIssuerX500Principal()))
                    .forEach(chain::add);
            return new Issued(keys.getPrivate(), chain);
        }

        public Issued selfSigned() {
            return new Issued(keys.getPrivate(), List.of(sign(keys.getPrivate(), new X500Principal(subject), 7)));
        }

        private X509Certificate sign(PrivateKey by, X500Principal byName, long serial) {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    byName,
                    BigInteger.valueOf(serial),
                    Date.from(from),
                    Date.from(to),
                    new X500Principal(subject),
                    keys.getPublic());
            try {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
                int usage = authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
                if (!purposes.isEmpty()) {
                    builder.addExtension(
                            Extension.extendedKeyUsage,
                            false,
                            new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
                }
                if (!names.isEmpty()) {
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(GeneralName[]::new)));
                }
                return new JcaX509CertificateConverter().getCertificate(builder.build(signer(by)));
            } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static org.bouncycastle.operator.ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                .build(key);
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
