package org.lienthong.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.lienthong.agreement.SampleConfig.agreement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.config.Finding;

/** What is wrong is reported with its place, everything at once. */
class AgreementFilesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);
    private static final String VALID = ", from: 2026-01-01";

    @TempDir
    Path dir;

    private SampleConfig config;

    @BeforeEach
    void write() {
        config = new SampleConfig(dir);
    }

    private List<Finding> findings() {
        List<Finding> found = new java.util.ArrayList<>();
        assertThatExceptionOfType(AgreementConfigException.class)
                .isThrownBy(() -> config.load(CLOCK))
                .satisfies(refused -> found.addAll(refused.findings()));
        return found;
    }

    private String finding() {
        List<Finding> found = findings();
        assertThat(found).hasSize(1);
        return found.get(0).toString().substring(dir.toString().length() + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "consumer: G15             | consumer: G99                 | unknown-agency",
                "provider: G01             | provider: G98                 | unknown-agency",
                "service: citizen          | service: nothing              | unknown-service",
                "[birth-registration]      | [tax-administration]          | unknown-purpose",
                "[birth-registration]      | []                            | missing-key",
                "[hoTen, thuongTru.maTinh] | [hoTen, soDinhDanh]           | unknown-field",
                "[hoTen, thuongTru.maTinh] | ['*']                         | unknown-field",
                "[hoTen, thuongTru.maTinh] | [thuongTru]                   | not-a-field",
                "[hoTen, thuongTru.maTinh] | [hoTen, hoTen]                | duplicate-field",
                "[hoTen, thuongTru.maTinh] | []                            | missing-key",
                "perSecond: 5              | perSecond: 0                  | bad-value",
                "perSecond: 5              | perSecond: 1e9                | bad-value",
                "perSecond: 5,             | ''                            | missing-key",
                ", perDay: 100             | ''                            | missing-key",
                "chiase@g01.example        | chiase                        | bad-value",
                "from: 2026-01-01          | from: 01/01/2026              | bad-date",
                "from: 2026-01-01          | 'from: 2026-01-01, to: 2026-01-01' | bad-period",
                "from: 2026-01-01          | 'from: 2026-01-01, caching: 0s'    | bad-value",
                "from: 2026-01-01          | 'from: 2026-01-01, dataClass: open' | bad-value",
                "from: 2026-01-01          | 'from: 2026-01-01, officers: [\"*x\"]' | bad-value",
                "from: 2026-01-01          | 'from: 2026-01-01, scope: all'     | unknown-key",
                "id: a                     | id: 'a b'                     | bad-value",
                "legalBasis: Luật Mẫu Điều 1, | ''                         | missing-key",
            })
    void aMistakeIsNamedWithItsPlace(String right, String wrong, String rule) {
        String text = agreement("a", VALID);
        assertThat(text).contains(right);
        config.agreements(agreement("other", "G17", "inspection", VALID), text.replace(right, wrong));
        assertThat(finding()).matches("agreements/all\\.yaml:3:\\d+ " + rule + " .+");
    }

    @Test
    void anIdIsUsedOnce() {
        config.agreements(agreement("a", VALID), agreement("a", "G17", "inspection", VALID));
        assertThat(finding()).startsWith("agreements/all.yaml:3:10 duplicate-id 'a' is declared already at ");
    }

    @Test
    void twoAgreementsMustNotAllowTheSame() {
        config.agreements(
                agreement("a", ", from: 2026-01-01, to: 2026-07-01"),
                agreement("b", ", from: 2026-07-01"),
                agreement("c", "G15", "inspection", VALID),
                agreement("d", "G15", "'inspection', birth-registration", ", from: 2026-12-01"));
        assertThat(finding()).startsWith("agreements/all.yaml:5:").contains("overlapping-agreement", "'d'", "'b'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title: {vi: Tra cứu công dân, en: Fetch a citizen} | 'title: {vi: Tra cứu}' | missing-key",
                "system: population   | system: other        | unknown-system",
                "[birth-registration, inspection] | [birth-registration, fun] | unknown-purpose",
                "input: any.schema.json | input: none.schema.json | missing-schema",
                "input: any.schema.json | input: ../purposes.yaml | missing-schema",
                "subject: /soDinhDanh | subject: soDinhDanh  | bad-value",
                "deadline: 5s         | deadline: soon       | bad-value",
                "deadline: 5s         | deadline: -5s        | bad-value",
                "deadline: 5s         | deadline: 5          | bad-value",
                "path: nhomMau        | path: nhom mau       | bad-path",
                "path: nhomMau        | path: hoTen          | duplicate-field",
                "path: nhomMau        | path: hoTen.ten      | field-in-field",
                "dataClass: sensitive | dataClass: secret    | bad-value",
                "deadline: 5s         | retries: 5           | unknown-key",
            })
    void aServicesMistakeIsNamedWithItsPlace(String right, String wrong, String rule) {
        assertThat(SampleConfig.CITIZEN).contains(right);
        config.write("services/G01/citizen.yaml", SampleConfig.CITIZEN.replace(right, wrong));
        config.agreements(agreement("a", VALID));
        assertThat(finding()).matches("services/G01/citizen\\.yaml:\\d+:\\d+ " + rule + " .+");
    }

    @Test
    void aServiceNeedsAProviderAndAName() {
        config.write("services/G98/citizen.yaml", SampleConfig.CITIZEN.replace("system: population\n", ""));
        config.write("services/G01/Citizen_2.yaml", SampleConfig.CITIZEN);
        config.write("services/G01/ignored.yml", SampleConfig.CITIZEN);
        config.agreements(agreement("a", VALID));
        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("unknown-agency", "file-name", "file-name");
    }

    @Test
    void timeAndDisuseAreOnlyWarnedOf() {
        config.write("services/G01/unused.yaml", SampleConfig.CITIZEN);
        config.agreements(
                agreement("a", ", from: 2025-01-01, to: 2026-11-22"),
                agreement(
                        "b",
                        ", from: 2026-11-22, suspensions: [{from: 2026-12-10, to: 2026-12-11, notified: 2026-12-02, vi: x, en: x}]"));
        assertThat(config.load(CLOCK).warnings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("expired-agreement", "short-notice", "unused-service");
    }

    @Test
    void warnsBesideWhatIsWrong() {
        config.agreements(agreement("a", ", from: 2025-01-01, to: 2026-11-22"), agreement("b", ", nonsense: 1"));
        assertThatExceptionOfType(AgreementConfigException.class)
                .isThrownBy(() -> config.load(CLOCK))
                .satisfies(
                        e -> assertThat(e.warnings()).extracting(Finding::rule).contains("expired-agreement"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "officers: ['G17/*']                                                         | foreign-officer",
                "to: 2026-12-01, suspensions: [{from: 2027-01-02, notified: 2026-12-01, vi: x, en: x}] | idle-suspension",
                "suspensions: [{from: 2026-11-01, kind: violation, notified: 2026-11-03, vi: x, en: x}] | short-notice",
            })
    void warnsOfWhatHasNoEffectOrComesTooLate(String key, String rule) {
        config.agreements(agreement("a", ", from: 2026-01-01, " + key));
        assertThat(config.load(CLOCK).warnings()).extracting(Finding::rule).containsExactly(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "officers: []",
                "systems: []",
                "procedures: []",
                "officers: [a, a]",
                "systems: [a, a]",
                "procedures: [a, a]",
            })
    void anEmptyOrRepeatedListIsNoRestriction(String key) {
        config.agreements(agreement("a", ", from: 2026-01-01, " + key));
        assertThat(findings()).extracting(Finding::rule).containsExactly("bad-value");
    }

    @Test
    void aBadFileNeverReplacesAGoodOne() {
        Agreements agreements = config.agreements(agreement("a", VALID)).load(CLOCK);
        config.agreements(agreement("a", ""));
        assertThatExceptionOfType(AgreementConfigException.class).isThrownBy(agreements::reload);
        assertThat(agreements.agreements()).extracting(Agreement::id).containsExactly("a");
        config.agreements(agreement("b", VALID));
        agreements.reload();
        assertThat(agreements.of("G15")).extracting(Agreement::id).containsExactly("b");
    }

    @Test
    void theExamplesOfTheReadmesAreRight() throws IOException {
        config.write("agencies/all.yaml", SampleConfig.AGENCIES.replace("G09", "H41"));
        config.write("purposes.yaml", Files.readString(Path.of("config/purposes.yaml")));
        config.write(
                "services/G01/citizen.yaml",
                SampleConfig.CITIZEN
                        .replace("inspection", "birth-registration")
                        .replace("[birth-registration, birth-registration]", "[birth-registration]"));
        config.write("schemas/population-confirm.request.schema.json", "{}");
        config.write("schemas/population-confirm.answer.schema.json", "{}");
        config.write("services/G01/population-confirm.yaml", example("services"));
        config.write("agreements/all.yaml", example("agreements"));
        Agreements agreements = config.load(CLOCK);
        assertThat(agreements.warnings()).extracting(Finding::rule).containsExactly("unused-service");
        assertThat(agreements.of("H41")).hasSize(1);
    }

    private static String example(String folder) throws IOException {
        String text = Files.readString(Path.of("config", folder, "README.md"));
        int start = text.indexOf("```yaml\n") + "```yaml\n".length();
        return text.substring(start, text.indexOf("```", start));
    }
}
