package org.lienthong.catalogue;

import java.time.Clock;
import org.lienthong.agency.Agencies;
import org.lienthong.agreement.Agreements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the catalogue. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    Catalogue catalogue(Agreements agreements, Agencies agencies, Clock clock) {
        return new Catalogue(agreements, agencies, clock);
    }
}
