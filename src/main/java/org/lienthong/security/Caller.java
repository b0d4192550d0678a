package org.lienthong.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is calling, as proven by a key or a signature. Controllers take it with {@code @AuthenticationPrincipal}.
 *
 * @param id names the credential in logs and audit entries: the id of a key, the system and the fingerprint of its
 *     certificate, or issuer and subject of a token; never the secret itself
 * @param system what agreements call the agency's system: as {@code id}, but of a certificate the system's name alone
 * @param agency id of the agency it speaks for, or null for people who run the hub
 * @param scope ids of all agencies it may act for; holds {@code agency}, and only for centres of the axis more
 * @param roles what it may do
 * @param officer whom the caller acts for, as the issuer of its token says; null when nobody but the caller says it
 */
public record Caller(
        String id,
        String system,
        @Nullable String agency,
        Set<String> scope,
        Set<Role> roles,
        @Nullable String officer) implements AuthenticatedPrincipal {

    public Caller {
        scope = Set.copyOf(scope);
        roles = Set.copyOf(roles);
        if (id.isBlank() || roles.isEmpty()) {
            throw new IllegalArgumentException("a caller has an id and a role");
        }
        if (roles.contains(Role.AGENCY) != (agency != null) || agency != null && !scope.contains(agency)) {
            throw new IllegalArgumentException("the role AGENCY and an agency within the scope go together: " + id);
        }
    }

    /** Someone of whom nothing else is known. */
    public Caller(String id, @Nullable String agency, Set<String> scope, Set<Role> roles) {
        this(id, id, agency, scope, roles, null);
    }

    /** A system of one agency, which acts for that agency alone. */
    public static Caller ofAgency(String id, String agency) {
        return new Caller(id, agency, Set.of(agency), Set.of(Role.AGENCY));
    }

    /** As {@link #ofAgency}, proven by a certificate. */
    static Caller ofCertificate(String system, String fingerprint, String agency) {
        return new Caller(system + " sha256:" + fingerprint, system, agency, Set.of(agency), Set.of(Role.AGENCY), null);
    }

    /** As {@link #ofAgency}, for an officer whom a token names. */
    static Caller ofToken(String id, String agency, @Nullable String officer) {
        return new Caller(id, id, agency, Set.of(agency), Set.of(Role.AGENCY), officer);
    }

    /** Someone who runs the hub. */
    public static Caller ofRole(String id, Role role) {
        return new Caller(id, null, Set.of(), Set.of(role));
    }

    /** The agency of a caller that got past a rule which demands the role AGENCY. */
    public String requireAgency() {
        if (agency == null) {
            throw new IllegalStateException("this call needs a caller that is an agency: " + id);
        }
        return agency;
    }

    @Override
    public String getName() {
        return id;
    }
}
