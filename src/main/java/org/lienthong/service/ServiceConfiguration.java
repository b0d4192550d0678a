package org.lienthong.service;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the data services together. */
@Configuration(proxyBeanMethods = false)
class ServiceConfiguration {

    @Bean
    ServiceRoutes serviceRoutes() {
        return new ServiceRoutes();
    }
}
