package org.lienthong.dossier.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.AuditTrail;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.lienthong.config.InForce;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.delivery.TimeOrderedIds;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.dossier.DossierChanges;
import org.lienthong.dossier.PortalTasks;
import org.lienthong.dossier.SourceFiles;
import org.lienthong.dossier.SourceMappings;
import org.lienthong.dossier.sequence.Sequencer;
import org.lienthong.embedded.DataDirectory;
import org.lienthong.embedded.DiskReserve;
import org.lienthong.trace.Traces;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** Puts the intake of dossiers together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DossierSettings.class)
class DossierConfiguration {

    @Bean
    SourceMappings sourceMappings(Directories directories, InForce inForce) {
        inForce.set(SourceMappings.class, read(directories));
        return SourceMappings.following(() -> inForce.part(SourceMappings.class));
    }

    @Bean
    @Order(5)
    Configured sourceMappingFiles() {
        return new Configured() {
            @Override
            public void read(Directories from, Edition.Draft draft) {
                draft.put(SourceMappings.class, DossierConfiguration.read(from));
            }
        };
    }

    private static SourceMappings read(Directories from) {
        return SourceFiles.read(from.config().resolve("dossiers"));
    }

    @Bean
    Sequencer dossierSequencer(
            DataSource database,
            AuditLog log,
            Agencies agencies,
            SourceMappings mappings,
            DossierAliases aliases,
            ObjectProvider<DossierChanges> listeners,
            ObjectProvider<PortalTasks> portal,
            Clock clock,
            DossierSettings settings) {
        return new Sequencer(
                database,
                log,
                agencies,
                mappings,
                aliases,
                listeners.orderedStream().toList(),
                portal.getIfAvailable(),
                clock,
                settings.chunks(),
                settings.pause());
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> sequencerStart(Sequencer sequencer) {
        return ready -> sequencer.start();
    }

    @Bean
    BatchStore batchStore(
            DataSource database,
            AuditLog log,
            TimeOrderedIds ids,
            Clock clock,
            DossierSettings settings,
            Sequencer sequencer,
            InForce inForce) {
        return new BatchStore(
                database, log, ids::next, clock, settings.concurrent(), sequencer::wake, inForce::version);
    }

    @Bean
    BatchReader batchReader(
            Agencies agencies,
            SourceMappings mappings,
            DossierAliases aliases,
            BatchStore store,
            DossierSettings settings,
            DataDirectory data,
            DiskReserve reserve,
            Clock clock)
            throws IOException {
        Path spool = data.resolve("dossier-spool");
        FileSystemUtils.deleteRecursively(spool); // what a killed hub was receiving; the directory is this one's alone
        return new BatchReader(agencies, mappings, aliases, store, settings, spool, reserve::enough, clock);
    }

    @Bean
    BatchIntake batchIntake(
            BatchReader reader, IntakeRoutes routes, AuditTrail audit, DossierSettings settings, Clock clock) {
        Receiving receiving = new Receiving(settings.receiving(), settings.receivingPerAgency());
        return new BatchIntake(reader, receiving, routes, audit, clock);
    }

    @Bean
    Batches batches(JdbcClient jdbc) {
        return new Batches(jdbc);
    }

    @Bean
    BatchSpans batchSpans(JdbcClient jdbc, PlatformTransactionManager transactions, Traces traces, Clock clock) {
        return new BatchSpans(jdbc, new TransactionTemplate(transactions), traces, clock);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> batchSpansStart(BatchSpans spans) {
        return ready -> spans.start();
    }

    @Bean
    RecordProofs recordProofs(JdbcClient jdbc) {
        return new RecordProofs(jdbc);
    }

    @Bean
    Backlog dossierBacklog(JdbcClient jdbc) {
        return new Backlog(jdbc);
    }
}
