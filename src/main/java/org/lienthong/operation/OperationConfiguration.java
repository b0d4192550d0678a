package org.lienthong.operation;

import java.time.Clock;
import org.lienthong.agency.Agencies;
import org.lienthong.agreement.Agreements;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.consent.ConsentedAction;
import org.lienthong.consent.Consents;
import org.lienthong.delivery.Deliveries;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Puts pauses and maintenance together: {@code hub.operations.*}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperationSettings.class)
class OperationConfiguration {

    @Bean
    OrderRows operationRows(JdbcClient jdbc) {
        return new OrderRows(jdbc);
    }

    /** Reads before anything is delivered or served: what was paused stays paused over a restart. */
    @Bean
    Holds holds(OrderRows rows, Deliveries deliveries, OperationSettings settings, Clock clock) {
        Holds holds = new Holds(rows, deliveries.held(), clock);
        holds.start(settings.poll());
        return holds;
    }

    @Bean
    Orders operationOrders(
            OrderRows rows,
            Holds holds,
            Agencies agencies,
            Agreements agreements,
            AuditedTransaction transaction,
            OperationSettings settings,
            JsonMapper json,
            Clock clock) {
        return new Orders(
                rows,
                holds,
                agencies,
                (agency, name) -> agreements.service(agency, name).isPresent(),
                transaction,
                settings,
                json,
                clock);
    }

    @Bean
    ConsentedAction pauseAction(Orders orders) {
        return orders.actions().get(0);
    }

    @Bean
    ConsentedAction resumeAction(Orders orders) {
        return orders.actions().get(1);
    }

    @Bean
    ConsentedAction maintenanceAction(Orders orders) {
        return orders.actions().get(2);
    }

    @Bean
    ConsentedAction cancelMaintenanceAction(Orders orders) {
        return orders.actions().get(3);
    }

    @Bean
    Operations operations(Orders orders, OrderRows rows, Holds holds, Consents consents, JsonMapper json, Clock clock) {
        return new Operations(orders, rows, holds, consents, json, clock);
    }
}
