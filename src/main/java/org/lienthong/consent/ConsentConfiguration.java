package org.lienthong.consent;

import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.AuditedTransaction;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Collects the actions that may need consent. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsentSettings.class)
class ConsentConfiguration {

    @Bean
    Consents consents(
            List<ConsentedAction> actions,
            ConsentSettings settings,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            DataSource dataSource,
            AuditLog log,
            Clock clock) {
        AuditedTransaction transaction = new AuditedTransaction(new TransactionTemplate(transactions), dataSource, log);
        return new Consents(actions, settings.consent(), settings.consentWithin(), jdbc, transaction, clock);
    }
}
