package org.lienthong.observe;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.cosign.Cosigner;
import org.lienthong.audit.publish.LogDirectory;
import org.lienthong.call.Systems;
import org.lienthong.delivery.Backlog;
import org.lienthong.delivery.Deliveries;
import org.lienthong.embedded.DiskReserve;
import org.lienthong.security.certificate.ClientCertificates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.ResourceUtils;

/** Has somebody look at what operators ask for, so that nobody who asks has to wait for it. */
@Configuration(proxyBeanMethods = false)
class ObserveConfiguration {

    private static final Duration OFTEN = Duration.ofSeconds(2);

    @Bean
    Certificates certificates(
            SslBundles bundles,
            ServerProperties server,
            ClientCertificates clients,
            Environment environment,
            Agencies agencies,
            Systems systems,
            Clock clock) {
        return new Certificates(
                bundles,
                Map.of(
                        "server",
                        () -> server(server.getSsl(), SslStoreBundle::getKeyStore),
                        "server" + Certificates.TRUST,
                        () -> server(server.getSsl(), SslStoreBundle::getTrustStore),
                        "broker",
                        () -> store(environment, "hub.broker")),
                clients::listsEnd,
                agencies,
                systems.reachable(),
                clock,
                Duration.ofSeconds(3));
    }

    /** A store of the server that is configured without a named bundle, or null. */
    private static @Nullable KeyStore server(@Nullable Ssl ssl, Function<SslStoreBundle, @Nullable KeyStore> store) {
        return ssl == null || !Ssl.isEnabled(ssl) || ssl.getBundle() != null
                ? null
                : store.apply(WebServerSslBundle.get(ssl).getStores());
    }

    /** The key store that is configured there, or null. */
    private static @Nullable KeyStore store(Environment environment, String prefix) {
        String file = environment.getProperty(prefix + ".key-store");
        if (file == null) {
            return null;
        }
        String password = environment.getProperty(prefix + ".key-store-password", "");
        try {
            return KeyStore.getInstance(ResourceUtils.getFile(file), password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Bean
    HealthIndicator certificatesHealthIndicator(Certificates certificates) {
        return () -> {
            var ending = certificates.ending();
            return Health.status(ending.isEmpty() ? "UP" : "DEGRADED")
                    .withDetails(ending)
                    .build();
        };
    }

    @Bean
    HubClock clockHealthIndicator(Clock clock, JdbcClient jdbc) {
        return new HubClock(clock, System::nanoTime, () -> jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single());
    }

    @Bean
    SystemsHealth systemsHealthContributor(
            Agencies agencies,
            Systems systems,
            Deliveries deliveries,
            Backlog backlog,
            Certificates certificates,
            Clock clock,
            @Value("${hub.delivery.failures-to-pause:5}") int failuresToPause) {
        return new SystemsHealth(agencies, systems, deliveries.states(), backlog, certificates, clock, failuresToPause);
    }

    @Bean
    LogLag logLag(JdbcClient jdbc, LogDirectory directory) {
        return new LogLag(jdbc, directory);
    }

    @Bean
    HubGauges hubGauges(
            MeterRegistry meters,
            ObjectProvider<HealthEndpoint> health,
            Agencies agencies,
            Deliveries deliveries,
            Backlog backlog,
            LogLag log,
            HubClock wall,
            DiskReserve disk,
            Cosigner cosigner,
            Clock clock) {
        HubGauges gauges = new HubGauges(meters, health, agencies, deliveries.states(), backlog, clock);
        gauges.register(log, cosigner, wall, free -> free ? disk.free() : disk.reserve());
        return gauges;
    }

    @Bean
    Lookout lookout() {
        return new Lookout();
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> lookoutStart(
            Lookout lookout,
            Backlog backlog,
            LogLag log,
            HubClock wall,
            Certificates certificates,
            SystemsHealth systems,
            HubGauges gauges,
            @Value("${hub.certificates.interval:10m}") Duration certificatesInterval,
            Clock clock) {
        return ready -> {
            lookout.every(OFTEN, "backlog", () -> backlog.look(clock.instant()));
            lookout.every(OFTEN, "log", () -> log.look(clock.instant()));
            lookout.every(OFTEN, "jumps", wall::look);
            lookout.every(OFTEN, "clock", wall::compare);
            lookout.every(certificatesInterval, "certificates", certificates::look);
            lookout.every(OFTEN, "gauges", () -> gauges.refresh(systems.all(), certificates.all()));
        };
    }
}
