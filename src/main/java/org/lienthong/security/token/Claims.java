package org.lienthong.security.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** Reads claims whose names are configured. */
final class Claims {

    /** Beyond that a subject may be a mail address or a name, which has no place in a log that everybody can read. */
    private static final Pattern IMPERSONAL = Pattern.compile("[A-Za-z0-9._|:-]{1,64}");

    private Claims() {}

    /** The value at a path such as {@code realm_access.roles}; a claim whose own name has dots goes first. */
    static @Nullable Object at(Jwt token, String path) {
        Object whole = token.getClaims().get(path);
        if (whole != null) {
            return whole;
        }
        Object value = token.getClaims();
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    /** One text, or null. */
    static @Nullable String text(Jwt token, @Nullable String path) {
        return path != null && at(token, path) instanceof String text && !text.isBlank() ? text : null;
    }

    /** A list of texts, or words with spaces between. */
    static Set<String> words(Jwt token, @Nullable String path) {
        Set<String> words = new LinkedHashSet<>();
        Object value = path == null ? null : at(token, path);
        if (value instanceof String text) {
            words.addAll(Arrays.asList(text.strip().split(" +")));
        } else if (value instanceof Collection<?> list) {
            list.forEach(item -> {
                if (item instanceof String text) {
                    words.add(text);
                }
            });
        }
        words.remove("");
        return words;
    }

    /** As it may stand in the audit log: a digest of what might be personal. */
    static String impersonal(String subject) {
        if (IMPERSONAL.matcher(subject).matches()) {
            return subject;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
