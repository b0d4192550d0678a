package org.lienthong.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.config.Finding;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SarifTest {

    private static final Report REPORT = new Report(
            List.of(new Finding(
                    new Position("config/agencies/a.yaml", 3, 5), "unknown-key", "the key 'x' is not known")),
            List.of(new Finding(new Position("./config/b.yaml", 1, 1), "unused-service", "no agreement")));

    @Test
    void tellsEachFindingWithItsPlace() {
        JsonNode run = run("en");
        assertThat(run.at("/tool/driver/name").asString()).isEqualTo("lienthong");
        assertThat(run.at("/tool/driver/rules")).hasSize(2);
        JsonNode first = run.at("/results/0");
        assertThat(first.at("/ruleId").asString()).isEqualTo("unknown-key");
        assertThat(first.at("/level").asString()).isEqualTo("error");
        assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("config/agencies/a.yaml");
        assertThat(first.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(3);
        assertThat(first.at("/locations/0/physicalLocation/region/startColumn").asInt())
                .isEqualTo(5);
        assertThat(run.at("/results/1/level").asString()).isEqualTo("warning");
        assertThat(run.at("/results/1/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("config/b.yaml");
    }

    @Test
    void saysWhatToDoInVietnamese() {
        assertThat(run("vi").at("/results/0/message/text").asString()).contains("Sửa chính tả");
    }

    /**
     * What SARIF 2.1.0 §3.13 to §3.30 demand of what is used of it. The standard's JSON Schema is not among the resources:
     * OASIS lets its documents be copied whole with their notices, and the schema comes without one.
     */
    @Test
    void holdsWhatTheStandardDemands() {
        JsonNode root = new JsonMapper().readTree(Sarif.of(REPORT, Rules.load(), "en"));
        assertThat(root.propertyNames()).containsExactlyInAnyOrder("$schema", "version", "runs");
        JsonNode run = root.at("/runs/0");
        assertThat(run.propertyNames()).containsExactlyInAnyOrder("tool", "results", "columnKind");
        assertThat(run.at("/columnKind").asString()).isEqualTo("utf16CodeUnits");
        JsonNode rules = run.at("/tool/driver/rules");
        assertThat(rules.valueStream().map(rule -> rule.path("id").asString())).doesNotHaveDuplicates();
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.propertyNames())
                    .containsExactlyInAnyOrder("id", "shortDescription", "help", "defaultConfiguration");
            assertThat(rule.at("/shortDescription/text").asString()).isNotBlank();
            assertThat(rule.at("/help/text").asString()).isNotBlank();
        });
        assertThat(run.at("/results")).hasSize(2).allSatisfy(result -> {
            assertThat(result.propertyNames())
                    .containsExactlyInAnyOrder("ruleId", "ruleIndex", "level", "message", "locations");
            assertThat(result.at("/ruleIndex").isInt()).isTrue();
            assertThat(rules.get(result.at("/ruleIndex").asInt()).path("id")).isEqualTo(result.path("ruleId"));
            assertThat(result.at("/level").asString()).isIn("none", "note", "warning", "error");
            assertThat(result.at("/message/text").asString()).isNotBlank();
            JsonNode place = result.at("/locations/0/physicalLocation");
            assertThat(place.at("/region/startLine").asInt()).isPositive();
            assertThat(place.at("/region/startColumn").asInt()).isPositive();
            assertThat(URI.create(place.at("/artifactLocation/uri").asString())).isNotNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "config/dịch vụ/đất.yaml, config/d%E1%BB%8Bch%20v%E1%BB%A5/%C4%91%E1%BA%A5t.yaml",
        "./config/a#b?c%d.yaml, config/a%23b%3Fc%25d.yaml",
        "g90:a/b.yaml, g90%3Aa/b.yaml",
        "/tmp/đất b.yaml, file:///tmp/%C4%91%E1%BA%A5t%20b.yaml",
        "a[1]+(2)~.yaml, a%5B1%5D+(2)~.yaml",
    })
    void writesAFilesNameAsAReference(String file, String uri) {
        assertThat(Sarif.uri(file)).isEqualTo(uri);
        assertThat(URI.create(uri).getPath()).isEqualTo(file.replaceFirst("^\\./", ""));
    }

    @Test
    void countsColumnsInUnitsOfUtf16() {
        Findings findings = new Findings();
        YamlReader.read("a.yaml", "a: {\"\uD83D\uDCDC ệ\": &x 1}\n", findings);
        assertThat(findings.list()).extracting(Finding::at).containsExactly(new Position("a.yaml", 1, 13));
        YamlReader.read("b.yaml", "a: 1\n\"\uD83D\uDCDC\uD83D\uDCDC\": 'x' y\n", findings);
        assertThat(findings.list().get(1).at()).isEqualTo(new Position("b.yaml", 2, 13));
    }

    private static JsonNode run(String language) {
        JsonNode root = new JsonMapper().readTree(Sarif.of(REPORT, Rules.load(), language));
        assertThat(root.at("/version").asString()).isEqualTo("2.1.0");
        return root.at("/runs/0");
    }
}
