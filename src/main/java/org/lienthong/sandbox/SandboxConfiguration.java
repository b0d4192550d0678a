package org.lienthong.sandbox;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.lienthong.call.Credentials;
import org.lienthong.embedded.DataDirectory;
import org.lienthong.route.SimulatedComponents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Registers the {@code axis:} component for the simulated systems, in the profile {@code sandbox} only. They reach the hub
 * under {@code hub.sandbox.axis-url}, by default its own port, and hold the demo key of their agency.
 */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxConfiguration {

    @Bean
    SimulatedComponents sandboxComponents(Environment environment, SimulatedSystems systems) {
        AxisClient axis = new AxisClient(() -> address(environment), agency -> "demo-" + agency, Clock.systemUTC());
        AgencyCalls agencies = new AgencyCalls(() -> address(environment).resolve("/"), agency -> "demo-" + agency);
        return new SimulatedComponents(Map.of(
                "axis", () -> new AxisComponent(axis),
                "agency", () -> new AgencyComponent(agencies),
                "simulated", () -> new SimulatedComponent(systems)));
    }

    @Bean
    TimestampAuthority timestampAuthority(DataDirectory data, Clock clock) throws IOException {
        TimestampAuthorityKeys keys =
                TimestampAuthorityKeys.openOrCreate(data.resolve("sandbox/timestamp-authority"), clock.instant());
        return new TimestampAuthority(keys, clock, new SecureRandom());
    }

    private static URI address(Environment environment) {
        String url = environment.getProperty("hub.sandbox.axis-url");
        if (url != null && !url.isBlank()) {
            return URI.create(url);
        }
        String port = environment.getProperty("local.server.port");
        if (port == null) {
            throw new IllegalStateException("the hub's web server has not started");
        }
        return URI.create("http://127.0.0.1:" + port + "/vxp");
    }

    @Bean
    SimulatedSystems simulatedSystems(Credentials credentials) {
        return new SimulatedSystems(credentials);
    }

    /** The simulated systems check credentials of their own; the hub's keys are nothing to them. */
    @Bean
    @Order(1)
    SecurityFilterChain simulatedChain(HttpSecurity http) {
        return http.securityMatcher("/sandbox/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .build();
    }
}
