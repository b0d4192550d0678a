package org.lienthong.publish;

import org.jspecify.annotations.Nullable;
import org.lienthong.config.InForce;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Which version runs here. DOWN when another one is in force and does not run at this hub. */
final class ConfigurationHealth implements HealthIndicator {

    private final Publisher publisher;
    private final Versions versions;
    private final InForce inForce;
    private final @Nullable DirectoryWatch watch;

    ConfigurationHealth(Publisher publisher, Versions versions, InForce inForce, @Nullable DirectoryWatch watch) {
        this.publisher = publisher;
        this.versions = versions;
        this.inForce = inForce;
        this.watch = watch;
    }

    @Override
    public Health health() {
        long running = inForce.latest().version();
        Health.Builder health = publisher.unusable() == 0 ? Health.up() : Health.down();
        health.withDetail("version", running);
        versions.find(running).ifPresent(version -> {
            health.withDetail("hash", version.hash());
            health.withDetail("author", version.author());
            health.withDetail(
                    "since", String.valueOf(version.decidedAt() == null ? version.at() : version.decidedAt()));
        });
        if (publisher.unusable() != 0) {
            health.withDetail("unusable", publisher.unusable());
        }
        versions.lastRefused().ifPresent(refused -> {
            health.withDetail("refused", refused.version());
            health.withDetail("refusedAt", refused.at().toString());
            refused.findings().stream().findFirst().ifPresent(first -> health.withDetail("refusedFor", first.rule()));
        });
        if (watch != null) {
            health.withDetail("watch", watch.found());
        }
        return health.build();
    }
}
