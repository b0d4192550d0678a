package org.lienthong.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.EnumerationWatch;
import org.lienthong.agreement.Quotas;
import org.lienthong.audit.access.AccessSeal;
import org.lienthong.audit.access.DataAccessLog;
import org.lienthong.config.InForce;
import org.lienthong.delivery.TimeOrderedIds;
import org.lienthong.operation.Holds;
import org.lienthong.operation.Maintenance;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the data services together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceSettings.class)
class ServiceConfiguration {

    @Bean
    ServiceRoutes serviceRoutes(InForce inForce) {
        return ServiceRoutes.following(() -> inForce.edition().find(ServiceRoutes.class));
    }

    @Bean(autowireCandidate = false)
    ServicesMapping servicesMapping() {
        return new ServicesMapping();
    }

    @Bean
    AnswerCache answerCache(ServiceSettings settings, Agreements agreements, AccessSeal seal, Clock clock) {
        AnswerCache cache = new AnswerCache(settings.cache(), clock, seal::epoch);
        agreements.onChange(cache::forget);
        return cache;
    }

    @Bean
    AccessRecords accessRecords(DataAccessLog log, Clock clock, InForce inForce) {
        return new AccessRecords(log, clock, inForce::version);
    }

    @Bean
    QuotaRefusals quotaRefusals(AccessRecords records, ServiceSettings settings) {
        return new QuotaRefusals(records, settings.refusalWindow(), System::nanoTime);
    }

    @Bean
    DataServices dataServices(
            Agreements agreements,
            Quotas quotas,
            EnumerationWatch enumeration,
            ServiceSettings settings,
            ServiceRoutes routes,
            AccessRecords records,
            QuotaRefusals refusals,
            AnswerCache cache,
            TimeOrderedIds ids,
            Clock clock,
            MeterRegistry meters,
            Holds holds,
            InForce inForce) {
        return new DataServices(
                agreements,
                quotas,
                enumeration,
                settings,
                routes,
                records,
                refusals,
                cache,
                ids::next,
                clock,
                System::nanoTime,
                meters,
                (provider, service) -> holds.maintenance(provider, service).map(Maintenance::to),
                inForce);
    }
}
