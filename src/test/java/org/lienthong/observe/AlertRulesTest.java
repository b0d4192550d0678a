package org.lienthong.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.testing.Promtool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped alert rules; that their metrics exist, a running hub shows. */
class AlertRulesTest {

    private static final Path OPERATIONS = Path.of("docs/operations");

    @Test
    void fireForEachOutageAndForNoHubThatIsWell() {
        Promtool.require();
        assertThat(Promtool.run(
                        "test", "rules", OPERATIONS.resolve("alerts-test.yaml").toString()))
                .startsWith("0 ");
    }

    /** Each question of the dashboard, as a rule that Prometheus' own tool reads. */
    @Test
    void theDashboardAsksWhatPrometheusUnderstands(@TempDir Path directory) throws IOException {
        Promtool.require();
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int asked = 0;
        for (JsonNode expression : JsonMapper.shared()
                .readTree(OPERATIONS.resolve("dashboard.json").toFile())
                .findValues("expr")) {
            rules.append("      - {record: 'asked:")
                    .append(asked++)
                    .append("', expr: '")
                    .append(expression.asString().replace("'", "''"))
                    .append("'}\n");
        }
        assertThat(asked).isGreaterThan(20);
        Path file = Files.writeString(directory.resolve("dashboard.yaml"), rules);
        assertThat(Promtool.run("check", "rules", file.toString()))
                .startsWith("0 ")
                .contains(asked + " rules found");
    }

    @Test
    void eachHasATestAndAPageOfTheRunbookAndThereIsNoOtherPage() throws IOException {
        String rules = Files.readString(OPERATIONS.resolve("alerts.yaml"));
        String tests = Files.readString(OPERATIONS.resolve("alerts-test.yaml"));
        List<String> alerts = names("(?m)^      - alert: (\\w+)$", rules);
        assertThat(alerts).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        for (String alert : alerts) {
            assertThat(rules).contains("runbook: runbook/" + alert + ".md\n");
            assertThat(tests).contains("  - name: " + alert + "\n");
            assertThat(Files.readString(OPERATIONS.resolve("runbook/" + alert + ".md")))
                    .startsWith("# " + alert + "\n")
                    .contains("## What it means", "## What to look at", "## What to do");
        }
        try (Stream<Path> pages = Files.list(OPERATIONS.resolve("runbook"))) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(plus(alerts, "README"));
        }
    }

    private static List<String> plus(List<String> names, String one) {
        List<String> all = new ArrayList<>(names);
        all.add(one);
        return all;
    }

    private static List<String> names(String pattern, String text) {
        List<String> names = new ArrayList<>();
        Matcher found = Pattern.compile(pattern).matcher(text);
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }
}
