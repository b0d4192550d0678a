package org.lienthong.agency.axis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lienthong.agency.axis.AxisLists.answer;
import static org.lienthong.agency.axis.AxisLists.deleted;
import static org.lienthong.agency.axis.AxisLists.list;
import static org.lienthong.agency.axis.AxisLists.qd20;
import static org.lienthong.agency.axis.AxisLists.unit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.AgencyConfigException;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.axis.Difference.Item;
import org.lienthong.agency.axis.Difference.Kind;
import org.lienthong.agency.axis.Difference.What;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {

    private static final LocalDate DAY = LocalDate.parse("2027-01-01");

    private static final String G01 = unit("1", "", "G01", "Bộ Một");
    private static final String G02 = unit("2", "", "G02", "Bộ Hai");
    private static final String G01_01 = unit("11", "1", "G01.01", "Cục Một");

    private static final String REGISTER = """
            agencies:
              - {id: G01, names: [{vi: Bộ Một}], codes: [{scheme: QD20, value: G01}, {scheme: QCVN102, value: 000.00.00.G01}]}
              - {id: G01.01, parent: G01, names: [{vi: Cục Một}], codes: [{scheme: QD20, value: G01.01}]}
              - {id: G02, names: [{vi: Bộ Hai, en: Ministry Two}], codes: [{scheme: QD20, value: G02}]}
            """;

    @TempDir
    Path agencies;

    @BeforeEach
    void declare() throws IOException {
        Files.writeString(agencies.resolve("a.yaml"), REGISTER);
    }

    @Test
    void findsNothingWhereBothAreAlike() {
        Difference difference = compare(answer(G01, G02, G01_01));

        assertThat(difference.items()).isEmpty();
        assertThat(difference.missing()).isEmpty();
        assertThat(difference.count(Kind.UNCHANGED)).isEqualTo(3);
        assertThat(difference.proposes()).isFalse();
    }

    @Test
    void tellsNewClosedRenamedRecodedAndMovedApart() {
        Difference difference = compare(
                answer(
                        G01,
                        deleted(unit("2", "", "G02", "Bộ Hai")),
                        unit("11", "12", "G01.01", "Cục Một mới"),
                        unit("12", "1", "G01.02", "Cục Hai")),
                answer(qd20("1", "G01", "000.00.01.G01", "Bộ Một")));

        assertThat(difference.items())
                .extracting(Item::kind, Item::agency)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.NEW, "G01.02"),
                        org.assertj.core.groups.Tuple.tuple(Kind.CLOSED, "G02"),
                        org.assertj.core.groups.Tuple.tuple(Kind.CHANGED, "G01"),
                        org.assertj.core.groups.Tuple.tuple(Kind.CHANGED, "G01.01"));
        assertThat(difference.items(Kind.CHANGED))
                .flatExtracting(Item::changes)
                .containsExactly(
                        new Difference.Change(What.OLD_CODE, "000.00.00.G01", "000.00.01.G01"),
                        new Difference.Change(What.NAME, "Cục Một", "Cục Một mới"),
                        new Difference.Change(What.PARENT, "G01", "G01.02"));
        assertThat(sum(difference)).isEqualTo(difference.units()).isEqualTo(4);
    }

    @Test
    void leavesCirclesAndWhatIsBeneathToAPerson() {
        String answer = answer(
                G02,
                unit("1", "22", "G01", "Bộ Một"),
                unit("21", "1", "G01.02", "Cục Hai"),
                unit("22", "21", "G01.03", "Cục Ba"),
                unit("23", "22", "G01.04", "Cục Bốn"),
                unit("24", "24", "G01.05", "Cục Năm"),
                unit("25", "2", "G02.01", "Cục Sáu"));
        Difference difference = compare(answer);

        assertThat(difference.items(Kind.NEW)).extracting(Item::agency).containsExactly("G02.01");
        assertThat(difference.items(Kind.AMBIGUOUS))
                .extracting(Item::agency)
                .containsExactly("G01", "G01.02", "G01.03", "G01.04", "G01.05");
        assertThat(propose(list(answer))).hasSize(1);
    }

    @Test
    void leavesAnIdThatTwoUnitsHaveToAPerson() {
        Difference difference = compare(answer(
                unit("7", "", "G07", "Bộ Bảy"), unit("7", "", "G08", "Bộ Tám"), unit("71", "7", "G07.01", "Cục Một")));

        assertThat(difference.items(Kind.AMBIGUOUS))
                .extracting(Item::agency, Item::why)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("G07", "the list has its id twice"),
                        org.assertj.core.groups.Tuple.tuple("G07.01", "who is above it is not known, or not decided"),
                        org.assertj.core.groups.Tuple.tuple("G08", "the list has its id twice"));
    }

    @Test
    void proposesNothingThatNobodySees() {
        Difference difference = compare(answer(
                G01,
                unit("2", "", "G02", "Bộ\\u200b Hai"),
                unit("4", "", "G04", "Bộ\\u2028Bốn"),
                unit("3", "", "G03", "Bộ Ba").replace("\"mail\":\"\"", "\"mail\":\"a\\u0001@a.example\"")));

        assertThat(difference.items()).extracting(Item::kind).containsOnly(Kind.AMBIGUOUS);
        assertThat(difference.items()).extracting(Item::agency).containsExactly("G02", "G03", "G04");
    }

    @Test
    void knowsARecodedAgencyByItsOtherCode() {
        Difference difference = compare(answer(qd20("1", "G09", "000.00.00.G01", "Bộ Một"), G02, G01_01));

        assertThat(difference.items()).singleElement().satisfies(item -> assertThat(item.changes())
                .containsExactly(new Difference.Change(What.CODE, "G01", "G09")));
    }

    @Test
    void comparesNamesInComposedUnicode() {
        String decomposed = Normalizer.normalize(answer(G01, G02, G01_01), Normalizer.Form.NFD);

        assertThat(compare(decomposed.replace("Bộ", "Bộ")).items()).isEmpty();
        assertThat(compare(answer(unit("1", "", "G01", " Bộ \u00A0 Một "), G02, G01_01))
                        .items())
                .isEmpty();
    }

    @Test
    void leavesToAPersonWhatCanBeReadInTwoWays() {
        Difference difference = compare(answer(
                unit("1", "", "G01", "Bộ Một"),
                unit("2", "", "G01", "Bộ Một khác"),
                qd20("3", "G02", "000.00.00.G01", "Bộ Hai"),
                unit("4", "", "G01.09", "Cục Một"),
                unit("5", "99", "G01.05", "Không rõ cấp trên"),
                unit("6", "5", "G01.06", "Con của nó"),
                unit("7", "1", "G01.07", "Tên\u202Eẩn")));

        assertThat(difference.count(Kind.AMBIGUOUS)).isEqualTo(7);
        assertThat(difference.items()).allSatisfy(item -> assertThat(item.why()).isNotBlank());
        assertThat(difference.missing()).containsExactly("G01", "G01.01", "G02");
        assertThat(difference.proposes()).isFalse();
    }

    @Test
    void passesOverWhatIsNoAgency() {
        String group = unit("20", "1", "G01.20", "Khối").replace("\"isAgency\":true", "\"isAgency\":false");
        Difference difference = compare(answer(
                G01,
                G02,
                G01_01,
                group,
                unit("21", "20", "G01.21", "Cục trong khối"),
                unit("30", "", "0100000000", "Doanh nghiệp Mẫu"),
                deleted(unit("31", "", "G77", "Đã giải thể"))));

        assertThat(difference.count(Kind.UNUSED)).isEqualTo(3);
        assertThat(difference.items()).singleElement().satisfies(item -> assertThat(item.parent())
                .isEqualTo("G01"));
        assertThat(sum(difference)).isEqualTo(difference.units());
    }

    @Test
    void refusesWhatIsNoListRatherThanCloseEverything() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"status\":\"FAIL\",\"ErrorCode\":\"7\",\"ErrorDesc\":\"x\",\"data\":[]}",
                "{\"status\":\"OK\",\"ErrorCode\":\"0\",\"data\":\"\"}",
                answer(G01).substring(0, 60),
                answer(G01, "7"))) {
            assertThatThrownBy(() -> list(text)).as(text).isInstanceOf(AxisListException.class);
        }
    }

    @Test
    void proposesFilesAfterWhichNothingDiffers() throws IOException {
        AxisList list = list(
                answer(
                        unit("1", "", "G09", "Bộ Một"),
                        deleted(unit("2", "", "G02", "Bộ Hai")),
                        unit("11", "12", "G01.01", "Cục \\\"Một\\\" mới"),
                        unit("12", "1", "G01.02", "Cục Hai"),
                        unit("13", "12", "G01.02.A", "Phòng: A # b")),
                answer(qd20("1", "G09", "000.00.00.G01", "Bộ Một"), qd20("12", "G01.02", "000.00.02.G01", "Cục Hai")));

        List<Path> written = propose(list);

        assertThat(written)
                .containsExactly(agencies.resolve("G01.yaml"), agencies.resolve("changes/2027-01-01-axis.yaml"));
        assertThat(Files.readAllLines(written.get(0)).subList(1, 4))
                .containsExactly(
                        "agencies:",
                        "  - {id: G01.02, parent: G01, names: [{vi: \"Cục Hai\"}], codes: [{scheme: QD20, value: G01.02},"
                                + " {scheme: QCVN102, value: 000.00.02.G01}], mail: \"vanthu@a.example\"}",
                        "  - {id: G01.02.A, parent: G01.02, names: [{vi: \"Phòng: A # b\"}], codes:"
                                + " [{scheme: QD20, value: G01.02.A}]}");
        assertThat(Files.readString(agencies.resolve("a.yaml"))).isEqualTo(REGISTER);
        AgencyRegistry after = AgencyRegistry.load(agencies);
        Difference rest = Comparison.of(list, after, DAY);
        assertThat(rest.items()).isEmpty();
        assertThat(after.byId("G02").orElseThrow().activeOn(DAY.minusDays(1))).isTrue();
        assertThat(after.byId("G01.01").orElseThrow().name(DAY.minusDays(1))).isEqualTo("Cục Một");
    }

    @Test
    void addsLinesToAFileAndChangesNone() throws IOException {
        String kept = """
                # By hand.
                agencies:
                - id: G01.03   # as agreed
                  parent: G01
                  names: [{vi: Cục Ba}]
                  codes: [{scheme: QD20, value: G01.03}]

                - {id: G01.07, parent: G01, names: [{vi: Cục Bảy}], codes: [{scheme: QD20, value: G01.07}]}
                """;
        Files.writeString(agencies.resolve("G01.yaml"), kept);
        propose(list(answer(
                G01,
                G02,
                G01_01,
                unit("13", "1", "G01.03", "Cục Ba"),
                unit("17", "1", "G01.07", "Cục Bảy"),
                unit("12", "1", "G01.02", "Cục Hai"),
                unit("15", "1", "G01.05", "Cục Năm"),
                unit("16", "1", "G01.06", "Cục Sáu"),
                unit("18", "1", "G01.08", "Cục Tám"))));

        List<String> lines = Files.readAllLines(agencies.resolve("G01.yaml"));
        assertThat(lines.stream().filter(line -> !line.contains("vi: \"")).toList())
                .isEqualTo(kept.lines().toList());
        assertThat(lines.stream()
                        .filter(line -> line.contains("id: "))
                        .map(line -> line.replaceAll(".*id: (G01.0.).*", "$1")))
                .isSorted()
                .hasSize(6);
        assertThat(AgencyRegistry.load(agencies).agencies()).hasSize(9);
    }

    @Test
    void writesNothingThatWouldNotPassTheCheck() throws IOException {
        Files.createDirectories(agencies.resolve("changes"));
        Files.writeString(
                agencies.resolve("changes/later.yaml"),
                "from: 2028-01-01\nlegalBasis: x\nchanges: [{rename: {agency: G02, vi: Bộ Hai khác}}]\n");

        assertThatThrownBy(() -> propose(list(answer(G01, deleted(G02), G01_01, unit("12", "1", "G01.02", "Cục Hai")))))
                .isInstanceOf(AgencyConfigException.class)
                .hasMessageContaining("change-too-late");
        assertThat(agencies.resolve("G01.yaml")).doesNotExist();
        assertThat(agencies.resolve("changes")).isDirectoryNotContaining("glob:**axis*");
    }

    @Test
    void tellsTheSameInEveryForm() {
        Difference difference = compare(answer(
                G01,
                unit("2", "", "G02", "=Bộ"),
                unit("12", "1", "G01.02", "Cục Hai"),
                unit("19", "1", "G01.19", "cục một")));

        String text = DifferenceReport.text(difference, 20);
        JsonNode json = JsonMapper.shared().readTree(DifferenceReport.json(difference));
        String csv = DifferenceReport.csv(difference);

        assertThat(text)
                .contains("+ G01.02  Cục Hai, beneath G01", "name: Bộ Hai → =Bộ", "perhaps another code of G01.01")
                .contains("fingerprint " + json.path("fingerprint").asString());
        assertThat(json.path("items")).hasSize(3);
        assertThat(json.path("counts").path("new").asInt()).isEqualTo(1);
        assertThat(csv.lines()).hasSize(5);
        assertThat(csv).contains("'=Bộ").contains("missing,G01.01");
        assertThat(DifferenceReport.text(difference, 0))
                .contains("… and 1 more")
                .doesNotContain("Cục Hai");
    }

    @Test
    void namesAnotherDifferenceOtherwise() {
        String one = DifferenceReport.fingerprint(compare(answer(G01, G02)));

        assertThat(DifferenceReport.fingerprint(compare(answer(G02, G01)))).isEqualTo(one);
        assertThat(DifferenceReport.fingerprint(compare(answer(G01, unit("2", "", "G02", "Bộ Hai mới")))))
                .isNotEqualTo(one);
        assertThat(DifferenceReport.fingerprint(
                        Comparison.of(list(answer(G01, G02)), AgencyRegistry.load(agencies), DAY.plusDays(1))))
                .isNotEqualTo(one);
    }

    private Difference compare(String... answers) {
        return Comparison.of(list(answers), AgencyRegistry.load(agencies), DAY);
    }

    private List<Path> propose(AxisList list) {
        AgencyRegistry registry = AgencyRegistry.load(agencies);
        return new Proposal(Comparison.of(list, registry, DAY), registry, "Danh sách \"mẫu\"").write(agencies);
    }

    private static int sum(Difference difference) {
        return Arrays.stream(Kind.values()).mapToInt(difference::count).sum();
    }
}
