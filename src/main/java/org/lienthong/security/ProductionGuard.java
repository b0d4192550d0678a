package org.lienthong.security;

import java.util.List;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Keeps a production hub from starting with what is only fit for trying it out. */
final class ProductionGuard {

    private static final String SANDBOX = "sandbox";
    private static final Profiles PRODUCTION = Profiles.of("production");

    private ProductionGuard() {}

    /** @throws UnsafeConfigurationException naming the key to change */
    static void check(Environment environment, SecurityProperties security, ServerProperties server) {
        boolean production = environment.acceptsProfiles(PRODUCTION);
        List<String> active = List.of(environment.getActiveProfiles());
        if (!active.isEmpty() && production == active.contains(SANDBOX)) {
            throw new UnsafeConfigurationException(
                    "The profiles " + active + " are to hold one of production and sandbox.",
                    "Set spring.profiles.active=production; without it the hub is a sandbox.");
        }
        if (!production) {
            return;
        }
        if (security.demoKeys()) {
            throw new UnsafeConfigurationException(
                    "hub.security.demo-keys is true in the profile production.",
                    "Set it to false and configure hub.security.keys.");
        }
        if (!Ssl.isEnabled(server.getSsl()) && !security.plainHttpBehindProxy()) {
            throw new UnsafeConfigurationException(
                    "The profile production does not speak plain HTTP.",
                    "Configure server.ssl.*, or set hub.security.plain-http-behind-proxy=true if a proxy ends TLS.");
        }
    }
}
