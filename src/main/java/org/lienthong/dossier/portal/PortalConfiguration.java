package org.lienthong.dossier.portal;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.AgencyCode;
import org.lienthong.audit.AuditLog;
import org.lienthong.call.Credentials;
import org.lienthong.config.InForce;
import org.lienthong.dossier.SourceMappings;
import org.lienthong.dossier.inbound.ReturnedRecords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What hands dossiers to the portal. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PortalSettings.class)
class PortalConfiguration {

    @Bean
    PortalRoutes portalRoutes(InForce inForce) {
        return PortalRoutes.following(inForce);
    }

    /** For people: a portal that is away is not the hub's illness, what it is to get waits in the database. */
    @Bean
    HealthIndicator portalHealthIndicator(ObjectProvider<Forwarder> forwarders, ObjectProvider<PortalMetrics> metrics) {
        return () -> {
            Forwarder forwarder = forwarders.getIfAvailable();
            PortalMetrics seen = metrics.getIfAvailable();
            if (forwarder == null || seen == null) {
                return Health.up().withDetail("sending", false).build();
            }
            return Health.status(forwarder.isFaltering() ? "DEGRADED" : "UP")
                    .withDetail("sending", forwarder.isLeading())
                    .withDetail("tasks", seen.waiting())
                    .withDetail("lagSeconds", seen.lagSeconds())
                    .build();
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "hub.portal.enabled", matchIfMissing = true)
    static class Sending {

        @Bean
        PortalMetrics portalMetrics(MeterRegistry meters) {
            return new PortalMetrics(meters);
        }

        @Bean
        Forwarder portalForwarder(
                DataSource dataSource,
                AuditLog auditLog,
                SourceMappings mappings,
                ReturnedRecords returned,
                PortalRoutes routes,
                Credentials credentials,
                Agencies agencies,
                PortalSettings settings,
                PortalMetrics metrics,
                Clock clock) {
            PortalClient client = new PortalClient(routes, settings, () -> credentials
                    .login(settings.credential())
                    .orElse(null));
            return new Forwarder(
                    dataSource,
                    auditLog,
                    new PortalWords(mappings, returned::hasFiles, returned::toPortal),
                    client,
                    agency -> sender(agencies, agency),
                    settings,
                    metrics,
                    clock,
                    new SecureRandom());
        }

        /** {@code madonvi}: the portal knows agencies by their codes of the old scheme. */
        private static String sender(Agencies agencies, String agency) {
            return agencies.current()
                    .byId(agency)
                    .flatMap(found -> found.code(AgencyCode.Scheme.QCVN102, agencies.today()))
                    .orElse(agency);
        }

        /** After the routes, and after the simulated portal, which is behind the hub's own port. */
        @Bean
        ApplicationListener<ApplicationReadyEvent> portalStart(Forwarder forwarder) {
            return ready -> forwarder.start();
        }
    }
}
