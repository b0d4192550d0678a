package org.lienthong.dossier.file;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Links to files of dossiers.
 *
 * @param baseUrl how recipients reach the hub, such as {@code https://hub.example}; empty: as the caller just did
 * @param lifetime of a link that its user asks for
 * @param sentLifetime of a link within a record that is sent on
 * @param largest a file, in bytes
 * @param timeout for one file, all of it
 * @param keyFile the keys that links are signed with; by default {@code file-links.keys} of the data directory
 */
@ConfigurationProperties("hub.files")
record FileSettings(
        @DefaultValue("") String baseUrl,
        @DefaultValue("15m") Duration lifetime,
        @DefaultValue("24h") Duration sentLifetime,
        @DefaultValue("100MB") DataSize largest,
        @DefaultValue("5m") Duration timeout,
        @Nullable Path keyFile) {

    FileSettings {
        if (lifetime.toSeconds() < 1 || sentLifetime.toSeconds() < 1 || timeout.toMillis() < 1) {
            throw new IllegalArgumentException("hub.files: lifetime, sent-lifetime and timeout are more than nothing");
        }
        if (!baseUrl.isEmpty() && !baseUrl.matches("https?://[^/?#\\s]+(/[^?#\\s]*[^/?#\\s])?")) {
            throw new IllegalArgumentException("hub.files.base-url is https://host without a slash at its end");
        }
    }
}
