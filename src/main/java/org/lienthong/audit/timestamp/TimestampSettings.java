package org.lienthong.audit.timestamp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys under {@code hub.log.timestamps}.
 *
 * @param authorities asked in this order until one gives a good token; without any nothing is stamped
 * @param interval how often the checkpoint is stamped, and once more at the end of each day in Asia/Ho_Chi_Minh
 * @param retry the pause after all authorities failed
 * @param requiredWithin when no token could be had for that long nothing is accepted until there is one; null: never
 * @param clockTolerance how far an authority's clock may be from the hub's
 */
@ConfigurationProperties("hub.log.timestamps")
record TimestampSettings(
        @DefaultValue List<Authority> authorities,
        @DefaultValue("1h") Duration interval,
        @DefaultValue("30s") Duration retry,
        @Nullable Duration requiredWithin,
        @DefaultValue("1m") Duration clockTolerance) {

    private static final String KEY = "hub.log.timestamps";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,39}");
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");

    /**
     * One timestamping authority.
     *
     * @param name in messages and health
     * @param url http or https; a path alone is one of this hub's own, for the sandbox
     * @param trust the certificates that its tokens must lead to, in PEM; read at each use, so it can be replaced
     * @param policy the only policy that is accepted, as object identifier; null for any
     * @param timeout for the whole answer
     */
    record Authority(
            String name,
            URI url,
            Path trust,
            @Nullable String policy,
            @DefaultValue("10s") Duration timeout) {

        Authority {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        KEY + ".authorities: name '" + name + "' must be lower-case letters, digits, dots and hyphens");
            }
            if (!url.toString().matches("(https?://[^/]+)?/.*")) {
                throw new IllegalArgumentException(
                        KEY + ".authorities: " + name + ": url must be http, https or a path");
            }
            if (policy != null && !OID.matcher(policy).matches()) {
                throw new IllegalArgumentException(
                        KEY + ".authorities: " + name + ": policy is no object identifier: " + policy);
            }
            if (timeout.toMillis() < 100 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException(
                        KEY + ".authorities: " + name + ": timeout must be from 100ms to 1m");
            }
        }
    }

    TimestampSettings {
        authorities = List.copyOf(authorities);
        if (authorities.stream().map(Authority::name).distinct().count() < authorities.size()) {
            throw new IllegalArgumentException(KEY + ".authorities: two have the same name");
        }
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || retry.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(KEY + ": interval must be 1s or more, retry 100ms or more");
        }
        if (requiredWithin != null && authorities.isEmpty()) {
            throw new IllegalArgumentException(KEY + ".required-within needs at least one authority");
        }
        if (requiredWithin != null && requiredWithin.compareTo(interval) <= 0) {
            throw new IllegalArgumentException(KEY + ".required-within must be longer than interval");
        }
    }
}
