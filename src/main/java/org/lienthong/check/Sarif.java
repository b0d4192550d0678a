package org.lienthong.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.lienthong.config.Finding;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report as SARIF 2.1.0 (OASIS), which Git servers show beside the lines of a change under review. */
public final class Sarif {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    /** Unreserved characters, and those that mean nothing in a path (RFC 3986 §3.3). */
    private static final String PLAIN = "-._~/!$&'()*+,;=@";

    private Sarif() {}

    /** @param language of the texts, {@code vi} or any other */
    public static String of(Report report, Rules rules, String language) {
        JsonMapper json = new JsonMapper();
        ObjectNode root = json.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "lienthong");
        List<Rule> used = used(report, rules);
        rules(driver.putArray("rules"), used, language);
        ArrayNode results = run.putArray("results");
        Stream.concat(report.errors().stream(), report.warnings().stream()).forEach(finding -> {
            Rule rule = rules.get(finding.rule());
            ObjectNode node = results.addObject().put("ruleId", rule.id()).put("ruleIndex", used.indexOf(rule));
            result(node, finding, rule, language);
        });
        run.put("columnKind", "utf16CodeUnits");
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static List<Rule> used(Report report, Rules rules) {
        return Stream.concat(report.errors().stream(), report.warnings().stream())
                .map(Finding::rule)
                .distinct()
                .sorted()
                .map(rules::get)
                .toList();
    }

    private static void rules(ArrayNode array, List<Rule> rules, String language) {
        for (Rule rule : rules) {
            ObjectNode node = array.addObject().put("id", rule.id());
            node.putObject("shortDescription").put("text", rule.what(language));
            node.putObject("help").put("text", rule.remedy(language));
            node.putObject("defaultConfiguration").put("level", level(rule));
        }
    }

    private static void result(ObjectNode node, Finding finding, Rule rule, String language) {
        node.put("level", level(rule));
        node.putObject("message").put("text", finding.message() + ". " + rule.remedy(language));
        ObjectNode place = node.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri(finding.at().file()));
        place.putObject("region")
                .put("startLine", finding.at().line())
                .put("startColumn", finding.at().column());
    }

    private static String level(Rule rule) {
        return rule.error() ? "error" : "warning";
    }

    /**
     * Relative where it was given so, because reviews know the repository's files only. A reference of RFC 3986 is ASCII,
     * and a first segment with a colon would be taken for a scheme.
     */
    static String uri(String file) {
        Path path = Path.of(file);
        if (path.isAbsolute()) {
            return path.toUri().toASCIIString();
        }
        StringBuilder uri = new StringBuilder();
        for (byte unit : path.normalize().toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (unit & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                uri.append(c);
            } else {
                uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(unit));
            }
        }
        return uri.toString();
    }
}
