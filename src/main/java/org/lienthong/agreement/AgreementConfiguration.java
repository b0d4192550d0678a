package org.lienthong.agreement;

import java.nio.file.Path;
import java.time.Clock;
import org.lienthong.agency.Agencies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires services and agreements: files beneath {@code hub.config}. */
@Configuration(proxyBeanMethods = false)
class AgreementConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(AgreementConfiguration.class);

    @Bean
    Agreements agreements(@Value("${hub.config:config}") String config, Agencies agencies, Clock clock) {
        Agreements agreements = new Agreements(Path.of(config), agencies, new Orders(), clock);
        agreements.warnings().forEach(warning -> LOG.atWarn().log("{}", warning));
        return agreements;
    }
}
