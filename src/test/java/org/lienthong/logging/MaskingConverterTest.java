package org.lienthong.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingConverterTest {

    @ParameterizedTest
    @CsvSource({
        "no person 000300000001 there,         no person [number] there",
        "card=000000001,                       card=[number]",
        "(000300000001),                       ([number])",
        "call 0900000000 or +84900000000.,     call [number] or [number].",
        "to mau.nv@g22.example:,               to [mail]:",
        "Authorization: Bearer abc.def-1=,     Authorization: Bearer [token]",
        "authorization: basic YWJj,            authorization: basic [token]",
    })
    void hidesWhatLooksPersonal(String text, String masked) {
        assertThat(MaskingConverter.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0b18397b000300000001000300000001",
                "exchange 01a20175-0000-7000-8000-000300000001",
                "took 12.123456789 s, port 44123, 111353/BNV-VP",
                "G09 \u2192 H26, G18: 1234567890123",
                "1.001193.000.00.00.H18",
            })
    void leavesIdsAndFiguresAlone(String text) {
        assertThat(MaskingConverter.mask(text)).isEqualTo(text);
    }

    @Test
    void masksWhateverIsLongEnoughOnce() {
        assertThat(MaskingConverter.mask("000300000001 000300000002")).isEqualTo("[number] [number]");
    }
}
