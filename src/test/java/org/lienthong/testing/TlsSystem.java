package org.lienthong.testing;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A system that takes what it is sent over TLS, with a certificate for 127.0.0.1 that ends when the test says. */
public final class TlsSystem implements AutoCloseable {

    private static final char[] NO_PASSWORD = new char[0];

    private static final String PASSWORD = "trusted";

    private final KeyPair rootKeys = pair();
    private final X509Certificate root = certificate(rootKeys, Duration.ofDays(365), true);
    private final KeyPair keys = pair();
    private final boolean demands;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "tls-system");
        thread.setDaemon(true);
        return thread;
    });
    private HttpsServer server;
    private volatile int answer = 200;

    /**
     * Listens at once.
     *
     * @param left until its certificate ends, from now; negative when it has ended
     * @param demands whether it wants to see a certificate of those who call
     */
    public TlsSystem(Duration left, boolean demands) throws IOException, GeneralSecurityException {
        this.demands = demands;
        this.server = listen(0, left);
        this.port = server.getAddress().getPort();
    }

    public int port() {
        return port;
    }

    /** JVM options that make it trusted, and nobody else. */
    public List<String> trust(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setCertificateEntry("root", root);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return List.of("-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** From now on it answers with this status. */
    public void answers(int status) {
        answer = status;
    }

    /** Nobody listens any more, until {@link #endsIn}. */
    public void leave() {
        server.stop(0);
    }

    /** From now on its certificate, of the same key, ends at another time. */
    public void endsIn(Duration left) throws IOException, GeneralSecurityException {
        server.stop(0);
        server = listen(port, left);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private X509Certificate certificate(KeyPair of, Duration left, boolean ca)
            throws IOException, GeneralSecurityException {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Principal("CN=Test root"),
                    BigInteger.valueOf(now.toEpochMilli()),
                    Date.from(now.minus(Duration.ofDays(90))),
                    Date.from(now.plus(left)),
                    new X500Principal(ca ? "CN=Test root" : "CN=127.0.0.1"),
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(rootKeys.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private HttpsServer listen(int wanted, Duration left) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry(
                "own", keys.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate(keys, left, false)});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), null, null);
        HttpsServer made = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters all = context.getDefaultSSLParameters();
                all.setNeedClientAuth(demands);
                parameters.setSSLParameters(all);
            }
        });
        made.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(answer, -1);
            }
        });
        made.setExecutor(threads);
        made.start();
        return made;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
