package org.lienthong.embedded;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys under {@code hub.embedded}: the stores that the hub brings along.
 *
 * @param allowedInProduction whether the profile {@code production} may use them
 * @param binaries where PostgreSQL is unpacked once; by default the user's cache, else below the data directory
 * @param startTimeout how long PostgreSQL may take to come up, crash recovery included
 * @param stopTimeout how long it may take to stop before it is told to stop at once
 */
@ConfigurationProperties("hub.embedded")
record EmbeddedSettings(
        @DefaultValue("false") boolean allowedInProduction,
        @Nullable Path binaries,
        @DefaultValue("60s") Duration startTimeout,
        @DefaultValue("30s") Duration stopTimeout) {

    EmbeddedSettings {
        if (startTimeout.toSeconds() < 1 || stopTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("hub.embedded.start-timeout and stop-timeout must be 1s or more");
        }
    }
}
