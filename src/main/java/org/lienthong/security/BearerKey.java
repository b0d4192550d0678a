package org.lienthong.security;

import java.util.Optional;

/** Reads the key out of an {@code Authorization} header. */
public final class BearerKey {

    private static final String SCHEME = "Bearer ";

    private BearerKey() {}

    /** The key, or empty when the header is of another scheme. */
    public static Optional<String> of(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer ? Optional.of(authorization.substring(SCHEME.length()).trim()) : Optional.empty();
    }
}
