package org.lienthong.vxp;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.delivery.Intake;
import org.lienthong.delivery.Mailbox;
import org.lienthong.delivery.SentExchanges;
import org.lienthong.security.FailedAttempts;
import org.lienthong.security.IntakeRate;
import org.lienthong.security.Proofs;
import org.lienthong.security.Role;
import org.lienthong.security.Stateless;
import org.lienthong.security.UnsafeConfigurationException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the axis API and its own filter chain. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VxpProperties.class)
class VxpConfiguration {

    @Bean
    Envelope vxpEnvelope() {
        return new Envelope();
    }

    @Bean
    Centres vxpCentres(Agencies agencies) {
        return new Centres(agencies);
    }

    @Bean
    VxpOperations vxpOperations(
            Intake intake,
            Mailbox mailbox,
            SentExchanges sent,
            IntakeRate rate,
            Agencies agencies,
            Centres centres,
            PlatformTransactionManager transactions,
            RegisterAudit register,
            Envelope envelope,
            VxpProperties properties) {
        CentreMailbox centreMailbox = new CentreMailbox(mailbox, agencies);
        return VxpOperations.of(
                new SendEdoc(intake, rate, agencies, centres, envelope, properties),
                new EdocLists(centreMailbox, sent, envelope),
                new Edocs(centreMailbox, envelope),
                new AgencyDirectory(agencies, new TransactionTemplate(transactions), register, envelope));
    }

    @Bean
    RegisterAudit registerAudit(AuditedTransaction transaction, Clock clock) {
        return new RegisterAudit(transaction, clock);
    }

    @Bean
    Secrets vxpSecrets(VxpProperties properties, Environment environment) {
        if (properties.demoSecrets() && environment.acceptsProfiles(Profiles.of("production"))) {
            throw new UnsafeConfigurationException(
                    "hub.vxp.demo-secrets is true in the profile production.",
                    "Set it to false and say in hub.vxp.systems where the secrets are.");
        }
        return new Secrets(properties, System::getenv);
    }

    @Bean
    @Order(1)
    SecurityFilterChain vxpChain(
            HttpSecurity http,
            Secrets secrets,
            Centres centres,
            VxpProperties properties,
            Proofs proofs,
            FailedAttempts failures,
            Envelope envelope,
            ApplicationEventPublisher events,
            MeterRegistry meters,
            Clock clock) {
        Signature signature =
                new Signature(centres, secrets, properties.timestampWindow(), clock, new SignatureFailures(meters));
        return Stateless.apply(http.securityMatcher("/vxp", "/vxp/**"), new VxpRefusals(envelope, events))
                .addFilterBefore(
                        new VxpAuthentication(signature, proofs, failures, envelope), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(rules -> rules.anyRequest().hasRole(Role.AGENCY.name()))
                .build();
    }
}
