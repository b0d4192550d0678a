package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.mock.env.MockEnvironment;

class ProductionGuardTest {

    private static void check(String profile, boolean demoKeys, boolean behindProxy, boolean tls) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(profile.split(","));
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

    /** Neither would be checked as production, and both would let in what only the sandbox may. */
    @ParameterizedTest
    @ValueSource(strings = {"prod", "Production", "production,sandbox", "night"})
    void refusesProfilesThatAreNeitherOrBoth(String profiles) {
        assertThatThrownBy(() -> check(profiles, false, false, true)).hasMessageContaining("production and sandbox");
    }

    @Test
    void takesProfilesOfOnesOwnBesideIt() {
        assertThatCode(() -> check("production,night", false, false, true)).doesNotThrowAnyException();
    }
}
