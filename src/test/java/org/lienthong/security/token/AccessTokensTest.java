package org.lienthong.security.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.security.Role;
import org.lienthong.security.token.RefusedToken.Reason;
import org.lienthong.testing.TestCa;
import org.lienthong.testing.TestIssuer;

/** What an access token must be like, and what hostile ones look like. */
class AccessTokensTest {

    private TestIssuer server;
    private IssuerKeys keys;
    private AccessTokens tokens;

    @BeforeEach
    void start() throws Exception {
        server = new TestIssuer();
        tokens = tokens(settings(server, false, Map.of()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private AccessTokens tokens(IssuerSettings issuer) {
        TokenSettings settings = new TokenSettings(
                List.of(issuer),
                Duration.ofMinutes(5),
                Duration.ofMillis(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                16,
                Duration.ofHours(24));
        keys = new IssuerKeys(
                issuer.name(), KeyFetcher.of(server.keys(), settings.fetchTimeout(), null), settings, System::nanoTime);
        return new AccessTokens(Map.of(issuer.issuer(), new Issuer(issuer, keys, Clock.systemUTC())));
    }

    static IssuerSettings settings(TestIssuer server, boolean bound, Map<ApiPart, String> scopes) {
        return new IssuerSettings(
                "sso",
                TestIssuer.ISSUER,
                TestIssuer.AUDIENCE,
                server.keys(),
                null,
                null,
                Set.of("ES256", "RS256"),
                Set.of("at+jwt"),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                bound,
                "sub",
                "agency",
                Map.of(),
                "realm_access.roles",
                Map.of("hub-auditor", Role.AUDITOR, "hub-operator", Role.OPERATOR),
                "officer",
                "scope",
                scopes);
    }

    private ProvenToken prove(UnaryOperator<JWTClaimsSet.Builder> change) throws RefusedToken {
        return tokens.prove(server.token(change), null);
    }

    private String refused(String token) {
        return catchThrowableOfType(RefusedToken.class, () -> tokens.prove(token, null))
                .reason();
    }

    private String refused(UnaryOperator<JWTClaimsSet.Builder> change) {
        return refused(server.token(change));
    }

    private String refused(JWSHeader header) {
        return refused(server.sign(header, TestIssuer.claims(Instant.now()).build()));
    }

    @Test
    void anAgencysClientIsKnownByItsClaim() throws RefusedToken {
        ProvenToken proven = prove(claims -> claims.claim("officer", "G22-7").claim("scope", "documents services"));
        assertThat(proven.id()).isEqualTo("sso:client-g22");
        assertThat(proven.agency()).isEqualTo("G22");
        assertThat(proven.officer()).isEqualTo("G22-7");
        assertThat(proven.scopes()).containsExactlyInAnyOrder("documents", "services");
        assertThat(proven.roles()).isEmpty();
    }

    @Test
    void peopleAreKnownByTheirRoles() throws RefusedToken {
        ProvenToken proven = prove(claims -> claims.claim("agency", null)
                .claim("realm_access", Map.of("roles", List.of("hub-auditor", "offline_access"))));
        assertThat(proven.roles()).containsExactly(Role.AUDITOR);
        assertThat(proven.agency()).isNull();
    }

    /** The audit log is public. */
    @Test
    void aMailAddressAsSubjectIsNotTold() throws RefusedToken {
        assertThat(prove(claims -> claims.subject("nguyen.van.mau@mau.example")).id())
                .startsWith("sso:sha256:")
                .doesNotContain("mau");
    }

    @Test
    void claimsMustBeThereAndRight() {
        Date now = new Date();
        Date later = Date.from(Instant.now().plus(Duration.ofMinutes(10)));
        assertThat(refused(claims -> claims.audience("https://other.example"))).isEqualTo("other-audience");
        assertThat(refused(claims -> claims.audience(List.of()))).isEqualTo("other-audience");
        assertThat(refused(claims -> claims.issuer("https://evil.example"))).isEqualTo("unknown-issuer");
        assertThat(refused(claims -> claims.issuer(null))).isEqualTo("unknown-issuer");
        assertThat(refused(claims -> claims.issuer(TestIssuer.ISSUER + "/"))).isEqualTo("unknown-issuer");
        assertThat(refused(claims -> claims.expirationTime(null))).isEqualTo("claim-missing");
        assertThat(refused(claims -> claims.issueTime(null))).isEqualTo("claim-missing");
        assertThat(refused(claims -> claims.subject(null))).isEqualTo("claim-missing");
        assertThat(refused(claims -> claims.jwtID(null))).isEqualTo("claim-missing");
        assertThat(refused(claims -> claims.claim("client_id", null))).isEqualTo("claim-missing");
        assertThat(refused(claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(90)))
                        .expirationTime(Date.from(Instant.now().minusSeconds(31)))))
                .isEqualTo("expired");
        assertThat(refused(claims -> claims.notBeforeTime(later))).isEqualTo("not-yet-valid");
        assertThat(refused(claims -> claims.issueTime(later).expirationTime(new Date(later.getTime() + 1000))))
                .isEqualTo("not-yet-valid");
        assertThat(refused(claims -> claims.expirationTime(new Date(now.getTime() + 3_700_000))))
                .isEqualTo("lives-too-long");
        assertThat(refused(claims -> claims.claim("agency", null))).isEqualTo("nobody");
        assertThat(refused(claims -> claims.claim("agency", List.of("G22", "G18"))))
                .isEqualTo("nobody");
        assertThat(refused(claims -> claims.claim("realm_access", Map.of("roles", List.of("hub-operator")))))
                .isEqualTo("contradiction");
    }

    @Test
    void aClockMayBeOffByLittle() throws RefusedToken {
        assertThat(prove(claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(90)))
                                .expirationTime(Date.from(Instant.now().minusSeconds(20))))
                        .agency())
                .isEqualTo("G22");
        assertThat(prove(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(20))))
                        .agency())
                .isEqualTo("G22");
    }

    @Test
    void anUnsignedTokenIsNone() {
        JWTClaimsSet claims = TestIssuer.claims(Instant.now()).build();
        assertThat(refused(new PlainJWT(claims).serialize())).isEqualTo("malformed");
        String good = server.token(c -> c);
        assertThat(refused(good.substring(0, good.lastIndexOf('.') + 1))).isIn("malformed", "not-verified");
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        assertThat(refused(none + good.substring(good.indexOf('.')))).isIn("malformed", "not-verified");
    }

    /** Signed with the public key as if it were a secret. */
    @Test
    void aSymmetricSignatureIsNone() throws Exception {
        ECKey key = server.signing();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
        JWTClaimsSet claims = TestIssuer.claims(Instant.now()).build();
        for (byte[] secret : List.of(
                key.toPublicJWK().toJSONString().getBytes(UTF_8),
                key.toECPublicKey().getEncoded(),
                TestCa.pem(key.toECPublicKey()).getBytes(UTF_8))) {
            assertThat(refused(TestIssuer.sign(new MACSigner(secret), header, claims)))
                    .isEqualTo("not-verified");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "' or 1=1 --", "/dev/null", "http://evil.example/keys", "unknown"})
    void anUnknownKeyIsNoneWhateverItsName(String id) {
        assertThat(refused(server.header().keyID(id).build())).isEqualTo("not-verified");
    }

    @Test
    void anotherKeyUnderAKnownNameIsNone() {
        server.rotate("first", false);
        assertThat(refused(claims -> claims)).isEqualTo("not-verified");
    }

    /** Keys that a token brings along, or says where to get, are never looked at. */
    @Test
    void aTokensOwnKeysAreNotTaken() throws Exception {
        try (TestIssuer evil = new TestIssuer()) {
            JWTClaimsSet claims = TestIssuer.claims(Instant.now()).build();
            for (JWSHeader header : List.of(
                    evil.header().jwkURL(evil.keys()).build(),
                    evil.header().x509CertURL(evil.keys()).build(),
                    evil.header().jwk(evil.signing().toPublicJWK()).build(),
                    evil.header()
                            .keyID("evil")
                            .jwk(evil.signing().toPublicJWK())
                            .jwkURL(evil.keys())
                            .build())) {
                assertThat(refused(evil.sign(header, claims))).isEqualTo("not-verified");
            }
            assertThat(evil.fetched()).isZero();
        }
    }

    @Test
    void anotherKindOfTokenIsNone() {
        assertThat(refused(server.header().type(JOSEObjectType.JWT).build())).isEqualTo("not-verified");
        assertThat(refused(server.header().type(null).build())).isEqualTo("not-verified");
        assertThat(refused(server.header().type(new JOSEObjectType("dpop+jwt")).build()))
                .isEqualTo("not-verified");
        assertThat(refused(server.header()
                        .criticalParams(Set.of("exp"))
                        .customParam("exp", 1)
                        .build()))
                .isEqualTo("not-verified");
    }

    /** The first word decides nothing but whose keys are tried. */
    @Test
    void theAlgorithmIsTheIssuers() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("first").generate();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.PS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID("first")
                .build();
        assertThat(refused(TestIssuer.sign(
                        new RSASSASigner(rsa),
                        header,
                        TestIssuer.claims(Instant.now()).build())))
                .isEqualTo("not-verified");
    }

    @Test
    void aHugeTokenIsNotRead() {
        assertThat(refused(claims -> claims.claim("much", "x".repeat(9000)))).isEqualTo("malformed");
        assertThat(refused("ey" + "A".repeat(3000) + ".e30.AA")).isEqualTo("malformed");
        String deep = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"a\":" + "[".repeat(2500) + "]".repeat(2500) + "}").getBytes(UTF_8));
        assertThat(refused("eyJhbGciOiJFUzI1NiJ9." + deep + ".AA")).isEqualTo("malformed");
    }

    @Test
    void onlyWhatLooksLikeATokenIsOne() {
        assertThat(tokens.isToken(server.token(claims -> claims))).isTrue();
        assertThat(tokens.isToken("demo-G22")).isFalse();
        assertThat(tokens.isToken("yHk3vIu8/2Jm+Q7T5o0b4r1x6s9dWcEaLgNfPzVqXtk="))
                .isFalse();
        assertThat(tokens.isToken("ey.a")).isFalse();
        assertThat(new AccessTokens(Map.of()).isToken(server.token(claims -> claims)))
                .isFalse();
    }

    @Test
    void aBoundTokenNeedsItsCertificate() throws Exception {
        TestCa ca = TestCa.root("CN=Any");
        var own = ca.client("CN=own").issue().certificate();
        var other = ca.client("CN=own").issue().certificate();
        String thumbprint = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(own.getEncoded()));
        String bound = server.token(claims -> claims.claim("cnf", Map.of("x5t#S256", thumbprint)));
        assertThat(tokens.prove(bound, own).bound()).isTrue();
        assertThatThrownBy(() -> tokens.prove(bound, other)).hasMessage(Reason.NOT_BOUND.name());
        assertThatThrownBy(() -> tokens.prove(bound, null)).hasMessage(Reason.NOT_BOUND.name());
        assertThat(refused(claims -> claims.claim("cnf", Map.of("jkt", "abc")))).isEqualTo("not-bound");
        assertThat(refused(claims -> claims.claim("cnf", "x"))).isEqualTo("not-bound");

        tokens = tokens(settings(server, true, Map.of()));
        assertThat(refused(claims -> claims)).isEqualTo("not-bound");
        assertThat(tokens.prove(bound, own).agency()).isEqualTo("G22");
    }

    @Test
    void eachPartMayDemandAScope() throws RefusedToken {
        tokens = tokens(settings(server, false, Map.of(ApiPart.DOCUMENTS, "lt.documents")));
        ProvenToken proven = prove(claims -> claims.claim("scope", List.of("lt.documents")));
        assertThat(proven.missingScope(ApiPart.DOCUMENTS)).isNull();
        assertThat(proven.missingScope(ApiPart.PUBLIC)).isNull();
        assertThat(proven.missingScope(ApiPart.SERVICES)).isEmpty();
        assertThat(proven.missingScope(null)).isEmpty();
        assertThat(prove(claims -> claims).missingScope(ApiPart.DOCUMENTS)).isEqualTo("lt.documents");
    }

    @Test
    void settingsThatWouldLetAnybodyInAreRefused() {
        assertThatThrownBy(() -> changed(Set.of("HS256"), server.keys())).hasMessageContaining("algorithms");
        assertThatThrownBy(() -> changed(Set.of("none"), server.keys())).hasMessageContaining("algorithms");
        assertThatThrownBy(() -> changed(Set.of("ES256"), URI.create("http://login.example/keys")))
                .hasMessageContaining("https");
        assertThatThrownBy(() -> changed(Set.of("ES256"), URI.create("file:///etc/keys")))
                .hasMessageContaining("https");
    }

    private static IssuerSettings changed(Set<String> algorithms, URI jwks) {
        return new IssuerSettings(
                "sso",
                "https://i.example",
                "hub",
                jwks,
                null,
                null,
                algorithms,
                Set.of("at+jwt"),
                Duration.ZERO,
                Duration.ofHours(1),
                false,
                "sub",
                "agency",
                Map.of(),
                null,
                Map.of(),
                null,
                "scope",
                Map.of());
    }
}
