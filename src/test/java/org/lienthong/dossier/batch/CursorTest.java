package org.lienthong.dossier.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

class CursorTest {

    private static final UUID BATCH = UUID.fromString("019aa000-0000-7000-8000-000000000001");

    @Test
    void leadsToItsPlaceInItsBatchOnly() {
        String cursor = Cursor.of(BATCH, 600);
        assertThat(Cursor.parse(cursor, BATCH, 1000)).isEqualTo(600);
        assertRefused(cursor, UUID.fromString("019aa000-0000-7000-8000-000000000002"), 1000);
        assertRefused(cursor, BATCH, 600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAA", "AAACWAAAAAA", "\u0000", "../../etc", "AAACWAAAAAAAAAAAAAAAAAAA"})
    void isNothingThatACallerCouldMakeUp(String text) {
        assertRefused(text, BATCH, 1000);
    }

    @ParameterizedTest
    @CsvSource({"=1+1, '''=1+1'", "+84, '''+84'", "-1, '''-1'", "@SUM, '''@SUM'", "/MaHoSo, /MaHoSo", "H56, H56"})
    void cellsAreNoFormulas(String value, String shown) {
        assertThat(BatchesController.cell(value)).isEqualTo(shown);
    }

    private static void assertRefused(String cursor, UUID batch, int received) {
        assertThatThrownBy(() -> Cursor.parse(cursor, batch, received))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.INVALID_CURSOR));
    }
}
