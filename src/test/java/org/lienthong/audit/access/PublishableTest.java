package org.lienthong.audit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand in the published log, against the same said in regular expressions. */
class PublishableTest {

    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._:/$@*,()\\[\\]-]{1,128}");
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{1,1000}");
    private static final Pattern LONG_NUMBER = Pattern.compile("\\p{Nd}{9}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "G01",
                "Luật Căn cước 26/2023/QH15 Điều 10; NĐ 278/2025",
                "12345678",
                "123456789",
                "12345678a9",
                "１２３４５６７８９",
                "a\nb",
                "a\u0000",
                "a\u200bb",
                "x;y",
                "€",
                "\u00a0",
                "\ud83d\ude00",
                "\ud83d"
            })
    void agreesWithTheExpressions(String value) {
        assertAgrees(value);
    }

    @Test
    void agreesOnAnyCharacterAndLength() {
        for (int character = 0; character < 0x30000; character++) {
            assertAgrees("a" + Character.toString(character));
        }
        assertAgrees("a".repeat(128));
        assertAgrees("a".repeat(129));
        assertAgrees("a ".repeat(500));
        assertAgrees("a ".repeat(501));
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder value = new StringBuilder();
            random.ints(random.nextInt(1, 30), '0', ';').forEach(value::appendCodePoint);
            assertAgrees(value.toString());
        }
    }

    private static void assertAgrees(String value) {
        boolean number = LONG_NUMBER.matcher(value).find();
        boolean code = CODE.matcher(value).matches() && !number;
        boolean words = WORDS.matcher(value).matches() && !number;
        assertThat(Publishable.code(value)).as("code %s", value).isEqualTo(code ? value : DataAccess.HIDDEN);
        assertThat(Publishable.words(value)).as("words %s", value).isEqualTo(words ? value : DataAccess.HIDDEN);
    }
}
