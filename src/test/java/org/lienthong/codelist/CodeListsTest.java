package org.lienthong.codelist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists that are shipped. */
class CodeListsTest {

    private static final CodeLists LISTS = CodeLists.read(Path.of("config/codelists"));
    private static final LocalDate BEFORE = LocalDate.of(2025, 6, 30);
    private static final LocalDate SINCE = LocalDate.of(2025, 7, 1);

    @ParameterizedTest
    @CsvSource({
        "15, Tỉnh Yên Bái, Tỉnh Lào Cai, 15",
        "24, Tỉnh Bắc Giang, Tỉnh Bắc Ninh, 24",
        "44, Tỉnh Quảng Bình, Tỉnh Quảng Trị, 44",
        "52, Tỉnh Bình Định, Tỉnh Gia Lai, 52",
        "80, Tỉnh Long An, Tỉnh Tây Ninh, 80",
        "82, Tỉnh Tiền Giang, Tỉnh Đồng Tháp, 82",
        "91, Tỉnh Kiên Giang, Tỉnh An Giang, 91"
    })
    void recycledProvinceCodesMeanAnotherProvinceSinceJuly2025(
            String code, String before, String since, String successor) {
        assertThat(LISTS.lookup("province", code, BEFORE, "vi")).isEqualTo(before);
        assertThat(LISTS.lookup("province", code, SINCE, "vi")).isEqualTo(since);
        assertThat(LISTS.lookup("province", code, BEFORE, "successor")).isEqualTo(successor);
    }

    @Test
    void thereAre63ProvincesBeforeAnd34Since() {
        assertThat(provinces(BEFORE)).isEqualTo(63);
        assertThat(provinces(SINCE)).isEqualTo(34);
    }

    private static long provinces(LocalDate day) {
        return java.util.stream.IntStream.range(0, 100)
                .filter(code -> exists("%02d".formatted(code), day))
                .count();
    }

    private static boolean exists(String code, LocalDate day) {
        try {
            LISTS.get("province", code, day);
            return true;
        } catch (CodeException e) {
            return false;
        }
    }

    @Test
    void namesListCodeAndDayOfAMissingCode() {
        assertThatThrownBy(() -> LISTS.get("province", "89", SINCE))
                .isInstanceOf(CodeException.class)
                .hasMessage("In the code list 'province' there is no code '89' on 2025-07-01.");
    }

    @Test
    void doesNotRepeatWhatIsNoCode() {
        assertThatThrownBy(() -> LISTS.get("province", "000200000000", SINCE))
                .hasMessageContaining("a value of 12 characters")
                .hasMessageNotContaining("000200000000");
    }

    @Test
    void translatesByTheColumnNamedAsTheOtherListAndBack() {
        assertThat(LISTS.lookup("population-sex", "2", SINCE, "sex")).isEqualTo("nu");
        assertThat(LISTS.lookup("sex", "nu", SINCE, "civil-status-sex")).isEqualTo("2");
        assertThat(LISTS.lookup("commune", "99003", BEFORE, "province")).isEqualTo("10");
        assertThat(LISTS.lookup("commune", "99003", SINCE, "province")).isEqualTo("15");
    }

    @Test
    void refusesATranslationThatIsNotSingleOrNotThere() {
        assertThatThrownBy(() -> LISTS.lookup("province", "15", SINCE, "commune"))
                .hasMessage(
                        "The code '15' of the list 'province' is more than one of 'commune' on 2025-07-01: 99003, 99005.");
        assertThatThrownBy(() -> LISTS.lookup("sex", "khong-ro", SINCE, "population-sex"))
                .hasMessageContaining("has no 'population-sex'");
    }

    @ParameterizedTest
    @CsvSource({"01,126", "24,99", "46,40", "48,94", "79,168", "92,103"})
    void holdsAllCommunesOfSomeProvinces(String province, int communes) {
        assertThat(LISTS.rows("commune"))
                .filteredOn(row -> row.validOn(SINCE)
                        && !row.value().startsWith("99")
                        && province.equals(row.columns().get("province")))
                .hasSize(communes)
                .allSatisfy(row -> assertThat(row.columns().get("vi")).matches("(Phường|Xã|Đặc khu) \\p{Lu}.*"));
    }

    @Test
    void aCommunesCodeMeansNothingBeforeItBegan() {
        assertThat(LISTS.lookup("commune", "00004", SINCE, "vi")).isEqualTo("Phường Ba Đình");
        assertThat(LISTS.lookup("commune", "26740", SINCE, "province")).isEqualTo("79");
        assertThatThrownBy(() -> LISTS.lookup("commune", "00004", BEFORE, "vi"))
                .hasMessage("In the code list 'commune' there is no code '00004' on 2025-06-30.");
    }

    @Test
    void refusesUnknownListsAndColumns() {
        assertThatThrownBy(() -> LISTS.lookup("provinces", "15", SINCE, "vi"))
                .hasMessageStartingWith("There is no code list 'provinces'; there are");
        assertThatThrownBy(() -> LISTS.lookup("province", "15", SINCE, "name"))
                .hasMessageContaining("no column 'name'");
    }

    @Test
    void everyDocumentKindIsThere() {
        assertThat(LISTS.lookup("document-kind", "29", SINCE, "vi")).isEqualTo("Thư công");
        assertThatThrownBy(() -> LISTS.lookup("document-kind", "18", SINCE, "abbreviation"))
                .hasMessageContaining("has no 'abbreviation'");
        assertThat(List.copyOf(LISTS.names())).contains("ethnicity", "land-use", "dossier-status");
    }
}
