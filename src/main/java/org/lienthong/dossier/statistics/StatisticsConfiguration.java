package org.lienthong.dossier.statistics;

import javax.sql.DataSource;
import org.lienthong.codelist.CodeLists;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the indicators together: {@code hub.statistics.*}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StatisticsSettings.class)
class StatisticsConfiguration {

    @Bean
    Procedures procedures(CodeLists lists) {
        return Procedures.of(lists);
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
}
