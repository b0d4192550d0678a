package org.lienthong.audit.retention;

import java.time.Clock;
import javax.sql.DataSource;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.publish.LogDirectory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts retention together: {@code hub.retention.*}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Retention retention(
            DataSource dataSource, LogDirectory log, VerifierKey key, RetentionSettings settings, Clock clock) {
        Retention retention = new Retention(dataSource, log.path(), key, settings, clock);
        retention.start();
        return retention;
    }

    /** No part of readiness: a hub that keeps too much online goes on. */
    @Bean
    HealthIndicator auditRetentionHealthIndicator(Retention retention) {
        return () -> {
            String failure = retention.failure();
            return failure == null
                    ? Health.up().build()
                    : Health.down().withDetail("failure", failure).build();
        };
    }
}
