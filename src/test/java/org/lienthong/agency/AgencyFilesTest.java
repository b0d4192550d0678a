package org.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.config.Finding;

class AgencyFilesTest {

    /** Two sound agencies; the one under test follows from line 4 on, its keys at column 5. */
    private static final String SOUND = """
            agencies:
              - {id: G01, names: [{vi: Một}], codes: [{scheme: QD20, value: G01}], aliases: [MOT]}
              - {id: G02, names: [{vi: Hai}], codes: [{scheme: QD20, value: G02, to: 2025-01-01}]}
            """;

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            colour: red                                            | 7:5 unknown-key the key 'colour'
            verified: maybe                                        | 7:15 bad-value 'verified'
            from: 2025-02-30                                       | 7:11 bad-date 'from'
            from: 01/03/2025                                       | 7:11 bad-date 'from'
            mail:                                                  | 7:5 no-value the key 'mail'
            mail: [a]                                              | 7:11 wrong-shape 'mail'
            parent: G99                                            | 7:13 unknown-agency 'parent' names the agency 'G99'
            parent: G03                                            | 7:13 cycle the parent
            aliases: [MOT]                                         | 7:15 duplicate-alias 'MOT'
            aliases: [G01]                                         | 7:15 alias-is-code 'G01'
            aliases: [x, G02]                                      | 7:18 alias-is-code 'G02'
            aliases: [Ｇ09]                                        | 7:15 bad-alias
            aliases: [ВСТ]                                         | 7:15 bad-alias
            mergedInto: {agency: G99, from: 2025-03-01}            | 7:17 unknown-agency 'mergedInto'
            mergedInto: {agency: G01}                              | 7:17 missing-key the key 'from'
            mergedInto: {from: 2025-03-01}                         | 7:17 missing-key the key 'agency'
            mergedInto: {agency: G03, from: 2025-03-01}            | 7:17 cycle the succession
            splitInto: {agencies: [G01, G99], from: 2025-03-01}    | 7:16 unknown-agency 'splitInto'
            splitInto: {agencies: [G01, G01], from: 2025-03-01}    | 7:27 bad-value 'agencies'
            splitInto: {agencies: [G01, G02], from: 2025-03-01, rule: {receiver: G03}} | 7:63 bad-value the receiver
            delivery: {mode: pigeon}                               | 7:22 bad-value 'mode' must be one of pull, push, jms
            delivery: {mode: push}                                 | 7:15 bad-delivery
            delivery: {mode: jms}                                  | 7:15 bad-delivery
            delivery: {queue: a}                                   | 7:15 bad-delivery
            delivery: {mode: jms, queue: "a.#"}                    | 7:34 bad-value 'queue'
            delivery: {mode: push, push: {system: s}}              | 7:15 unknown-system
            systems: [{name: s, url: "ftp://h/"}]                  | 7:30 bad-address 'url'
            systems: [{name: s, url: "https://a:b@h/"}]            | 7:30 bad-address 'url'
            systems: [{name: s}]                                   | 7:15 missing-key the key 'url'
            systems: [{name: s, url: "https://h/", secret: x}]     | 7:44 unknown-key the key 'secret'
            axis: {systemId: s, scope: [G99]}                      | 7:11 unknown-agency 'axis'
            """)
    void namesThePlace(String line, String finding) throws IOException {
        assertThat(findings(SOUND + third(line))).singleElement().asString().startsWith(place(finding));
    }

    private static String third(String line) {
        return """
                  - id: G03
                    names: [{vi: Ba}]
                    codes: [{scheme: QD20, value: G03}]
                    %s
                """.formatted(line);
    }

    @Test
    void seesWhatNobodySeesInAnAlias() throws IOException {
        assertThat(findings(SOUND + third("aliases: [\"a\\u202Eb\"]")))
                .extracting(Finding::rule)
                .containsExactly("unseen-character", "bad-alias");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {names: [{vi: Ba}], codes: [{scheme: QD20, value: G03}]}         | 4:5 missing-key the key 'id'
            {id: G03, codes: [{scheme: QD20, value: G03}]}                   | 4:5 missing-key the key 'names'
            {id: G03, names: [], codes: [{scheme: QD20, value: G03}]}        | 4:22 missing-key 'names'
            {id: G03, names: [{vi: Ba}]}                                     | 4:5 missing-key the key 'codes'
            {id: G03, names: [{vi: Ba}], codes: [{value: G03}]}              | 4:42 missing-key the key 'scheme'
            {id: G03, names: [{vi: Ba}], codes: [{scheme: X, value: G03}]}   | 4:51 bad-value 'scheme'
            {id: G03, names: [{vi: Ba}], codes: [{scheme: QCVN102, value: G03}]} | 4:67 bad-code 'G03'
            {id: G03, names: [{vi: Ba}], codes: [{scheme: QD20, value: g03}]} | 4:64 bad-code 'g03'
            {id: G03, names: [{vi: Ba}], codes: [{scheme: QD20, value: G04}]} | 4:10 foreign-id 'G03'
            {id: G01, names: [{vi: Ba}], codes: [{scheme: QCVN102, value: 000.00.00.G01}]} | 4:10 duplicate-id 'G01'
            {id: X, names: [{vi: Ba}], codes: [{scheme: QD20, value: G01}]}  | 4:62 duplicate-code 'G01'
            {id: X, names: [{vi: Ba}], codes: [{scheme: QD20, value: G02, from: 2024-12-31}]} | 4:62 duplicate-code 'G02'
            {id: G03, names: [{vi: Ba}], codes: [{scheme: QD20, value: G03, from: 2025-03-01, to: 2025-03-01}]} | 4:91 bad-period 'to'
            {id: G03, names: [{vi: Ba}, {vi: Bốn, to: never}], codes: [{scheme: QD20, value: G03}]} | 4:47 bad-date 'to'
            word                                                             | 4:5 wrong-shape each item of 'agencies'
            """)
    void namesThePlaceInOneLine(String agency, String finding) throws IOException {
        assertThat(findings(SOUND + "  - " + agency + "\n"))
                .anySatisfy(found -> assertThat(found.toString()).startsWith(place(finding)));
    }

    @Test
    void acceptsARecycledCode() throws IOException {
        String next = "  - {id: X, names: [{vi: Ba}], codes: [{scheme: QD20, value: G02, from: 2025-01-01}]}\n";
        Files.writeString(dir.resolve("a.yaml"), SOUND + next);

        assertThat(AgencyRegistry.load(dir).agencies()).hasSize(3);
    }

    @Test
    void refusesALongCircleOnce() throws IOException {
        String line = "  - {id: %s, names: [{vi: A}], codes: [{scheme: QD20, value: %s}], "
                + "mergedInto: {agency: %s, from: 2025-03-01}}\n";
        String circle = line.formatted("G03", "G03", "G04")
                + line.formatted("G04", "G04", "G05")
                + line.formatted("G05", "G05", "G03");

        assertThat(findings(SOUND + circle))
                .singleElement()
                .asString()
                .endsWith("the succession of agencies runs in a circle: G03 → G04 → G05 → G03");
    }

    @Test
    void refusesASharedQueueAndASharedCentre() throws IOException {
        String line = "  - {id: %s, names: [{vi: A}], codes: [{scheme: QD20, value: %s}], "
                + "delivery: {mode: jms, queue: q}, axis: {systemId: c, scope: []}}\n";

        assertThat(findings(SOUND + line.formatted("G03", "G03") + line.formatted("G04", "G04")))
                .extracting(Finding::rule)
                .containsExactly("duplicate-delivery", "duplicate-axis");
    }

    @Test
    void reportsEverythingAtOnceOnePerLine() throws IOException {
        Files.writeString(dir.resolve("a.yaml"), SOUND + "  - {id: G03}\ncolour: red\n");
        Files.writeString(dir.resolve("b.yaml"), "agencies: [\n");
        Files.writeString(dir.resolve("c.yml"), "agencies: []\n");

        assertThatExceptionOfType(AgencyConfigException.class)
                .isThrownBy(() -> AgencyRegistry.load(dir))
                .satisfies(e -> assertThat(e.getMessage().lines().skip(1))
                        .hasSize(e.findings().size())
                        .satisfiesExactlyInAnyOrder(
                                l -> assertThat(l).contains("c.yml:1:1 file-name"),
                                l -> assertThat(l).contains("a.yaml:4:5 missing-key the key 'names'"),
                                l -> assertThat(l).contains("a.yaml:4:5 missing-key the key 'codes'"),
                                l -> assertThat(l).contains("a.yaml:5:1 unknown-key the key 'colour'"),
                                l -> assertThat(l).contains("b.yaml:2:1 yaml-syntax")));
    }

    @Test
    void refusesADirectoryThatIsEmptyOrMissing() {
        assertThatThrownBy(() -> AgencyRegistry.load(dir)).hasMessageContaining("no-agencies");
        assertThatThrownBy(() -> AgencyRegistry.load(dir.resolve("none"))).hasMessageContaining("unreadable");
    }

    @Test
    void countsAReferenceToABrokenAgencyOnlyOnce() throws IOException {
        String both = "  - {id: G03}\n"
                + "  - {id: G04, parent: G03, names: [{vi: A}], codes: [{scheme: QD20, value: G04}]}\n";

        assertThat(findings(SOUND + both)).extracting(Finding::rule).containsOnly("missing-key");
    }

    private String place(String finding) {
        return dir.resolve("a.yaml") + ":" + finding;
    }

    private List<Finding> findings(String text) throws IOException {
        Files.writeString(dir.resolve("a.yaml"), text);
        try {
            AgencyRegistry.load(dir);
            return List.of();
        } catch (AgencyConfigException e) {
            return e.findings();
        }
    }
}
