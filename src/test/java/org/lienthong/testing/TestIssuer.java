package org.lienthong.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An authorization server as far as the hub sees it: it signs access tokens and shows its keys over HTTP. */
public final class TestIssuer implements AutoCloseable {

    public static final String ISSUER = "https://login.example/realms/agencies";
    public static final String AUDIENCE = "https://hub.example";

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger fetched = new AtomicInteger();
    private final List<ECKey> shown = new CopyOnWriteArrayList<>();
    private volatile ECKey signing;
    private volatile int status = 200;
    private volatile boolean hanging;

    public TestIssuer() throws IOException {
        signing = key("first");
        shown.add(signing);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "issuer");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/keys", exchange -> {
            fetched.incrementAndGet();
            byte[] body = new JWKSet(List.copyOf(shown)).toString().getBytes(StandardCharsets.UTF_8);
            if (hanging) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body, 0, 1);
                exchange.getResponseBody().flush();
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public URI keys() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    /** How often somebody asked for the keys. */
    public int fetched() {
        return fetched.get();
    }

    public ECKey signing() {
        return signing;
    }

    /** From now on signs with another key, which is shown beside the others or not. */
    public void rotate(String id, boolean show) {
        signing = key(id);
        if (show) {
            shown.add(signing);
        }
    }

    public void answers(int other) {
        status = other;
    }

    /** From now on begins answers and never ends them. */
    public void hangs(boolean now) {
        hanging = now;
    }

    /** What a token says that is right, for {@code G22}. */
    public static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("client-g22")
                .claim("client_id", "client-g22")
                .claim("agency", "G22")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
    }

    /** A good access token, but for what is changed of it. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(header().build(), change.apply(claims(Instant.now())).build());
    }

    /** The header of a good one. */
    public JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(signing.getKeyID());
    }

    public String sign(JWSHeader header, JWTClaimsSet claims) {
        try {
            return sign(new ECDSASigner(signing), header, claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String sign(JWSSigner signer, JWSHeader header, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
