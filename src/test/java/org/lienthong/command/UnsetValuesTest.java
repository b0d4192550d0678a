package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.embedded.StartupProblem;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class UnsetValuesTest {

    @Test
    void namesTheSettingAndTheVariableAndNoValue() {
        assertThatThrownBy(() -> check(Map.of("spring.datasource.password", "a-secret-${NOT_THERE}")))
                .isInstanceOf(StartupProblem.class)
                .hasMessageContaining("spring.datasource.password")
                .hasMessageContaining("NOT_THERE")
                .hasMessageNotContaining("a-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${THERE}", "${NOT_THERE:}", "${NOT_THERE:x}", "plain", "$5", "%d{HH:mm}"})
    void takesWhatIsSetOrHasADefault(String value) {
        assertThatCode(() -> check(Map.of("hub.broker.password", value, "THERE", "x")))
                .doesNotThrowAnyException();
    }

    @Test
    void leavesOtherSettingsToThoseWhoReadThem() {
        assertThatCode(() -> check(Map.of("logging.pattern.console", "${NOT_THERE}")))
                .doesNotThrowAnyException();
    }

    private static void check(Map<String, Object> values) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("file", values));
        new UnsetValues(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
    }
}
