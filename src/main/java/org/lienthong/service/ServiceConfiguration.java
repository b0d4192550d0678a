package org.lienthong.service;

import java.time.Clock;
import org.lienthong.agreement.Agreements;
import org.lienthong.audit.access.DataAccessLog;
import org.lienthong.delivery.TimeOrderedIds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the data services together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceSettings.class)
class ServiceConfiguration {

    @Bean
    ServiceRoutes serviceRoutes() {
        return new ServiceRoutes();
    }

    @Bean
    ServiceQuota serviceQuota() {
        return permitted -> {};
    }

    @Bean
    DataServices dataServices(
            Agreements agreements,
            ServiceQuota quota,
            ServiceSettings settings,
            ServiceRoutes routes,
            DataAccessLog log,
            TimeOrderedIds ids,
            Clock clock) {
        return new DataServices(
                agreements, quota, settings, routes, new AccessRecords(log, clock), ids::next, clock, System::nanoTime);
    }
}
