package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.mock.env.MockEnvironment;

class ProductionGuardTest {

    private static void check(String profile, boolean demoKeys, boolean behindProxy, boolean tls) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(profile);
        ServerProperties server = new ServerProperties();
        if (tls) {
            server.setSsl(Ssl.forBundle("hub"));
        }
        ProductionGuard.check(
                environment, new SecurityProperties(demoKeys, behindProxy, 1, 1, 1, 1, 1, List.of()), server);
    }

    @Test
    void refusesDemoKeysInProduction() {
        assertThatThrownBy(() -> check("production", true, false, true)).hasMessageContaining("demo-keys");
    }

    @Test
    void refusesPlainHttpInProduction() {
        assertThatThrownBy(() -> check("production", false, false, false)).hasMessageContaining("plain HTTP");
    }

    @Test
    void takesTlsOrAnExplicitYes() {
        assertThatCode(() -> check("production", false, false, true)).doesNotThrowAnyException();
        assertThatCode(() -> check("production", false, true, false)).doesNotThrowAnyException();
    }

    @Test
    void theSandboxMay() {
        assertThatCode(() -> check("sandbox", true, false, false)).doesNotThrowAnyException();
    }
}
