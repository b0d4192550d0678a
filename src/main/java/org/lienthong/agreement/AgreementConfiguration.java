package org.lienthong.agreement;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.config.Directories;
import org.lienthong.config.InForce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires services and agreements: files beneath {@code hub.config}, orders and counts in the database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EnumerationSettings.class)
class AgreementConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(AgreementConfiguration.class);

    /** Days that counts are kept for people who ask how a quota was used. */
    private static final int COUNTED_DAYS = 400;

    @Bean
    AgreementAudit agreementAudit(AuditedTransaction transaction) {
        return new AgreementAudit(transaction);
    }

    @Bean
    Orders agreementOrders(
            JdbcTemplate jdbc, PlatformTransactionManager transactions, AgreementAudit audit, Clock clock) {
        return new Orders(new OrderTable(jdbc, new TransactionTemplate(transactions), audit), clock);
    }

    @Bean
    Poll orderPoll(Orders orders, @Value("${hub.agreements.poll:1s}") Duration interval) {
        return new Poll("agreement-orders", orders::refresh, interval);
    }

    @Bean
    @Order(2)
    Agreements agreements(Directories directories, InForce inForce, Agencies agencies, Orders orders, Clock clock) {
        Agreements agreements = new Agreements(directories.config(), agencies, orders, clock, inForce);
        agreements.warnings().forEach(warning -> LOG.atWarn().log("{}", directories.shown(warning.toString())));
        return agreements;
    }

    @Bean
    Alerts alerts(AgreementAudit audit, MeterRegistry meters) {
        return new Alerts(audit, meters);
    }

    @Bean
    DailyQuotas dailyQuotas(JdbcTemplate jdbc) {
        return new DailyQuotas(new QuotaTable(jdbc), System::nanoTime);
    }

    @Bean
    Poll quotaSweep(JdbcTemplate jdbc, Agencies agencies) {
        QuotaTable table = new QuotaTable(jdbc);
        return new Poll(
                "quota-sweep", () -> table.forgetBefore(agencies.today().minusDays(COUNTED_DAYS)), Duration.ofHours(6));
    }

    @Bean
    Quotas quotas(DailyQuotas daily, Alerts alerts) {
        return new Quotas(daily, alerts, TimeMeter.SYSTEM_NANOTIME);
    }

    @Bean
    EnumerationWatch enumerationWatch(EnumerationSettings settings, Alerts alerts, Orders orders) {
        byte[] hashKey = new byte[32];
        new SecureRandom().nextBytes(hashKey);
        return new EnumerationWatch(settings, hashKey, alerts, orders);
    }
}
