package org.lienthong.security.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lienthong.security.Role;
import org.lienthong.security.token.RefusedToken.Reason;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Checks the tokens of one issuer: signature by one of its keys and an algorithm that is permitted, type, then the claims
 * (RFC 9068 §4). Keys that a token brings along or points to ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}) are
 * never looked at.
 */
final class Issuer {

    private static final String CONFIRMATION = "cnf";
    private static final String THUMBPRINT = "x5t#S256";
    private static final String RFC_9068 = "at+jwt";

    private final IssuerSettings settings;
    private final NimbusJwtDecoder decoder;
    private final JwtIssuerValidator issuer;
    private final JwtAudienceValidator audience;
    private final Clock clock;

    Issuer(IssuerSettings settings, IssuerKeys keys, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.decoder = decoder(settings, keys);
        this.issuer = new JwtIssuerValidator(settings.issuer());
        this.audience = new JwtAudienceValidator(settings.audience());
    }

    private static NimbusJwtDecoder decoder(IssuerSettings settings, IssuerKeys keys) {
        Set<JWSAlgorithm> algorithms =
                settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        Set<JOSEObjectType> types = new HashSet<>();
        settings.types().forEach(type -> {
            types.add(new JOSEObjectType(type));
            types.add(new JOSEObjectType("application/" + type));
        });
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(types));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // below, with a reason for each
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setClaimSetConverter(Issuer::asTheyStand);
        decoder.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
        return decoder;
    }

    /** The decoder would make up a time of issue where there is none. */
    private static Map<String, Object> asTheyStand(Map<String, Object> claims) {
        Map<String, Object> converted =
                new HashMap<>(MappedJwtClaimSetConverter.withDefaults(Map.of()).convert(claims));
        if (!claims.containsKey(JwtClaimNames.IAT)) {
            converted.remove(JwtClaimNames.IAT);
        }
        return converted;
    }

    /**
     * @param certificate of the caller's connection, or null
     * @throws RefusedToken when it proves nobody
     */
    ProvenToken prove(String token, @Nullable X509Certificate certificate) throws RefusedToken {
        Jwt jwt;
        try {
            jwt = decoder.decode(token);
        } catch (JwtException e) {
            throw new RefusedToken(Reason.NOT_VERIFIED, null);
        }
        String subject = Claims.text(jwt, settings.subjectClaim());
        String id = settings.name() + ':' + (subject == null ? "?" : Claims.impersonal(subject));
        Reason wrong = wrong(jwt, subject, certificate);
        if (wrong != null) {
            throw new RefusedToken(wrong, id);
        }
        return proven(jwt, id);
    }

    private @Nullable Reason wrong(Jwt jwt, @Nullable String subject, @Nullable X509Certificate certificate) {
        Instant issued = jwt.getIssuedAt();
        Instant expires = jwt.getExpiresAt();
        Instant from = jwt.getNotBefore();
        if (issuer.validate(jwt).hasErrors()) {
            return Reason.UNKNOWN_ISSUER;
        }
        if (audience.validate(jwt).hasErrors()) {
            return Reason.OTHER_AUDIENCE;
        }
        if (issued == null || expires == null || subject == null || !isWhole(jwt)) {
            return Reason.CLAIM_MISSING;
        }
        Instant now = clock.instant();
        Duration skew = settings.clockSkew();
        if (!now.minus(skew).isBefore(expires)) {
            return Reason.EXPIRED;
        }
        if (issued.isAfter(now.plus(skew)) || from != null && from.isAfter(now.plus(skew))) {
            return Reason.NOT_YET_VALID;
        }
        if (Duration.between(issued, expires).compareTo(settings.maxLife()) > 0) {
            return Reason.LIVES_TOO_LONG;
        }
        return isBoundTo(jwt, certificate) ? null : Reason.NOT_BOUND;
    }

    /** RFC 9068 §2.2 demands more than older kinds of tokens have. */
    private static boolean isWhole(Jwt jwt) {
        boolean access = String.valueOf(jwt.getHeaders().get("typ"))
                .toLowerCase(Locale.ROOT)
                .endsWith(RFC_9068);
        return !access
                || jwt.getId() != null && Claims.text(jwt, "client_id") != null && Claims.text(jwt, "sub") != null;
    }

    /** RFC 8705 §3.1. A confirmation that the hub cannot check, as that of RFC 9449, is none. */
    private boolean isBoundTo(Jwt jwt, @Nullable X509Certificate certificate) {
        Object confirmation = jwt.getClaims().get(CONFIRMATION);
        if (confirmation == null) {
            return !settings.certificateBound();
        }
        return certificate != null
                && confirmation instanceof Map<?, ?> methods
                && methods.size() == 1
                && methods.get(THUMBPRINT) instanceof String thumbprint
                && MessageDigest.isEqual(
                        thumbprint(certificate).getBytes(StandardCharsets.US_ASCII),
                        thumbprint.getBytes(StandardCharsets.UTF_8));
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProvenToken proven(Jwt jwt, String id) throws RefusedToken {
        String named = Claims.text(jwt, settings.agencyClaim());
        String agency = named == null || settings.agencies().isEmpty()
                ? named
                : settings.agencies().get(named);
        Set<Role> roles = new HashSet<>();
        for (String word : Claims.words(jwt, settings.rolesClaim())) {
            Role role = settings.roles().get(word);
            if (role != null) {
                roles.add(role);
            }
        }
        if (agency == null && roles.isEmpty()) {
            throw new RefusedToken(Reason.NOBODY, id);
        }
        if (agency != null && !roles.isEmpty()) {
            throw new RefusedToken(Reason.CONTRADICTION, id);
        }
        return new ProvenToken(
                id,
                agency,
                roles,
                Claims.text(jwt, settings.officerClaim()),
                jwt.getClaims().containsKey(CONFIRMATION),
                Claims.words(jwt, settings.scopeClaim()),
                settings);
    }
}
