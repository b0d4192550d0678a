package org.lienthong.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lienthong.config.Finding;
import org.lienthong.config.Position;
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

    private static JsonNode run(String language) {
        JsonNode root = new JsonMapper().readTree(Sarif.of(REPORT, Rules.load(), language));
        assertThat(root.at("/version").asString()).isEqualTo("2.1.0");
        return root.at("/runs/0");
    }
}
