package org.lienthong;

import java.time.Clock;
import org.lienthong.command.KnownOptions;
import org.lienthong.command.UnsetValues;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts the hub. Boot's error page and its generated user stay out: errors are problem documents, callers have keys.
 */
@SpringBootApplication(exclude = {ErrorMvcAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
public class HubApplication {

    static void serve(String[] options) {
        SpringApplication.run(HubApplication.class, SettingsPlaces.named(options));
    }

    @Bean
    static KnownOptions knownOptions(ConfigurableEnvironment environment) {
        return new KnownOptions(environment);
    }

    @Bean
    static UnsetValues unsetValues(ConfigurableEnvironment environment) {
        return new UnsetValues(environment);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
