package org.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoundedPatternsTest {

    private final BoundedPatterns patterns = new BoundedPatterns();

    @Test
    void findsWhatPatternsFind() {
        assertThat(patterns.getRegularExpression("^[\\p{L} ]+$").matches("Nguyễn Văn Mẫu"))
                .isTrue();
        assertThat(patterns.getRegularExpression("^[0-9]{12}$").matches("00000000001"))
                .isFalse();
    }

    @Test
    void endsWhereAPatternWouldNot() {
        String value = "0".repeat(60) + "x";
        assertTimeout(Duration.ofSeconds(5), () -> assertThat(
                        patterns.getRegularExpression("^(0|00|000)+$").matches(value))
                .isFalse());
        assertThatCode(() -> patterns.getRegularExpression("(a|b)*c").matches("ab".repeat(50_000)))
                .doesNotThrowAnyException();
    }
}
