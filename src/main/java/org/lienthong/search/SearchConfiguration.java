package org.lienthong.search;

import java.time.Clock;
import java.util.Map;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditTrail;
import org.lienthong.consent.ConsentedAction;
import org.lienthong.consent.Consents;
import org.lienthong.consent.Order;
import org.lienthong.delivery.Exchanges;
import org.lienthong.operation.Holds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Puts search and story together: {@code hub.search.*}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SearchSettings.class)
class SearchConfiguration {

    @Bean
    ExchangeSearch exchangeSearch(
            JdbcClient jdbc, PlatformTransactionManager transactions, Agencies agencies, SearchSettings settings) {
        return new ExchangeSearch(jdbc, reading(transactions), new AgencyFamily(agencies), settings);
    }

    @Bean
    CallSearch callSearch(JdbcClient jdbc, Agencies agencies, SearchSettings settings, JsonMapper json) {
        return new CallSearch(jdbc, new AgencyFamily(agencies), settings, json);
    }

    @Bean
    Stories stories(
            JdbcClient jdbc,
            Exchanges exchanges,
            AuditTrail trail,
            Holds holds,
            Consents consents,
            JsonMapper json,
            Clock clock) {
        return new Stories(jdbc, exchanges, new LogEntries(jdbc, json), trail, holds::of, consents::consent, clock);
    }

    /** Nothing is done when a second person agrees; whoever asked may look from then on. */
    @Bean
    ConsentedAction reveal() {
        return new ConsentedAction() {
            @Override
            public String name() {
                return Stories.REVEAL;
            }

            @Override
            public Object perform(Order order) {
                return Map.of("shown", order.summary(), "to", order.by());
            }
        };
    }

    private static TransactionTemplate reading(PlatformTransactionManager transactions) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setReadOnly(true);
        return template;
    }
}
