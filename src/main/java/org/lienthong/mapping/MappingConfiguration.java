package org.lienthong.mapping;

import java.nio.file.Path;
import java.time.Clock;
import org.lienthong.codelist.CodeLists;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Compiles the mappings of {@code hub.config} at the start and registers the {@code map:} component. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MappingSettings.class)
class MappingConfiguration {

    @Bean("map")
    MapComponent mapComponent(
            @Value("${hub.config:config}") String config,
            CodeLists codes,
            MappingSettings settings,
            ObjectProvider<Clock> clock) {
        return new MapComponent(
                Mappings.read(Path.of(config, "mappings"), codes, settings, clock.getIfAvailable(Clock::systemUTC)),
                settings);
    }
}
