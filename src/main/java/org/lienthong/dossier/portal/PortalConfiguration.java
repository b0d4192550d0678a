package org.lienthong.dossier.portal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What hands dossiers to the portal. */
@Configuration(proxyBeanMethods = false)
class PortalConfiguration {

    @Bean
    PortalRoutes portalRoutes() {
        return new PortalRoutes();
    }
}
