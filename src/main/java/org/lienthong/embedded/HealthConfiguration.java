package org.lienthong.embedded;

import java.io.IOException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The state of what the hub stands on: {@code db}, {@code diskReserve}, {@code brokerStart} (did the broker initialise;
 * part of readiness) and {@code broker} (is it there now; not part of it, because accepted messages wait in the database).
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DiskSettings.class)
class HealthConfiguration {

    @Bean
    DiskReserve diskReserve(DataDirectory data, DiskSettings settings) throws IOException {
        return DiskReserve.at(data.path(), settings);
    }

    @Bean
    BoundedHealth dbHealthIndicator(DataSource dataSource) {
        return new BoundedHealth("db", new DataSourceHealthIndicator(dataSource, "SELECT 1"));
    }

    @Bean
    BoundedHealth diskReserveHealthIndicator(DiskReserve disk) {
        return new BoundedHealth("disk", () -> (disk.enough() ? Health.up() : Health.outOfService())
                .withDetail("free", disk.free())
                .withDetail("reserve", disk.reserve())
                .build());
    }

    @Bean
    HealthIndicator brokerStartHealthIndicator(ObjectProvider<EmbeddedBroker> embedded) {
        EmbeddedBroker broker = embedded.getIfAvailable();
        return () -> {
            @Nullable String failure = broker == null ? null : broker.failure();
            return failure == null
                    ? Health.up().build()
                    : Health.down().withDetail("reason", failure).build();
        };
    }

    @Bean
    BoundedHealth brokerHealthIndicator(ObjectProvider<EmbeddedBroker> embedded, BrokerQueues queues) {
        EmbeddedBroker broker = embedded.getIfAvailable();
        return new BoundedHealth("broker", () -> {
            if (broker != null && !broker.active()) {
                return Health.down().withDetail("active", false).build();
            }
            return Health.up()
                    .withDetail("deadLetters", queues.depth(BrokerPlan.DEAD_LETTER_QUEUE))
                    .build();
        });
    }
}
