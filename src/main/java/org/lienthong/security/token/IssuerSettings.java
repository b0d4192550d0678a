package org.lienthong.security.token;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.security.Role;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One issuer of access tokens.
 *
 * @param name names it in audit entries, metrics and health
 * @param issuer the claim {@code iss}, letter for letter
 * @param audience what the claim {@code aud} must hold: the hub's own name at the issuer
 * @param jwksUri where its keys are (RFC 7517 §5), https; this or {@code jwksFile}
 * @param jwksFile file with its keys
 * @param tls name of the SSL bundle with what to trust at {@code jwksUri}, or null: what Java trusts
 * @param algorithms JWS algorithms taken, asymmetric ones only
 * @param types values of the header {@code typ} taken; {@code at+jwt} is what RFC 9068 demands
 * @param clockSkew how far its clock may be off
 * @param maxLife the longest time between {@code iat} and {@code exp}
 * @param certificateBound whether each token must be bound to the caller's certificate (RFC 8705 §3); one that is bound
 *     is checked in any case
 * @param subjectClaim the claim that names the caller in audit entries
 * @param agencyClaim the claim that names the agency, or null: its tokens are nobody's but those of roles
 * @param agencies code of the agency by value of that claim; empty: the value is a code
 * @param rolesClaim the claim with roles, a list or words; dots lead into objects; null: none
 * @param roles role by value of that claim
 * @param officerClaim the claim that names the officer for whom a data service is called, or null
 * @param scopeClaim the claim with scopes, words or a list
 * @param scopes scope that each part of the API demands; empty: none is demanded; else a part that is not listed is closed
 */
public record IssuerSettings(
        String name,
        String issuer,
        String audience,
        @Nullable URI jwksUri,
        @Nullable Path jwksFile,
        @Nullable String tls,
        @DefaultValue({"RS256", "PS256", "ES256"}) Set<String> algorithms,
        @DefaultValue("at+jwt") Set<String> types,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("1h") Duration maxLife,
        @DefaultValue("false") boolean certificateBound,
        @DefaultValue("sub") String subjectClaim,
        @Nullable String agencyClaim,
        @DefaultValue Map<String, String> agencies,
        @Nullable String rolesClaim,
        @DefaultValue Map<String, Role> roles,
        @Nullable String officerClaim,
        @DefaultValue("scope") String scopeClaim,
        @DefaultValue Map<ApiPart, String> scopes) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,49}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public IssuerSettings {
        require(name != null && NAME.matcher(name).matches(), name, "name: letters, digits, '.', '_' and '-'");
        require(issuer != null && !issuer.isBlank(), name, "issuer: the value of the claim iss");
        require(audience != null && !audience.isBlank(), name, "audience: the value of the claim aud");
        require((jwksUri == null) != (jwksFile == null), name, "either jwks-uri or jwks-file");
        require(jwksUri == null || isSafe(jwksUri), name, "jwks-uri: https://… (http:// on this machine only)");
        algorithms = Set.copyOf(algorithms);
        types = Set.copyOf(types);
        require(
                !algorithms.isEmpty() && algorithms.stream().allMatch(IssuerSettings::isAsymmetric),
                name,
                "algorithms: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512");
        require(!types.isEmpty(), name, "types: at least one");
        require(within(clockSkew, Duration.ofMinutes(5)), name, "clock-skew: at most 5m");
        require(within(maxLife, Duration.ofHours(24)) && !maxLife.isZero(), name, "max-life: at most 24h");
        require(agencyClaim != null || rolesClaim != null, name, "agency-claim or roles-claim, or nobody can call");
        require(rolesClaim == null || !roles.isEmpty(), name, "roles: which value of roles-claim is which role");
        require(!roles.containsValue(Role.AGENCY), name, "roles: operator, steward or auditor");
        agencies = Map.copyOf(agencies);
        roles = Map.copyOf(roles);
        scopes = Map.copyOf(scopes);
    }

    private static boolean within(Duration value, Duration most) {
        return !value.isNegative() && value.compareTo(most) <= 0;
    }

    /** Whoever could change the keys on their way could be everybody. */
    private static boolean isSafe(URI uri) {
        return uri.getHost() != null
                && ("https".equals(uri.getScheme())
                        || "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
    }

    /** With a symmetric one, whoever can check a token can make it; and the public key could be taken for the secret. */
    private static boolean isAsymmetric(String algorithm) {
        JWSAlgorithm known = JWSAlgorithm.parse(algorithm);
        return JWSAlgorithm.Family.RSA.contains(known)
                || Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512)
                        .contains(known);
    }

    private static void require(boolean right, @Nullable String name, String what) {
        if (!right) {
            throw new IllegalArgumentException("hub.security.tokens.issuers: '" + name + "' needs " + what);
        }
    }
}
