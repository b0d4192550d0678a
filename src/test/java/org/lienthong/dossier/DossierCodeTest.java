package org.lienthong.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DossierCodeTest {

    private static final Pattern SHAPE = Pattern.compile(
            "([0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Y][0-9]{2}|[A-Y][0-9]{2}(\\.[0-9A-Z]+)*)-([0-9]{6}|[0-9]{8})-[0-9]{4,7}");

    @ParameterizedTest
    @CsvSource({
        "000.00.00.H01-200101-0001, 000.00.00.H01, 2020-01-01",
        "H56.12-250701-0001, H56.12, 2025-07-01",
        "H56-250701-00001, H56, 2025-07-01",
        "G09.20-20260609-0092637, G09.20, 2026-06-09"
    })
    void readsTheThreeShapes(String text, String issuer, LocalDate day) {
        assertThat(DossierCode.parse(text)).isEqualTo(new DossierCode(text, issuer, day));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--",
                "H56",
                "H56-250701",
                "H56-250701-001",
                "H56-250701-00000001",
                "H56-2507011-0001",
                "H56.-250701-0001",
                "H56..1-250701-0001",
                "Z56-250701-0001",
                "h56-250701-0001",
                "000.00.0.H56-250701-0001",
                "H56.ế-250701-0001",
                "H56-250229-0001",
                "H56-251301-0001",
                "H56-20250230-0001",
                " H56-250701-0001",
                "H56-250701-0001\n",
                "H56.ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456-250701-0001"
            })
    void refusesTheRest(String text) {
        assertThat(DossierCode.parse(text)).isNull();
    }

    @Test
    void agreesWithTheRegularExpression() {
        Random random = new Random(5);
        String alphabet = "0012.-HA-.";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "H56" : "000.00.00.H56");
            for (int at = random.nextInt(3); at > 0; at--) {
                text.append(".1A", 0, 1 + random.nextInt(2));
            }
            text.append("-250701-0001");
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(2), "" + alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String code = text.toString();
            assertThat(DossierCode.isWellFormed(code.toCharArray(), 0, code.length()))
                    .as(code)
                    .isEqualTo(SHAPE.matcher(code).matches());
        }
    }
}
