package org.lienthong.publish;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Directories;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code hub.configuration.*}.
 *
 * @param source what a start takes when the directories have changed and so has what was published since
 * @param approvals 1: what is good is in force at once; 2: when another steward approves
 * @param allowedDirectory whose directories may be published by their names; none without it
 * @param poll how often to look for what another hub published
 * @param watch a directory with {@code config/} and {@code routes/} that is published when it changes; none without it
 * @param watchInterval how often to look at it; two looks in a row have to find the same
 */
@ConfigurationProperties("hub.configuration")
record PublishSettings(
        @DefaultValue("published") Source source,
        @DefaultValue("1") int approvals,
        @Nullable Path allowedDirectory,
        @DefaultValue("1s") Duration poll,
        @Nullable Path watch,
        @DefaultValue("5s") Duration watchInterval,
        @DefaultValue("16MB") DataSize maxBundle,
        @DefaultValue("100000") int maxFiles,
        @DefaultValue("16MB") DataSize maxFile,
        @DefaultValue("256MB") DataSize maxSize) {

    enum Source {
        PUBLISHED,
        DIRECTORY
    }

    PublishSettings {
        if (approvals < 1 || approvals > 2) {
            throw new IllegalArgumentException("hub.configuration.approvals is 1 or 2, not " + approvals);
        }
        if (watchInterval.toMillis() < 1) {
            throw new IllegalArgumentException("hub.configuration.watch-interval is at least 1ms");
        }
    }

    /** The directories that are watched; null when none are. */
    @Nullable
    Directories watched() {
        return watch == null ? null : new Directories(watch.resolve("config"), watch.resolve("routes"));
    }

    BundleLimits limits() {
        return new BundleLimits(maxBundle, maxFiles, maxFile, maxSize);
    }
}
