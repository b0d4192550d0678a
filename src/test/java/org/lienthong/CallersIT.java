package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.testing.Patience;
import org.lienthong.testing.TestCa;
import org.lienthong.testing.TestIssuer;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Who is calling a hub that speaks TLS: by client certificate, by access token, by key, and by what of these is wrong. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CallersIT {

    private static final TestCa ROOT = TestCa.root("CN=Root,C=VN");
    private static final TestCa ISSUING = ROOT.intermediate("CN=Issuing,C=VN");
    private static final TestCa STRANGER = TestCa.root("CN=Root,C=VN");
    private static final String G22 = "CN=documents,O=Văn phòng Mẫu,C=VN";
    private static final TestCa.Issued OWN = ISSUING.client(G22).issue();
    private static final TestCa.Issued REVOKED = ISSUING.client(G22).issue();

    @TempDir
    private static Path directory;

    private static final List<String> PUSHED_BY = new CopyOnWriteArrayList<>();

    private static TestIssuer issuer;
    private static HttpsServer recipient;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        issuer = new TestIssuer();
        server("first");
        Files.writeString(directory.resolve("trust.pem"), TestCa.pem(ROOT.certificate()));
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Files.writeString(
                directory.resolve("revoked.crl"),
                TestCa.pem(ROOT.revoked(tomorrow), ISSUING.revoked(tomorrow, REVOKED.certificate())));
        FileSystemUtils.copyRecursively(Path.of("config"), directory.resolve("config"));
        recipient = demandingCertificates();
        ISSUING.client("CN=hub").issue().write(directory, "presented");
        declare("  - id: G15\n", "    delivery: {mode: push, push: {system: documents}}");
        declare(
                "    aliases: [BTP]\n    systems:\n",
                "      - {name: documents, url: \"https://127.0.0.1:"
                        + recipient.getAddress().getPort() + "/edoc\", calls: {tls: recipients}}");
        declare(
                "  - id: G22\n",
                "    clients:",
                "      - {name: documents, certificates: [{subject: \"" + G22 + "\"}]}");
        declare("  - id: G18\n", "    clients:", "      - {name: all, certificates: [{dns: all.g18.example}]}");
        List<String> arguments = new ArrayList<>(List.of(
                "--hub.config=" + directory.resolve("config"),
                "--server.ssl.bundle=hub",
                "--server.ssl.client-auth=want",
                "--management.server.ssl.enabled=false",
                "--spring.ssl.bundle.pem.hub.keystore.certificate=file:" + directory.resolve("server.pem"),
                "--spring.ssl.bundle.pem.hub.keystore.private-key=file:" + directory.resolve("server.key"),
                "--spring.ssl.bundle.pem.hub.truststore.certificate=file:" + directory.resolve("trust.pem"),
                "--spring.ssl.bundle.pem.hub.reload-on-update=true",
                "--spring.ssl.bundle.pem.recipients.keystore.certificate=file:" + directory.resolve("presented.pem"),
                "--spring.ssl.bundle.pem.recipients.keystore.private-key=file:" + directory.resolve("presented.key"),
                "--spring.ssl.bundle.pem.recipients.truststore.certificate=file:" + directory.resolve("trust.pem"),
                "--spring.ssl.bundle.watch.file.quiet-period=200ms",
                "--hub.security.failure-burst=1000",
                "--hub.security.tokens.patience=300ms",
                "--hub.security.certificates.crls=" + directory.resolve("revoked.crl")));
        Map.of(
                        "name", "sso",
                        "issuer", TestIssuer.ISSUER,
                        "audience", TestIssuer.AUDIENCE,
                        "jwks-uri", issuer.keys().toString(),
                        "algorithms", "ES256",
                        "agency-claim", "agency",
                        "roles-claim", "roles",
                        "roles.hub-auditor", "auditor",
                        "scopes.documents", "lt.documents",
                        "scopes.usage", "lt.usage")
                .forEach((key, value) -> arguments.add("--hub.security.tokens.issuers[0]." + key + '=' + value));
        arguments.add("--hub.security.tokens.issuers[0].officer-claim=officer");
        arguments.add("--hub.security.tokens.issuers[0].scopes.services=lt.services");
        hub = RunningHub.start("callers", List.of("-Xmx384m"), arguments.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
        issuer.close();
        recipient.stop(0);
    }

    /** A recipient whose authority only the hub's bundle knows, and who wants to see a certificate of that authority. */
    private static HttpsServer demandingCertificates() throws Exception {
        TestCa.Issued own = ROOT.client("CN=recipient")
                .address("127.0.0.1")
                .purposes(KeyPurposeId.id_kp_serverAuth)
                .issue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("own", own.key(), new char[0], own.presented());
        keys.setCertificateEntry("ca", ROOT.certificate());
        KeyManagerFactory presented = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        presented.init(keys, new char[0]);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(presented.getKeyManagers(), trusted.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters all = context.getDefaultSSLParameters();
                all.setNeedClientAuth(true);
                parameters.setSSLParameters(all);
            }
        });
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                PUSHED_BY.add(exchange.getRequestHeaders().getFirst("Exchange-Id")
                        + ' '
                        + ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal());
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        return server;
    }

    private static void server(String name) throws IOException {
        ROOT.client("CN=" + name)
                .address("127.0.0.1")
                .purposes(KeyPurposeId.id_kp_serverAuth)
                .issue()
                .write(directory, "server");
    }

    /** Puts lines behind others into the register of agencies. */
    private static void declare(String before, String... lines) throws IOException {
        Path file = directory.resolve("config/agencies/ministries.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, before + String.join("\n", lines) + "\n"));
    }

    /** One caller: with a certificate or without, and what it says in {@code Authorization}. */
    private record Calling(HttpClient http, @Nullable String authorization) {

        HttpResponse<String> get(String path, String... headers) {
            return send(request(path, headers));
        }

        HttpResponse<String> post(String path, String type, byte[] body, String... headers) {
            return send(request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
        }

        private HttpRequest.Builder request(String path, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + hub.port() + path))
                    .timeout(Patience.LIMIT);
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            return headers.length == 0 ? request : request.headers(headers);
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return http.send(request.build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static Calling with(TestCa.@Nullable Issued certificate, @Nullable String bearer) {
        return with(TestCa.connecting(certificate, ROOT), bearer);
    }

    private static Calling with(SSLContext tls, @Nullable String bearer) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
        return new Calling(http, bearer == null ? null : "Bearer " + bearer);
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return issuer.token(claims -> change.apply(claims.claim("scope", "lt.documents lt.services")));
    }

    /** The one audit entry of a refused request. */
    private static AuditTable.Row refused(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode problem = HubCaller.json(answer);
        assertThat(problem.path("type").asString()).isEqualTo("urn:lienthong:problem:" + type);
        List<AuditTable.Row> entries =
                hub.audit().ofTrace(problem.path("traceId").asString());
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).text("event")).isEqualTo("denied");
        return entries.get(0);
    }

    private static String fingerprint(X509Certificate certificate) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    private static void refusedCertificate(TestCa.Issued certificate, String reason) throws Exception {
        AuditTable.Row entry = refused(with(certificate, null).get("/api/v1/inbox"), 401, "certificate-refused");
        assertThat(entry.text("actor")).isEqualTo("unknown");
        assertThat(entry.text("system")).isEqualTo(fingerprint(certificate.certificate()));
        assertThat(entry.text("result")).isEqualTo("certificate-refused, " + reason);
    }

    @Test
    @Order(1)
    void aDocumentIsSentByCertificateAndFollowedByToken() throws Exception {
        HttpResponse<String> sent = with(OWN, null)
                .post("/api/v1/documents", "application/xml", Samples.utf8(Samples.document(Samples.freshNumber())));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        String exchange = HubCaller.json(sent).get("exchangeId").asString();
        AuditTable.Row accepted = hub.audit().ofExchange(exchange).get(0);
        assertThat(accepted.text("actor")).isEqualTo("G22");
        assertThat(accepted.text("system")).isEqualTo("documents " + fingerprint(OWN.certificate()));
        Patience.await().untilAsserted(() -> assertThat(PUSHED_BY).contains(exchange + " CN=hub"));

        HttpResponse<String> told =
                with((TestCa.Issued) null, token(claims -> claims)).get("/api/v1/exchanges/" + exchange);
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        assertThat(HubCaller.json(told).path("sender").asString()).isEqualTo("G22");

        Calling other = with((TestCa.Issued) null, token(claims -> claims.claim("agency", "G18")));
        assertThat(other.get("/api/v1/exchanges/" + exchange).statusCode()).isEqualTo(404);

        Calling recipient = with((TestCa.Issued) null, token(claims -> claims.claim("agency", "H41")
                .subject("h41")));
        JsonNode item = HubCaller.json(recipient.get("/api/v1/inbox?limit=500"))
                .get("items")
                .get(0);
        assertThat(recipient
                        .get("/api/v1/inbox/" + item.get("deliveryId").asString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.audit().ofExchange(exchange)).last().satisfies(row -> assertThat(row.text("system"))
                .isEqualTo("sso:h41"));
    }

    @Test
    @Order(2)
    void aCertificateThatProvesNobodyIsRefusedWithItsReason() throws Exception {
        Instant now = Instant.now();
        refusedCertificate(
                ISSUING.client(G22)
                        .valid(now.minusSeconds(90), now.minusSeconds(30))
                        .issue(),
                "expired");
        refusedCertificate(
                ISSUING.client(G22)
                        .valid(now.plusSeconds(90), now.plusSeconds(99))
                        .issue(),
                "not-yet-valid");
        refusedCertificate(
                ISSUING.client(G22).purposes(KeyPurposeId.id_kp_serverAuth).issue(), "wrong-usage");
        refusedCertificate(ISSUING.client(G22).rsa(1024).issue(), "weak-key");
        refusedCertificate(STRANGER.client(G22).issue(), "unknown-authority");
        refusedCertificate(ISSUING.client(G22).selfSigned(), "unknown-authority");
        refusedCertificate(REVOKED, "revoked");
        refusedCertificate(ISSUING.client("CN=somebody,C=VN").issue(), "not-registered");
        refusedCertificate(ISSUING.client(G22).dns("all.g18.example").issue(), "ambiguous");
    }

    @Test
    @Order(3)
    void keysWorkBesideCertificatesOfTheSameAgencyOnly() throws Exception {
        assertThat(with((TestCa.Issued) null, "demo-G22").get("/api/v1/inbox").statusCode())
                .isEqualTo(200);
        assertThat(with(OWN, "demo-G22").get("/api/v1/inbox").statusCode()).isEqualTo(200);
        for (Calling two : List.of(
                with(OWN, "demo-G18"),
                with(OWN, "demo-operator"),
                with(OWN, token(claims -> claims.claim("agency", "G18"))))) {
            AuditTable.Row entry = refused(two.get("/api/v1/inbox"), 401, "certificate-refused");
            assertThat(entry.text("result")).endsWith("other-agency");
            assertThat(entry.text("system")).endsWith(fingerprint(OWN.certificate()));
        }
        refused(with(REVOKED, "demo-G22").get("/api/v1/inbox"), 401, "certificate-refused");
        refused(with((TestCa.Issued) null, null).get("/api/v1/inbox"), 401, "unauthenticated");
    }

    /** Anybody can write a header. */
    @Test
    @Order(4)
    void aCertificateInAHeaderIsNone() throws Exception {
        String pem = TestCa.pem(OWN.certificate()).replace("\n", " ");
        Calling nobody = with((TestCa.Issued) null, null);
        for (String header : List.of(
                "X-Client-Cert",
                "SSL_CLIENT_CERT",
                "X-SSL-Client-Cert",
                "X-ARR-ClientCert",
                "X-Forwarded-Client-Cert",
                "X-Forwarded-Tls-Client-Cert")) {
            refused(nobody.get("/api/v1/inbox", header, pem), 401, "unauthenticated");
        }
        HttpResponse<String> described = nobody.get(
                "/api/v1/inbox",
                "Client-Cert",
                ":" + Base64.getEncoder().encodeToString(OWN.certificate().getEncoded()) + ":");
        refused(described, 401, "unauthenticated");
    }

    @Test
    @Order(5)
    void theAxisApiTakesThemToo() throws Exception {
        String path = "/vxp/getReceivedEdocList";
        assertThat(with(OWN, null).get(path).statusCode()).isNotIn(401, 403, 404);
        HttpResponse<String> revoked = with(REVOKED, null).get(path);
        assertThat(revoked.statusCode()).isEqualTo(401);
        assertThat(with((TestCa.Issued) null, token(claims -> claims)).get(path).statusCode())
                .isNotIn(401, 403, 404);
        assertThat(with((TestCa.Issued) null, token(claims -> claims.claim("scope", "x")))
                        .get(path)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(6)
    void aTokenIsForWhatItSaysAndNoMore() {
        Calling auditor = with((TestCa.Issued) null, issuer.token(claims -> claims.claim("agency", null)
                .claim("roles", List.of("hub-auditor"))
                .claim("scope", "lt.usage")));
        AuditTable.Row denied = refused(auditor.get("/api/v1/inbox"), 403, "insufficient-scope");
        assertThat(denied.text("actor")).isEqualTo("sso:client-g22");
        assertThat(auditor.get("/api/v1/usage/heartbeat").statusCode()).isEqualTo(200);
        HttpResponse<String> closed = auditor.get("/api/v1/%63onfiguration");
        refused(closed, 403, "insufficient-scope");
        assertThat(with((TestCa.Issued) null, token(claims -> claims.claim("scope", null)))
                        .get("/api/v1/inbox")
                        .headers()
                        .firstValue("WWW-Authenticate"))
                .hasValue("Bearer error=\"insufficient_scope\", scope=\"lt.documents\"");
        AuditTable.Row nobody = refused(
                with((TestCa.Issued) null, token(claims -> claims.claim("agency", "G999")))
                        .get("/api/v1/inbox"),
                401,
                "invalid-token");
        assertThat(nobody.text("result")).isEqualTo("invalid-token, nobody");
        assertThat(nobody.text("system")).isEqualTo("sso:client-g22");
    }

    @Test
    @Order(7)
    void anotherOfficerThanTheTokensIsRefused() {
        String token = token(claims -> claims.claim("officer", "G22-7"));
        String[] headers = {"Purpose", "administrative-procedure", "Case-Id", "G22-2026-1", "Officer-Id", "G22-8"};
        String path = "/api/v1/services/G01/population-confirm";
        byte[] body = Samples.bytes("services/G01/population-confirm/request.json");
        Calling caller = with((TestCa.Issued) null, token);
        assertThat(caller.post(path, "application/json", body, headers).statusCode())
                .isEqualTo(403);
        // The simulated provider is not to be had over TLS; the caller got as far as that.
        HttpResponse<String> own = caller.post(path, "application/json", body, Arrays.copyOf(headers, 4));
        assertThat(HubCaller.json(own).path("locus").asString()).isEqualTo("provider");
    }

    @Test
    @Order(8)
    void tokensThatProveNobodyAreRefused() throws Exception {
        try (TestIssuer evil = new TestIssuer()) {
            String forged = evil.sign(
                    evil.header().jwkURL(evil.keys()).build(),
                    TestIssuer.claims(Instant.now()).build());
            AuditTable.Row entry =
                    refused(with((TestCa.Issued) null, forged).get("/api/v1/inbox"), 401, "invalid-token");
            assertThat(entry.text("result")).isEqualTo("invalid-token, not-verified");
            assertThat(entry.text("system")).isEmpty();
            assertThat(evil.fetched()).isZero();
        }
        String late = token(
                claims -> claims.issueTime(java.util.Date.from(Instant.now().minusSeconds(200)))
                        .expirationTime(java.util.Date.from(Instant.now().minusSeconds(100))));
        assertThat(refused(with((TestCa.Issued) null, late).get("/api/v1/inbox"), 401, "invalid-token")
                        .text("result"))
                .isEqualTo("invalid-token, expired");
        String bound = token(claims -> claims.claim("cnf", Map.of("x5t#S256", thumbprint(OWN))));
        assertThat(with(OWN, bound).get("/api/v1/inbox").statusCode()).isEqualTo(200);
        assertThat(refused(with((TestCa.Issued) null, bound).get("/api/v1/inbox"), 401, "invalid-token")
                        .text("result"))
                .isEqualTo("invalid-token, not-bound");
    }

    /** RFC 8705: the certificate of a bound token need be nobody's, but a certificate of another agency contradicts it. */
    @Test
    @Order(9)
    void aBoundTokenIsItsCertificatesOwners() {
        TestCa.Issued unknown = STRANGER.client("CN=somebody").issue();
        assertThat(with(unknown, token(claims -> claims.claim("cnf", Map.of("x5t#S256", thumbprint(unknown)))))
                        .get("/api/v1/inbox")
                        .statusCode())
                .isEqualTo(200);
        TestCa.Issued g18 = ISSUING.client("CN=x").dns("all.g18.example").issue();
        assertThat(with(g18, token(claims -> claims.claim("cnf", Map.of("x5t#S256", thumbprint(g18)))))
                        .get("/api/v1/inbox")
                        .statusCode())
                .isEqualTo(401);
    }

    private static String thumbprint(TestCa.Issued certificate) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(certificate.certificate().getEncoded()));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(10)
    void theIssuersOutageStopsNobodyWhoseKeyIsKnown() {
        issuer.hangs(true);
        String good = token(claims -> claims);
        issuer.rotate("next", true);
        assertThat(with((TestCa.Issued) null, token(claims -> claims))
                        .get("/api/v1/inbox")
                        .statusCode())
                .isEqualTo(401);
        assertThat(with((TestCa.Issued) null, good).get("/api/v1/inbox").statusCode())
                .isEqualTo(200);
        issuer.hangs(false);
    }

    @Test
    @Order(11)
    void metricsCountWhatCallersPresent() {
        assertThat(hub.management("/actuator/prometheus"))
                .contains("hub_callers_total{by=\"certificate\",result=\"proven\"}")
                .contains("hub_callers_total{by=\"token\",result=\"refused\"}")
                .contains("alias=\"hub:", "alias=\"hub.trust:", "alias=\"crl:CN=Issuing");
    }

    @Test
    @Order(11)
    void healthNamesTheIssuers() {
        assertThat(hub.management("/actuator/health/dependencies")).contains("\"sso\":\"");
    }

    /** Last: another certificate of the server, and another authority beside the first, while the hub runs. */
    @Test
    @Order(12)
    void keysAndAuthoritiesAreReadAnew() throws Exception {
        TestCa second = TestCa.root("CN=Second,C=VN");
        TestCa.Issued later = second.client("CN=x").dns("all.g18.example").issue();
        refusedCertificate(later, "unknown-authority");
        Files.writeString(
                directory.resolve("revoked.crl"),
                TestCa.pem(second.revoked(Instant.now().plus(Duration.ofDays(1)))),
                java.nio.file.StandardOpenOption.APPEND);
        Files.writeString(directory.resolve("trust.pem"), TestCa.pem(ROOT.certificate(), second.certificate()));
        server("second");
        Patience.await().until(() -> with(later, null).get("/api/v1/inbox").statusCode() == 200);
        Patience.await().until(() -> shown().equals("CN=second"));
        assertThat(with(OWN, null).get("/api/v1/inbox").statusCode()).isEqualTo(200);
    }

    /** What the server's certificate is now. */
    private static String shown() throws Exception {
        X509Certificate shown = (X509Certificate)
                with(OWN, null).get("/api/v1/inbox").sslSession().orElseThrow().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }
}
