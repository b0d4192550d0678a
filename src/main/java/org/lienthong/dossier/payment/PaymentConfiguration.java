package org.lienthong.dossier.payment;

import java.time.Clock;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditTrail;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.call.Systems;
import org.lienthong.config.InForce;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.IntakeRoutes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts payments together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentSettings.class)
class PaymentConfiguration {

    @Bean
    PaymentTable paymentTable(JdbcClient jdbc) {
        return new PaymentTable(jdbc);
    }

    @Bean
    PaymentPlatform paymentPlatform(PaymentSettings settings, Agencies agencies, Systems systems) {
        return new PaymentPlatform(settings, agencies, systems);
    }

    @Bean
    Payments payments(
            PaymentSettings settings,
            PaymentTable table,
            PaymentPlatform platform,
            AuditedTransaction transaction,
            IntakeRoutes routes,
            Agencies agencies,
            Clock clock,
            InForce inForce) {
        return new Payments(settings, table, platform, transaction, routes, agencies, clock, inForce::version);
    }

    @Bean
    Confirmations confirmations(
            PaymentTable table,
            AuditedTransaction transaction,
            IntakeRoutes routes,
            Acceptor acceptor,
            Agencies agencies,
            Clock clock) {
        return new Confirmations(table, transaction, routes, acceptor, agencies, clock);
    }

    /** The platform's credential has proven it already. */
    @Bean
    @ConditionalOnMissingBean
    ConfirmationVerifier confirmationVerifier() {
        return (headers, body) -> {};
    }

    @Bean
    Reconciler reconciler(PaymentTable table, AuditTrail audit, Clock clock) {
        return new Reconciler(table, audit, clock);
    }

    @Bean
    PaymentWork paymentWork(
            Payments payments, Confirmations confirmations, PaymentTable table, PaymentSettings settings, Clock clock) {
        return new PaymentWork(payments, confirmations, table, settings, clock);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> paymentWorkStart(PaymentWork work, PaymentSettings settings) {
        return ready -> {
            if (!settings.platform().isEmpty()) {
                work.start();
            }
        };
    }
}
