package org.lienthong.mapping;

import java.time.Clock;
import org.lienthong.codelist.CodeLists;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.lienthong.config.InForce;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Compiles the mappings of each version of the configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MappingSettings.class)
class MappingConfiguration {

    /** Those of the start; later ones are in the edition. */
    @Bean
    Mappings mappings(
            Directories directories,
            InForce inForce,
            CodeLists codes,
            MappingSettings settings,
            ObjectProvider<Clock> clock) {
        Mappings mappings = read(directories, codes, settings, clock);
        inForce.set(Mappings.class, mappings);
        return mappings;
    }

    @Bean
    @Order(4)
    Configured mappingFiles(MappingSettings settings, ObjectProvider<Clock> clock) {
        return new Configured() {
            @Override
            public void read(Directories from, Edition.Draft draft) {
                CodeLists codes = draft.part(CodeLists.class);
                draft.put(Mappings.class, MappingConfiguration.read(from, codes, settings, clock));
            }
        };
    }

    private static Mappings read(
            Directories from, CodeLists codes, MappingSettings settings, ObjectProvider<Clock> clock) {
        return Mappings.read(
                from.config().resolve("mappings"), codes, settings, clock.getIfAvailable(Clock::systemUTC));
    }
}
