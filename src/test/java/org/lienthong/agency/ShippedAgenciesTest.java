package org.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agencies that the project ships. */
class ShippedAgenciesTest {

    private static final LocalDate BEFORE = LocalDate.parse("2025-02-28");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

    private final AgencyRegistry registry = AgencyRegistry.load(Path.of("config/agencies"));

    @Test
    void holdsEveryMinistryAndProvinceInBothSchemes() {
        Stream<String> ministries = Stream.of(
                        "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 24 27 28 30 34 36"
                                .split(" "))
                .map(number -> "G" + number);
        Stream<String> provinces = IntStream.rangeClosed(1, 63).mapToObj(n -> String.format("H%02d", n));

        assertThat(Stream.concat(ministries, provinces)).allSatisfy(code -> {
            Agency agency = registry.byId(code).orElseThrow();
            assertThat(agency.code(AgencyCode.Scheme.QD20, TODAY)).contains(code);
            assertThat(agency.code(AgencyCode.Scheme.QCVN102, TODAY)).contains("000.00.00." + code);
            assertThat(holder(code)).isEqualTo(holder("000.00.00." + code)).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "H26, H26",
        "H14, H14",
        "H22 H60, H60",
        "H18, H18",
        "H35, H35",
        "H52, H52",
        "H38 H63, H38",
        "H03 H55, H55",
        "H37, H37",
        "H49, H49",
        "H02 H05, H05",
        "H28 H44 H62, H44",
        "H23 H24, H24",
        "H31 H54, H31",
        "H25 H40 H42, H42",
        "H56, H56",
        "H41, H41",
        "H27, H27",
        "H46 H50, H50",
        "H57, H57",
        "H17 H47, H17",
        "H48 H34, H48",
        "H08 H21, H21",
        "H32 H43, H32",
        "H45 H15, H15",
        "H11 H16 H36, H36",
        "H10 H19, H19",
        "H09 H06 H29, H29",
        "H53 H39, H53",
        "H58 H20, H20",
        "H07 H59 H61, H61",
        "H01 H33, H01",
        "H13 H30 H51, H13",
        "H04 H12, H12"
    })
    void leadsOldProvincesToTheNewOnes(String old, String receiver) {
        for (String code : old.split(" ")) {
            assertThat(receiver(code, TODAY)).isEqualTo(receiver);
            assertThat(receiver(code, LocalDate.parse("2025-07-01"))).isEqualTo(receiver);
            assertThat(receiver(code, LocalDate.parse("2025-06-30"))).isEqualTo(code);
        }
    }

    @Test
    void leaves34Provinces() {
        Set<String> receivers = IntStream.rangeClosed(1, 63)
                .mapToObj(n -> receiver(String.format("000.00.00.H%02d", n), TODAY))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(receivers).hasSize(34);
    }

    @ParameterizedTest
    @CsvSource({"G04, G17", "G05, G12", "G13, G10", "G24, G12", "BKHĐT, G12"})
    void leadsMergedMinistriesToTheirSuccessors(String code, String receiver) {
        assertThat(receiver(code, TODAY)).isEqualTo(receiver);
        assertThat(receiver(code, BEFORE)).isEqualTo(holder(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"G07", "G14", "000.00.00.G14", "BTTTT", "G34", "G36"})
    void leavesSplitMinistriesToAnOperator(String code) {
        assertThat(registry.resolve(code, TODAY)).isInstanceOf(Resolution.Undecided.class);
        assertThat(registry.resolve(code, BEFORE)).isInstanceOf(Resolution.Found.class);
    }

    @Test
    void knowsTheNameOfTheDay() {
        Agency committee = registry.byId("G21").orElseThrow();

        assertThat(committee.name(BEFORE)).isEqualTo("Ủy ban Dân tộc");
        assertThat(committee.name(TODAY)).isEqualTo("Bộ Dân tộc và Tôn giáo");
    }

    @Test
    void saysSoWhereAFactIsNotVerified() {
        assertThat(registry.agencies())
                .filteredOn(agency -> agency.succession() != null)
                .allMatch(agency -> !agency.verified() && agency.note() != null);
    }

    @Test
    void isWrittenInComposedUnicode() throws IOException {
        for (String file : List.of("ministries.yaml", "provinces.yaml", "README.md")) {
            String text = Files.readString(Path.of("config/agencies", file));
            assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC))
                    .as(file)
                    .isTrue();
        }
    }

    @Test
    void documentsAnExampleThatLoads(@TempDir Path dir) throws IOException {
        String readme = Files.readString(Path.of("config/agencies/README.md"));
        Files.createDirectories(dir.resolve("changes"));
        Files.writeString(dir.resolve("example.yaml"), block(readme, "```yaml\n"));
        Files.writeString(dir.resolve("changes/2027-01-01.yaml"), block(readme, "```yaml changes\n"));

        AgencyRegistry loaded = AgencyRegistry.load(dir);

        assertThat(loaded.resolve("CM", TODAY)).isInstanceOf(Resolution.Found.class);
        assertThat(loaded.bySystemId("centre-g90-01")).map(Agency::id).contains("G90.01");
        assertThat(loaded.resolve("G91", LocalDate.parse("2027-01-01")))
                .isEqualTo(
                        loaded.resolve("G89", LocalDate.parse("2027-01-01")) instanceof Resolution.Found renamed
                                ? new Resolution.Found(loaded.byId("G91").orElseThrow(), renamed.receiver())
                                : null);
    }

    private static String block(String page, String start) {
        int begin = page.indexOf(start) + start.length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    private String holder(String code) {
        return ((Resolution.Found) registry.resolve(code, LocalDate.parse("2025-01-01")))
                .agency()
                .id();
    }

    private String receiver(String code, LocalDate at) {
        return ((Resolution.Found) registry.resolve(code, at)).receiver().id();
    }
}
