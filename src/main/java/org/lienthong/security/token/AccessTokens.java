package org.lienthong.security.token;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.security.token.RefusedToken.Reason;

/** Whose an access token is. */
public final class AccessTokens {

    /** In characters; the server takes 16 KB of headers. */
    private static final int LONGEST = 8 * 1024;

    /** Three parts in base64url, of which the first begins a JSON object (RFC 7519 §3). */
    private static final Pattern JWT_SHAPE = Pattern.compile("ey[\\w-]*\\.[\\w-]*\\.[\\w-]*");

    private final Map<String, Issuer> byIss = new HashMap<>();

    /** @param byIss issuers by the claim {@code iss} */
    AccessTokens(Map<String, Issuer> byIss) {
        this.byIss.putAll(byIss);
    }

    /** Whether it is a token rather than a key; never while no issuer is configured. */
    public boolean isToken(String bearer) {
        return !byIss.isEmpty() && JWT_SHAPE.matcher(bearer).matches();
    }

    /**
     * Whose it is.
     *
     * @param certificate of the caller's connection, or null
     * @throws RefusedToken when it proves nobody
     */
    public ProvenToken prove(String token, @Nullable X509Certificate certificate) throws RefusedToken {
        if (token.length() > LONGEST) {
            throw new RefusedToken(Reason.MALFORMED, null);
        }
        Issuer issuer = byIss.get(claimedIssuer(token));
        if (issuer == null) {
            throw new RefusedToken(Reason.UNKNOWN_ISSUER, null);
        }
        return issuer.prove(token, certificate);
    }

    /** What it says before anything is checked: it only chooses by whose keys it is checked. */
    private static String claimedIssuer(String token) throws RefusedToken {
        try {
            JWT parsed = JWTParser.parse(token);
            if (parsed instanceof SignedJWT signed) {
                return String.valueOf(signed.getJWTClaimsSet().getIssuer());
            }
        } catch (ParseException | IllegalArgumentException e) {
            // Told below.
        }
        throw new RefusedToken(Reason.MALFORMED, null);
    }
}
