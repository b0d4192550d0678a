package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lienthong.testing.Promtool;

/**
 * What a hub's metrics really said while it was well, during outages, and well again; the shipped alert rules judge it, by
 * Prometheus' own tool. Each time is stretched so that the longest "for" of a rule is over.
 */
final class Scrapes {

    private static final Path RULES = Path.of("docs/operations/alerts.yaml");
    private static final Pattern METRIC = Pattern.compile("\\b(?:hub|portal|dossiers|http)_[a-z_]+\\b");
    /** One of the agencies of {@link Surroundings} that only hang. */
    private static final Pattern BYSTANDER = Pattern.compile("\"[B-E][0-9]{2}\\b");

    private static final Pattern UP = Pattern.compile("hub_(?:ready|dependency_up|system_up)\\b.*");

    private static final int SECONDS = 15;
    private static final int WELL = 40;
    private static final int LONG = 300;

    private final Map<String, Outage> outages = new LinkedHashMap<>();
    private final Set<String> wanted = new TreeSet<>();

    /** @param restart whether only a moment of it was seen, between a hub that ran and one that runs */
    private record Outage(Map<String, String> during, Set<String> alerts, boolean restart) {}

    Scrapes() throws IOException {
        Matcher names = METRIC.matcher(Files.readString(RULES));
        while (names.find()) {
            wanted.add(names.group());
        }
    }

    /** What fires while the metrics stay like this, and nothing else does. */
    void outage(String name, String metrics, String... alerts) {
        outages.put(name, new Outage(read(metrics), Set.of(alerts), false));
    }

    /** The first that a starting hub says: nothing fires for that. */
    void restart(String metrics) {
        outages.put("restart", new Outage(read(metrics), Set.of(), true));
    }

    /** The series of {@code hub_ready}, {@code hub_dependency_up} and {@code hub_system_up} that say 0. */
    static Set<String> down(String metrics) {
        Set<String> down = new TreeSet<>();
        metrics.lines()
                .filter(line -> UP.matcher(line).matches() && line.endsWith(" 0.0"))
                .forEach(line -> down.add(line.replaceAll("hub_|dependency_up|system_up|[a-z]+=|[{}\"]| 0\\.0", "")));
        return down;
    }

    /** @param well what the metrics say of a hub that is well, before all outages and after them */
    void judge(Path directory, String before, String after) throws IOException {
        StringBuilder tests = new StringBuilder(
                "rule_files: [" + RULES.toAbsolutePath() + "]\nevaluation_interval: " + SECONDS + "s\ntests:\n");
        outages.forEach((name, outage) -> tests.append(test(name, outage, read(before), read(after))));
        Path file = Files.writeString(directory.resolve("outages.yaml"), tests);
        assertThat(Promtool.run("test", "rules", file.toString())).startsWith("0 ");
    }

    private static String test(String name, Outage outage, Map<String, String> before, Map<String, String> after) {
        int lasts = outage.restart() ? 2 : LONG;
        Set<String> series = new TreeSet<>(before.keySet());
        series.addAll(outage.during().keySet());
        series.addAll(after.keySet());
        StringBuilder test = new StringBuilder("  - name: " + name + "\n    interval: " + SECONDS
                + "s\n    input_series:\n      - {series: 'up{job=\"lienthong\"}', values: '1x" + (lasts + 2 * WELL)
                + "'}\n");
        Set<String> told = new HashSet<>();
        for (String one : series) {
            String values = times(before.get(one), WELL)
                    + ' '
                    + (outage.restart() ? "_ " : "")
                    + times(outage.during().get(one), outage.restart() ? 1 : lasts)
                    + ' '
                    + times(after.get(one), WELL);
            // Of bystanders that say the same all the time one tells as much as two hundred.
            if (told.add(BYSTANDER.matcher(one).replaceAll("bystander") + values)) {
                test.append("      - {series: '" + one + "', values: '" + values + "'}\n");
            }
        }
        test.append("    promql_expr_test:\n");
        firing(test, WELL - 1, Set.of(), "");
        firing(test, WELL + lasts - 1, outage.alerts(), "");
        String all = outage.restart() ? "max_over_time" : "";
        firing(test, 2 * WELL + lasts - 1, Set.of(), all);
        return test.toString();
    }

    private static String times(String value, int count) {
        if (value == null || value.equals("NaN")) { // which has no short form
            return value == null ? "_x" + count : "NaN ".repeat(count).strip();
        }
        return value + "x" + (count - 1);
    }

    /** @param over a function, when all that fired at some time counts */
    private static void firing(StringBuilder test, int step, Set<String> alerts, String over) {
        String series = "ALERTS{alertstate=\"firing\"}";
        test.append("      - expr: 'group by (alertname) (" + (over.isEmpty() ? series : over + "(" + series + "[1h])")
                + ")'\n        eval_time: " + step * SECONDS + "s\n        exp_samples:\n");
        List<String> samples = new ArrayList<>();
        alerts.forEach(alert -> samples.add("          - {labels: '{alertname=\"" + alert + "\"}', value: 1}\n"));
        test.append(samples.isEmpty() ? "          []\n" : String.join("", samples));
    }

    /** The series that the rules look at, with their values. */
    private Map<String, String> read(String metrics) {
        Map<String, String> series = new TreeMap<>();
        metrics.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int value = line.lastIndexOf(' ');
            if (wanted.contains(line.split("[{ ]", 2)[0])) {
                series.put(line.substring(0, value), line.substring(value + 1));
            }
        });
        return series;
    }
}
