package org.lienthong.security;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.lienthong.agency.Agencies;
import org.lienthong.problem.ProblemWriter;
import org.lienthong.security.certificate.ClientCertificates;
import org.lienthong.security.token.AccessTokens;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Builds what proves callers and limits them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

    /** Agencies and client addresses to keep apart; a bucket is some 100 bytes. */
    private static final int MAX_BUCKETS = 50_000;

    private static final char DELETE = 0x7f;

    @Bean
    KeyRing keyRing(
            SecurityProperties properties,
            Agencies agencies,
            Clock clock,
            Environment environment,
            ServerProperties server) {
        ProductionGuard.check(environment, properties, server);
        return new KeyRing(properties, agencies, clock);
    }

    @Bean
    Proofs proofs(KeyRing keys, AccessTokens tokens, ClientCertificates certificates, MeterRegistry meters) {
        return new Proofs(keys, tokens, certificates, meters);
    }

    @Bean
    FailedAttempts failedAttempts(SecurityProperties properties, ApplicationEventPublisher events) {
        RateLimit limit = new RateLimit(
                properties.failuresPerMinute(),
                Duration.ofMinutes(1),
                properties.failureBurst(),
                MAX_BUCKETS,
                System::nanoTime);
        return new FailedAttempts(limit, events);
    }

    @Bean
    IntakeRate intakeRate(SecurityProperties properties) {
        return new IntakeRate(new RateLimit(
                properties.intakePerSecond(),
                Duration.ofSeconds(1),
                properties.intakeBurst(),
                MAX_BUCKETS,
                System::nanoTime));
    }

    @Bean
    Bulkhead bulkhead(SecurityProperties properties) {
        return new Bulkhead(properties.concurrentPerAgency());
    }

    @Bean
    Refusals refusals(ProblemWriter problems, FailedAttempts failures, ApplicationEventPublisher events) {
        return new Refusals(problems, failures, events);
    }

    /**
     * The axis' SDK sends Vietnamese text as raw UTF-8, whose bytes look like C1 controls in Latin-1. They are let
     * through; C0 controls and DEL are not.
     */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHttpMethods(Refusals.METHODS);
        firewall.setAllowedHeaderValues(SecurityConfiguration::isHeaderValue);
        firewall.setAllowedHeaderNames(SecurityConfiguration::isHeaderName);
        return firewall;
    }

    /** By hand, because whoever asks for a header has its value checked, some fifty times a request. */
    private static boolean isHeaderValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == DELETE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHeaderName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= DELETE) {
                return false;
            }
        }
        return true;
    }

    /** An observation per filter and request costs more than the checks themselves. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }
}
