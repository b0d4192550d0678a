package org.lienthong.audit.timestamp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.publish.LogDirectory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts timestamping together: {@code hub.log.timestamps.*}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TimestampSettings.class)
class TimestampConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Timestamper timestamper(
            DataSource dataSource,
            LogDirectory directory,
            AuditLog auditLog,
            VerifierKey key,
            TimestampSettings settings,
            Clock clock,
            Environment environment,
            MeterRegistry meters) {
        AuthorityClient client = new AuthorityClient(url -> url.isAbsolute() ? url : own(url, environment));
        Timestamper timestamper =
                new Timestamper(dataSource, directory, auditLog, settings, key, client, clock, new SecureRandom());
        timestamper.prepare();
        Gauge.builder("hub.audit.timestamp.age", timestamper, stamps -> age(stamps, clock))
                .baseUnit("seconds")
                .description("Age of the latest timestamp of the audit log; NaN when there is none")
                .register(meters);
        FunctionCounter.builder("hub.signature.failures", timestamper, Timestamper::rejected)
                .description("Signatures, cosignatures and timestamps that were not right")
                .tags("agency", "", "reason", "timestamp-token")
                .register(meters);
        return timestamper;
    }

    /** Once the web server listens, because an authority of the sandbox is served by it. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> timestamperStart(Timestamper timestamper) {
        return ready -> timestamper.start();
    }

    /** Part of readiness: down while nothing is accepted for want of a timestamp. */
    @Bean
    HealthIndicator timestampHealthIndicator(Timestamper timestamper, TimestampSettings settings) {
        return () -> {
            Timestamper.State state = timestamper.state();
            Health.Builder health = state.overdue()
                    ? Health.down()
                    : Health.status(state.failures().isEmpty() ? "UP" : "DEGRADED");
            health.withDetail("authorities", settings.authorities().size());
            Instant latest = state.latest();
            if (latest != null) {
                health.withDetail("latest", latest.toString());
            }
            if (!state.failures().isEmpty()) {
                health.withDetail("failures", state.failures());
            }
            return health.build();
        };
    }

    private static double age(Timestamper timestamper, Clock clock) {
        Instant latest = timestamper.state().latest();
        return latest == null
                ? Double.NaN
                : Duration.between(latest, clock.instant()).toSeconds();
    }

    private static URI own(URI path, Environment environment) {
        return URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + path);
    }
}
