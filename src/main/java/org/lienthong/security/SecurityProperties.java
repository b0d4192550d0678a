package org.lienthong.security;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call, and how often.
 *
 * @param demoKeys whether {@code demo-<agency code>}, {@code demo-operator} and so on are keys; never in production
 * @param plainHttpBehindProxy an explicit yes to plain HTTP in production, because a proxy ends TLS
 * @param intakePerSecond submissions per second and agency, on average
 * @param intakeBurst submissions that an agency may send at once on top of that
 * @param concurrentPerAgency requests of one agency that may be under way at the same time, long polls included
 * @param failuresPerMinute wrong keys or signatures per minute and client address, on average
 * @param failureBurst wrong keys or signatures that a client address may send at once
 * @param keys the keys
 */
@ConfigurationProperties("hub.security")
record SecurityProperties(
        @DefaultValue("false") boolean demoKeys,
        @DefaultValue("false") boolean plainHttpBehindProxy,
        @DefaultValue("2000") int intakePerSecond,
        @DefaultValue("2000") int intakeBurst,
        @DefaultValue("150") int concurrentPerAgency,
        @DefaultValue("30") int failuresPerMinute,
        @DefaultValue("20") int failureBurst,
        @DefaultValue List<Key> keys) {

    SecurityProperties {
        keys = List.copyOf(keys);
        requirePositive("intake-per-second", intakePerSecond);
        requirePositive("intake-burst", intakeBurst);
        requirePositive("concurrent-per-agency", concurrentPerAgency);
        requirePositive("failures-per-minute", failuresPerMinute);
        requirePositive("failure-burst", failureBurst);
    }

    private static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("hub.security." + key + ": at least 1, not " + value);
        }
    }

    /**
     * One key of at least 32 random bytes; only its hash is configured, so a read configuration opens nothing.
     *
     * @param id names the key in logs and audit entries
     * @param sha256 lower-case hex SHA-256 of the key as sent
     * @param agency code of the agency it speaks for; this or {@code role}
     * @param role what its holder is to the hub; this or {@code agency}
     * @param notAfter when it stops working, or null
     */
    record Key(
            String id,
            String sha256,
            @Nullable String agency,
            @Nullable Role role,
            @Nullable Instant notAfter) {

        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        Key {
            if (id == null || id.isBlank()) {
                throw new IllegalArgumentException("hub.security.keys: a key without an id");
            }
            if (sha256 == null || !SHA256.matcher(sha256).matches()) {
                throw new IllegalArgumentException(
                        "hub.security.keys: sha256 of '" + id + "' is not 64 lower-case hex digits");
            }
            if ((agency == null) == (role == null) || role == Role.AGENCY) {
                throw new IllegalArgumentException("hub.security.keys: '" + id + "' needs an agency, or else the role"
                        + " operator, steward or auditor");
            }
        }
    }
}
