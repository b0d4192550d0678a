package org.lienthong.security.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.security.Role;

/**
 * What a token says that was checked.
 *
 * @param id issuer and subject, for the audit log
 * @param agency code of the agency, or null
 * @param roles what its holder is to the hub; empty for an agency's system
 * @param officer whom the caller acts for, or null when the issuer does not say
 * @param bound whether the caller has proven that it holds the key of the certificate that the token is bound to
 * @param scopes as granted
 * @param issuer whose it is
 */
public record ProvenToken(
        String id,
        @Nullable String agency,
        Set<Role> roles,
        @Nullable String officer,
        boolean bound,
        Set<String> scopes,
        IssuerSettings issuer) {

    public ProvenToken {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** The scope that a call of this part needs and the token lacks; null when it may be made. */
    public @Nullable String missingScope(@Nullable ApiPart part) {
        if (issuer.scopes().isEmpty() || part == ApiPart.PUBLIC) {
            return null;
        }
        String needed = part == null ? null : issuer.scopes().get(part);
        if (needed == null) {
            return "";
        }
        return scopes.contains(needed) ? null : needed;
    }
}
