package org.lienthong.sandbox.portal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.lienthong.route.SimulatedComponents;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The simulated portal of a sandbox hub; it keeps what it took under {@code hub.data}, as the real one would. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class PortalSimulatorConfiguration {

    @Bean
    PortalSimulator portalSimulator(@Value("${hub.data:data}") Path data) throws IOException {
        @Nullable Path journal = data.resolve("sandbox/portal/taken");
        return new PortalSimulator("lienthong", "demo-portal", journal, new Random());
    }

    @Bean
    SimulatedComponents portalComponents(PortalSimulator simulator) {
        PortalDesk desk = new PortalDesk(simulator);
        return new SimulatedComponents(Map.of("portal", () -> new PortalComponent(simulator, desk)));
    }
}
