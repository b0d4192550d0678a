package org.lienthong.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A timestamping authority on a socket that can do everything wrong. */
public final class TestAuthority implements AutoCloseable {

    public static final String POLICY = "1.3.6.1.4.1.13762.3";

    /** What it does instead of a good token. */
    public enum Fault {
        NONE,
        SERVER_ERROR,
        SILENT,
        DRIP,
        ENDLESS,
        PLAIN_TEXT,
        GARBAGE,
        REFUSES,
        OTHER_NONCE,
        OTHER_DATA,
        OTHER_POLICY,
        CLOCK_OFF,
        NO_PURPOSE,
        PURPOSE_NOT_CRITICAL,
        OTHER_PURPOSE_TOO,
        EXPIRED,
        OUTDATED_DIGEST,
        FOREIGN_ROOT,
        DAMAGED
    }

    private final HttpServer server;
    private final KeyPair rootKeys = pair();
    private final X509Certificate root = certificate(rootKeys, rootKeys.getPrivate(), true, Fault.NONE);
    private final Supplier<Instant> clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong serial = new AtomicLong(1000);
    private volatile Fault fault = Fault.NONE;

    public TestAuthority(Supplier<Instant> clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "test-authority");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    public void does(Fault wrong) {
        fault = wrong;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
    }

    public int asked() {
        return asked.get();
    }

    /** Writes its root as PEM. */
    public Path trust(Path file) throws IOException {
        try {
            return Files.writeString(
                    file,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                    .encodeToString(root.getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers a query as it would over HTTP. */
    public byte[] answer(byte[] query) {
        try {
            return respond(new TimeStampRequest(query));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException | TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        byte[] query = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            if (fault == Fault.SILENT) {
                closed.await();
                return;
            }
            byte[] body = fault == Fault.SERVER_ERROR ? new byte[0] : answer(query);
            exchange.getResponseHeaders()
                    .set("Content-Type", fault == Fault.PLAIN_TEXT ? "text/plain" : "application/timestamp-reply");
            if (fault == Fault.DRIP || fault == Fault.ENDLESS) {
                exchange.sendResponseHeaders(200, 0);
                do {
                    exchange.getResponseBody().write(new byte[fault == Fault.DRIP ? 1 : 65536]);
                    exchange.getResponseBody().flush();
                } while (!closed.await(fault == Fault.DRIP ? 20 : 0, java.util.concurrent.TimeUnit.MILLISECONDS));
                return;
            }
            exchange.sendResponseHeaders(fault == Fault.SERVER_ERROR ? 500 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] respond(TimeStampRequest asked)
            throws GeneralSecurityException, OperatorCreationException, TSPException, IOException {
        if (fault == Fault.GARBAGE) {
            return "no DER".getBytes(StandardCharsets.UTF_8);
        }
        KeyPair keys = pair();
        PrivateKey issuer = fault == Fault.FOREIGN_ROOT ? pair().getPrivate() : rootKeys.getPrivate();
        // Bouncy Castle makes no token with a certificate for other purposes: the wrong one is slipped in afterwards.
        X509Certificate certificate = certificate(keys, issuer, false, wrongPurpose() ? Fault.NONE : fault);
        X509Certificate included = certificate(keys, issuer, false, fault);
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .build(
                                fault == Fault.OUTDATED_DIGEST ? "SHA1withECDSA" : "SHA256withECDSA",
                                keys.getPrivate(),
                                certificate),
                new JcaDigestCalculatorProviderBuilder()
                        .build()
                        .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                new ASN1ObjectIdentifier(fault == Fault.OTHER_POLICY ? POLICY + ".9" : POLICY));
        tokens.addCertificates(new JcaCertStore(List.of(wrongPurpose() ? included : certificate)));
        TimeStampResponseGenerator responses = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
        if (fault == Fault.REFUSES) {
            return responses.generateFailResponse(2, 1 << 25, "not today").getEncoded();
        }
        Instant time = fault == Fault.CLOCK_OFF ? clock.get().minus(1, ChronoUnit.HOURS) : clock.get();
        byte[] response = responses
                .generate(twisted(asked), BigInteger.valueOf(serial.incrementAndGet()), Date.from(time))
                .getEncoded();
        if (fault == Fault.DAMAGED) {
            response[response.length - 3] ^= 1; // within the signature
        }
        return response;
    }

    private boolean wrongPurpose() {
        return fault == Fault.NO_PURPOSE || fault == Fault.PURPOSE_NOT_CRITICAL || fault == Fault.OTHER_PURPOSE_TOO;
    }

    private TimeStampRequest twisted(TimeStampRequest asked) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        byte[] imprint = asked.getMessageImprintDigest();
        if (fault == Fault.OTHER_DATA) {
            imprint[0] ^= 1;
        }
        BigInteger nonce = asked.getNonce();
        return generator.generate(
                TSPAlgorithms.SHA256, imprint, fault == Fault.OTHER_NONCE ? nonce.add(BigInteger.ONE) : nonce);
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(KeyPair keys, PrivateKey issuer, boolean ca, Fault fault) {
        Instant from = Instant.parse("2020-01-01T00:00:00Z");
        Instant to = Instant.parse(fault == Fault.EXPIRED ? "2021-01-01T00:00:00Z" : "2060-01-01T00:00:00Z");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Principal("CN=Test root"),
                BigInteger.valueOf(ca ? 1 : 2),
                Date.from(from),
                Date.from(to),
                new X500Principal(ca ? "CN=Test root" : "CN=Test authority"),
                keys.getPublic());
        try {
            if (ca) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else if (fault != Fault.NO_PURPOSE) {
                ExtendedKeyUsage purposes = fault == Fault.OTHER_PURPOSE_TOO
                        ? new ExtendedKeyUsage(
                                new KeyPurposeId[] {KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_serverAuth})
                        : new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping);
                builder.addExtension(Extension.extendedKeyUsage, fault != Fault.PURPOSE_NOT_CRITICAL, purposes);
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
