package org.lienthong.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.lienthong.audit.AuditTrail;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.InForce;
import org.lienthong.embedded.BoundedHealth;
import org.lienthong.embedded.DataDirectory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the versions of the configuration together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublishSettings.class)
class VersionsConfiguration {

    @Bean
    InForce inForce() {
        return new InForce();
    }

    @Bean
    VersionStore versionStore(JdbcTemplate jdbc, TransactionTemplate transaction, AuditedTransaction audited) {
        return new VersionStore(jdbc, transaction, audited);
    }

    @Bean
    Checkouts checkouts(DataDirectory data, PublishSettings settings, Clock clock) {
        return new Checkouts(data.resolve("configuration"), settings.limits(), clock);
    }

    @Bean
    Preparation preparation(Checkouts checkouts, ObjectProvider<Configured> parts, Clock clock) {
        return new Preparation(checkouts, () -> parts.orderedStream().toList(), clock);
    }

    @Bean
    StartChoice.Chosen startChoice(
            @Value("${hub.config:config}") Path config,
            @Value("${hub.routes:routes}") Path routes,
            VersionStore store,
            Checkouts checkouts,
            Preparation preparation,
            PublishSettings settings,
            Clock clock,
            ConfigurableEnvironment environment) {
        StartChoice.Chosen chosen =
                new StartChoice(store, checkouts, preparation, settings, clock).choose(new Directories(config, routes));
        if (chosen.inForce() != null && chosen.candidate() == null) {
            StartFaults.startsWith(chosen.inForce(), environment);
        }
        return chosen;
    }

    @Bean
    Directories directories(StartChoice.Chosen chosen) {
        return chosen.directories();
    }

    @Bean
    Publisher publisher(
            VersionStore store,
            Preparation preparation,
            Checkouts checkouts,
            InForce inForce,
            PublishSettings settings,
            MeterRegistry meters,
            Clock clock) {
        return new Publisher(
                store, preparation, checkouts, inForce, settings.approvals() == 2, new Reloads(meters), clock);
    }

    @Bean
    Versions configurationVersions(VersionStore store) {
        return new Versions(store);
    }

    /** Within a time limit, because it asks the database. */
    @Bean
    BoundedHealth configurationHealthIndicator(
            Publisher publisher, Versions versions, InForce inForce, ObjectProvider<DirectoryWatch> watch) {
        return new BoundedHealth(
                "configuration", new ConfigurationHealth(publisher, versions, inForce, watch.getIfAvailable()));
    }

    @Bean
    @ConditionalOnProperty("hub.configuration.watch")
    DirectoryWatch directoryWatch(
            PublishSettings settings, Publisher publisher, VersionStore store, AuditTrail audit, Clock clock) {
        Path directory = settings.watch();
        if (directory == null || directory.toString().isBlank()) {
            throw new IllegalArgumentException("hub.configuration.watch names no directory");
        }
        return new DirectoryWatch(directory, settings.limits(), publisher, store, audit, clock);
    }

    @Bean
    @ConditionalOnProperty("hub.configuration.watch")
    DirectoryLooks directoryLooks(DirectoryWatch watch, PublishSettings settings) {
        return new DirectoryLooks(watch, settings.watchInterval());
    }

    @Bean
    VersionPoll versionPoll(Publisher publisher, StartChoice.Chosen chosen, PublishSettings settings) {
        return new VersionPoll(publisher, chosen, settings.poll());
    }
}
