package org.lienthong.dossier.statistics;

import java.time.Clock;
import javax.sql.DataSource;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.codelist.CodeLists;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.lienthong.config.InForce;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the indicators together: {@code hub.statistics.*}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StatisticsSettings.class)
class StatisticsConfiguration {

    @Bean
    Procedures procedures(CodeLists lists, InForce inForce) {
        inForce.set(Procedures.class, Procedures.of(lists));
        return Procedures.following(() -> inForce.part(Procedures.class));
    }

    @Bean
    @Order(5)
    Configured procedureList() {
        return new Configured() {
            @Override
            public void read(Directories from, Edition.Draft draft) {
                draft.put(Procedures.class, Procedures.of(draft.part(CodeLists.class)));
            }
        };
    }

    @Bean
    Counting dossierCounting(Procedures procedures, StatisticsSettings settings) {
        return new Counting(procedures, new WorkingCalendar(settings.holidays()));
    }

    @Bean
    DossierCounts dossierCounts(Counting counting) {
        return new DossierCounts(counting);
    }

    @Bean
    Fold statisticsFold(DataSource dataSource) {
        return new Fold(dataSource);
    }

    @Bean
    FoldClock statisticsFoldClock(Fold fold, StatisticsSettings settings) {
        return new FoldClock(fold, settings.fold());
    }

    @Bean
    CountReader countReader(JdbcClient jdbc, Fold fold) {
        return new CountReader(jdbc, fold);
    }

    @Bean
    SuppliedCounts suppliedCounts(JdbcClient jdbc, AuditedTransaction transaction, Clock clock) {
        return new SuppliedCounts(jdbc, transaction, clock);
    }

    @Bean
    Statistics dossierStatistics(
            CountReader counts, SuppliedCounts supplied, Procedures procedures, Agencies agencies) {
        return new Statistics(counts, supplied, procedures, agencies);
    }

    @Bean
    CountedDossiers countedDossiers(JdbcClient jdbc, Counting counting, StatisticsSettings settings) {
        return new CountedDossiers(jdbc, counting, settings.pageScan());
    }
}
