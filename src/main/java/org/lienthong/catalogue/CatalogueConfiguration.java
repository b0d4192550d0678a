package org.lienthong.catalogue;

import java.time.Clock;
import org.lienthong.agency.Agencies;
import org.lienthong.agreement.Agreements;
import org.lienthong.operation.Holds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the catalogue. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    Catalogue catalogue(Agreements agreements, Agencies agencies, Holds holds, Clock clock) {
        return new Catalogue(agreements, agencies, holds::ahead, clock);
    }
}
