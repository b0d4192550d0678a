package org.lienthong.agency;

import java.time.Clock;
import java.time.Duration;
import org.lienthong.config.Directories;
import org.lienthong.config.InForce;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the agencies: files beneath {@code hub.config}, registrations from the database. */
@Configuration(proxyBeanMethods = false)
class AgencyConfiguration {

    @Bean
    @Order(1)
    Agencies agencies(
            Directories directories,
            InForce inForce,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            ObjectProvider<Clock> clock) {
        return new Agencies(
                directories.config().resolve("agencies"),
                new Registrations(jdbc),
                new TransactionTemplate(transactions),
                clock.getIfAvailable(Clock::systemUTC),
                inForce);
    }

    @Bean
    AgencyPoll agencyPoll(Agencies agencies, @Value("${hub.agencies.poll:5s}") Duration interval) {
        return new AgencyPoll(agencies::refresh, interval);
    }
}
