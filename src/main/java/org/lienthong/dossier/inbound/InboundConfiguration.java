package org.lienthong.dossier.inbound;

import javax.sql.DataSource;
import org.lienthong.agency.Agencies;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.IntakeRoutes;
import org.lienthong.dossier.DossierAliases;
import org.lienthong.dossier.file.FileLinks;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the intake of the portal's dossiers together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboundSettings.class)
class InboundConfiguration {

    @Bean
    DossierAliases dossierAliases(DataSource database) {
        return new DossierAliases(database);
    }

    @Bean
    SentDossiers sentDossiers(JdbcClient jdbc) {
        return new SentDossiers(jdbc);
    }

    @Bean
    ReturnedRecords returnedRecords(
            DossierAliases aliases, FileLinks links, InboundSettings settings, Agencies agencies) {
        return new ReturnedRecords(
                aliases, links, () -> settings.portals().stream().findFirst().flatMap(code -> agencies.current()
                        .holder(code, agencies.today())));
    }

    @Bean
    PortalDossierIntake portalDossierIntake(
            IntakeRoutes routes, Acceptor acceptor, SentDossiers sent, Agencies agencies) {
        return new PortalDossierIntake(routes, acceptor, new Competence(agencies), sent, agencies);
    }
}
