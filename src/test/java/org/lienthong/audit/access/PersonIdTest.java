package org.lienthong.audit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"000300000001", " 000 300-000.001", "０００３００００００\u00a0０１", "pin:000300000001"})
    void equalNumbersAreEqualHoweverWritten(String text) {
        assertThat(PersonId.parse(text)).isEqualTo(PersonId.pin("000300000001"));
    }

    @Test
    void anOldCardsNumberIsAnotherKind() {
        assertThat(PersonId.parse("000000001")).isEqualTo(new PersonId(PersonId.CMND, "000000001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "12345", "pin:", "PIN:000300000001", "Nguyễn Văn Mẫu", "x:."})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> PersonId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("12345", "Mẫu"));
    }

    @Test
    void showsNoNumber() {
        assertThat(PersonId.pin("000300000001")).hasToString("PersonId[pin]");
    }
}
