package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.security.SecurityProperties.Key;

class KeyRingTest {

    private static final Agencies AGENCIES = TestAgencies.shipped();
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

    /** {@code printf a-long-random-key | sha256sum} */
    private static final String HASH = "7041d66136628ca54430cbbce3bdebdc0f4408263b3c48d34d64700197eeeea8";

    private static KeyRing ring(boolean demo, Key... keys) {
        SecurityProperties properties = new SecurityProperties(demo, false, 1, 1, 1, 1, 1, List.of(keys));
        return new KeyRing(properties, AGENCIES, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Key agencyKey(@Nullable Instant notAfter) {
        return new Key("g18", HASH, "000.00.00.G18", null, notAfter);
    }

    @Test
    void findsAConfiguredKey() {
        assertThat(ring(false, agencyKey(null)).find("a-long-random-key")).hasValue(Caller.ofAgency("g18", "G18"));
        assertThat(ring(false, new Key("op", HASH, null, Role.OPERATOR, null)).find("a-long-random-key"))
                .hasValue(Caller.ofRole("op", Role.OPERATOR));
    }

    @Test
    void aKeyEndsWithItsTime() {
        assertThat(ring(false, agencyKey(NOW)).find("a-long-random-key")).isPresent();
        assertThat(ring(false, agencyKey(NOW.minusSeconds(1))).find("a-long-random-key"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-long-random-kez", "demo-G18", "demo-operator", HASH})
    void nothingElseOpens(String key) {
        assertThat(ring(false, agencyKey(null)).find(key)).isEmpty();
    }

    @Test
    void aMergedAgencyStillSpeaksForItself() {
        assertThat(ring(true).find("demo-G05").orElseThrow().scope()).isEqualTo(Set.of("G05"));
    }

    @Test
    void demoRolesAreNoAgencies() {
        assertThat(ring(true).find("demo-auditor").orElseThrow().roles()).containsExactly(Role.AUDITOR);
        assertThat(ring(true).find("demo-agency")).isEmpty();
        assertThat(ring(true).find("demo-OPERATOR")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"OPERATOR", "STEWARD", "AUDITOR"})
    void demoRolesHaveASecondPersonWhoMayAgree(Role role) {
        String name = "demo-" + role.name().toLowerCase(Locale.ROOT);
        assertThat(ring(true).find(name + "-2")).hasValue(Caller.ofRole(name + "-2", role));
        assertThat(ring(true).find(name + "-3")).isEmpty();
        assertThat(ring(true).find(name + "-2-2")).isEmpty();
        assertThat(ring(false).find(name + "-2")).isEmpty();
    }

    @Test
    void refusesKeysThatContradictEachOther() {
        assertThatThrownBy(() -> ring(false, agencyKey(null), agencyKey(null))).hasMessageContaining("'g18'");
        assertThatThrownBy(() -> ring(false, new Key("x", HASH, "G999", null, null)))
                .hasMessageContaining("'G999'");
    }

    @Test
    void refusesHalfAKey() {
        assertThatThrownBy(() -> new Key("x", "abc", "G18", null, null)).hasMessageContaining("64");
        assertThatThrownBy(() -> new Key("x", HASH, "G18", Role.OPERATOR, null)).hasMessageContaining("'x'");
        assertThatThrownBy(() -> new Key("x", HASH, null, null, null)).hasMessageContaining("'x'");
        assertThatThrownBy(() -> new Key("x", HASH, null, Role.AGENCY, null)).hasMessageContaining("'x'");
    }
}
