package org.lienthong.service;

import java.time.Clock;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.EnumerationWatch;
import org.lienthong.agreement.Quotas;
import org.lienthong.audit.access.AccessSeal;
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
    AnswerCache answerCache(ServiceSettings settings, Agreements agreements, AccessSeal seal, Clock clock) {
        AnswerCache cache = new AnswerCache(settings.cache(), clock, seal::epoch);
        agreements.onChange(cache::forget);
        return cache;
    }

    @Bean
    DataServices dataServices(
            Agreements agreements,
            Quotas quotas,
            EnumerationWatch enumeration,
            ServiceSettings settings,
            ServiceRoutes routes,
            DataAccessLog log,
            AnswerCache cache,
            TimeOrderedIds ids,
            Clock clock) {
        return new DataServices(
                agreements,
                quotas,
                enumeration,
                settings,
                routes,
                new AccessRecords(log, clock),
                cache,
                ids::next,
                clock,
                System::nanoTime);
    }
}
