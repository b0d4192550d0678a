package org.lienthong.audit.publish;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys under {@code hub.log}.
 *
 * @param origin names the log for ever, in checkpoints and in the verifier key: the address it is served at, without scheme
 * @param directory where the log's files are; by default {@code log/} of the data directory
 * @param keyFile the signer key; by default {@code log.key} of the data directory, made at the first start
 * @param interval how often the database is looked at for new entries; under load at least half a second apart
 * @param recheck published entries that are compared with the database again, per second, for ever; 0 for none
 */
@ConfigurationProperties("hub.log")
record LogSettings(
        @DefaultValue("lienthong.example/audit") String origin,
        @Nullable Path directory,
        @Nullable Path keyFile,
        @DefaultValue("200ms") Duration interval,
        @DefaultValue("1024") int recheck) {

    LogSettings {
        if (origin.isBlank() || origin.chars().anyMatch(c -> c <= ' ' || c == '+')) {
            throw new IllegalArgumentException("hub.log.origin must not be empty and holds no space and no +");
        }
        if (interval.toMillis() < 10 || interval.toMillis() > 1000) {
            throw new IllegalArgumentException("hub.log.interval must be from 10ms to 1s");
        }
        if (recheck < 0 || recheck > 100_000) {
            throw new IllegalArgumentException("hub.log.recheck must be from 0 to 100000 entries per second");
        }
    }
}
