package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingsPlacesTest {

    @Test
    void readsNoSettingsOfTheStewardsFolders() {
        assertThat(SettingsPlaces.named(new String[] {"--server.port=1"}))
                .hasSize(2)
                .noneMatch(option -> option.contains("*"))
                .anyMatch(option -> option.endsWith("optional:file:./config/"));
    }

    @Test
    void leavesTheOperatorsChoice() {
        String[] chosen = {"--spring.config.location=file:/etc/hub.yaml"};
        assertThat(SettingsPlaces.named(chosen)).isEqualTo(chosen);
    }
}
