package org.lienthong.consent;

import java.time.Clock;
import java.util.List;
import org.lienthong.audit.AuditedTransaction;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Collects the actions that may need consent. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsentSettings.class)
class ConsentConfiguration {

    @Bean
    Consents consents(
            List<ConsentedAction> actions,
            ConsentSettings settings,
            JdbcClient jdbc,
            AuditedTransaction transaction,
            Clock clock) {
        return new Consents(actions, settings.consent(), settings.consentWithin(), jdbc, transaction, clock);
    }
}
