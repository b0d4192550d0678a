package org.lienthong.route;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lienthong.config.Findings;
import org.lienthong.config.YamlNode;

/**
 * The keys that each step and each language may have. Camel knows many more, and most of those that are missing here would
 * take a guarantee away: {@code disabled} leaves a step out, {@code logLanguage} makes a log step read the message,
 * {@code saxon} lets XPath read files, {@code variableSend} and {@code aggregationStrategy} put another body in place.
 */
final class StepKeys {

    /** Camel's languages that routes may not use; {@link AllowedSteps} says so. */
    private static final Set<String> OTHER_LANGUAGES = Set.of(
            "csimple",
            "datasonnet",
            "groovy",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "jsonpath",
            "language",
            "method",
            "mvel",
            "ognl",
            "python",
            "ref",
            "spel",
            "variable",
            "wasm",
            "xquery",
            "xtokenize");

    private static final Set<String> COMMON = Set.of("id", "description", "note");
    private static final Set<String> EXPRESSION = union(AllowedSteps.languages(), Set.of("expression"));
    private static final Set<String> INNER = Set.of("steps");

    /** What {@link AllowedSteps} refuses in words of its own. */
    private static final Set<String> PARALLEL =
            Set.of("parallelProcessing", "parallelAggregate", "executorService", "timeout");

    private static final Map<String, Set<String>> STEPS = Map.ofEntries(
            Map.entry("to", Set.of("uri", "parameters")),
            Map.entry("choice", Set.of("when", "otherwise")),
            Map.entry("when", union(EXPRESSION, INNER)),
            Map.entry("otherwise", INNER),
            Map.entry("filter", union(EXPRESSION, INNER)),
            Map.entry(
                    "split",
                    union(
                            union(EXPRESSION, INNER),
                            union(PARALLEL, Set.of("delimiter", "stopOnException", "streaming", "shareUnitOfWork")))),
            Map.entry("setBody", EXPRESSION),
            Map.entry("transform", EXPRESSION),
            Map.entry("setHeader", union(EXPRESSION, Set.of("name"))),
            Map.entry("setProperty", union(EXPRESSION, Set.of("name"))),
            Map.entry("validate", EXPRESSION),
            Map.entry("removeHeader", Set.of("name")),
            Map.entry("removeHeaders", Set.of("pattern", "excludePattern")),
            Map.entry("removeProperty", Set.of("name")),
            Map.entry("log", Set.of("message", "loggingLevel", "logName", "marker")),
            Map.entry("doTry", Set.of("steps", "doCatch", "doFinally")),
            Map.entry("doCatch", Set.of("exception", "onWhen", "steps")),
            Map.entry("doFinally", INNER),
            Map.entry("onWhen", EXPRESSION),
            Map.entry("expression", AllowedSteps.languages()),
            Map.entry("stop", Set.of()),
            Map.entry("throwException", Set.of("exceptionType", "message")),
            Map.entry("pipeline", INNER),
            Map.entry("step", INNER));

    private static final Map<String, Set<String>> LANGUAGES = Map.of(
            "simple", Set.of("expression", "resultType", "trim"),
            "constant", Set.of("expression", "resultType", "trim"),
            "header", Set.of("expression", "trim"),
            "exchangeProperty", Set.of("expression", "trim"),
            "xpath", Set.of("expression", "resultType", "trim", "namespace"),
            "tokenize",
                    Set.of(
                            "expression",
                            "token",
                            "endToken",
                            "xml",
                            "inheritNamespaceTagName",
                            "includeTokens",
                            "group",
                            "skipFirst",
                            "trim"));

    /** What a value may be turned into. */
    private static final Pattern RESULT = Pattern.compile("(java\\.lang\\.)?(String|Integer|Long|Boolean|Double|Object)"
            + "|java\\.util\\.List|org\\.w3c\\.dom\\.(Node|NodeList|Element|Document)");

    /** Keys that each must have; {@code expression} stands for any language. Camel would go on without most of them. */
    private static final Map<String, List<String>> NEEDED = Map.ofEntries(
            Map.entry("to", List.of("uri")),
            Map.entry("choice", List.of("when")),
            Map.entry("when", List.of("expression", "steps")),
            Map.entry("otherwise", List.of("steps")),
            Map.entry("filter", List.of("expression", "steps")),
            Map.entry("split", List.of("expression", "steps")),
            Map.entry("setBody", List.of("expression")),
            Map.entry("transform", List.of("expression")),
            Map.entry("setHeader", List.of("name", "expression")),
            Map.entry("setProperty", List.of("name", "expression")),
            Map.entry("validate", List.of("expression")),
            Map.entry("removeHeader", List.of("name")),
            Map.entry("removeHeaders", List.of("pattern")),
            Map.entry("removeProperty", List.of("name")),
            Map.entry("log", List.of("message")),
            Map.entry("doTry", List.of("steps")),
            Map.entry("doCatch", List.of("exception", "steps")),
            Map.entry("doFinally", List.of("steps")),
            Map.entry("throwException", List.of("exceptionType")),
            Map.entry("pipeline", List.of("steps")),
            Map.entry("step", List.of("steps")));

    /** Steps that may be written in one word. */
    private static final Set<String> WORDS = Set.of("to", "log", "removeHeader", "removeHeaders", "removeProperty");

    /** Of these a step may have several. */
    private static final Set<String> SEVERAL = Set.of("when", "doCatch");

    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    private static final Set<String> PARTS =
            Set.of("when", "otherwise", "doCatch", "doFinally", "onWhen", "expression");

    private StepKeys() {}

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Records each key of a step, of its parts and of its expressions that is not on the list; not of steps inside it. */
    static void check(String step, YamlNode node, Findings findings) {
        if (node instanceof YamlNode.Sequence list && SEVERAL.contains(step)) {
            list.items().forEach(item -> check(step, item, findings));
            return;
        }
        Set<String> known = STEPS.get(step);
        if (known == null) {
            return;
        }
        if (!(node instanceof YamlNode.Mapping mapping)) {
            if (!(node instanceof YamlNode.Scalar word) || !WORDS.contains(step) || word.isEmpty()) {
                findings.add(
                        node.at(),
                        "wrong-shape",
                        step.equals("stop")
                                ? "write 'stop: {}'"
                                : "'" + step + "' must be a mapping of keys to values");
            }
            return;
        }
        needed(step, mapping, findings);
        mapping.entries().forEach((key, entry) -> {
            if (LANGUAGES.containsKey(key) && known.contains(key)) {
                language(key, entry.value(), findings);
            } else if (PARTS.contains(key) && known.contains(key)) {
                check(key, entry.value(), findings);
            } else if (!known.contains(key) && !COMMON.contains(key) && !isLanguage(key, known)) {
                refuse(key, entry, union(known, COMMON), findings);
            }
        });
    }

    private static void needed(String step, YamlNode.Mapping mapping, Findings findings) {
        for (String key : NEEDED.getOrDefault(step, List.of())) {
            boolean there = key.equals("expression")
                    ? mapping.entries().keySet().stream()
                            .anyMatch(one -> EXPRESSION.contains(one) || OTHER_LANGUAGES.contains(one))
                    : mapping.entries().containsKey(key);
            if (!there) {
                String what = key.equals("expression") ? "an expression, such as 'simple'," : "the key '" + key + "'";
                findings.add(mapping.at(), "missing-key", what + " is missing in '" + step + "'");
            }
        }
        if (mapping.value("exception") instanceof YamlNode.Scalar one) {
            findings.add(one.at(), "wrong-shape", "'exception' must be a list");
        }
        if (mapping.value("loggingLevel") instanceof YamlNode.Scalar level && !LEVELS.contains(level.text())) {
            findings.add(
                    level.at(),
                    "bad-value",
                    "'loggingLevel' must be one of " + String.join(", ", new TreeSet<>(LEVELS)) + ", not '"
                            + level.text() + "'");
        }
    }

    private static boolean isLanguage(String key, Set<String> known) {
        return known.contains("simple") && OTHER_LANGUAGES.contains(key);
    }

    private static void language(String name, YamlNode node, Findings findings) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return;
        }
        Set<String> known = LANGUAGES.getOrDefault(name, Set.of());
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key) && !COMMON.contains(key)) {
                refuse(key, entry, union(known, COMMON), findings);
            } else if (key.equals("resultType")
                    && entry.value() instanceof YamlNode.Scalar type
                    && !RESULT.matcher(type.text()).matches()) {
                findings.add(
                        type.at(),
                        "reference-not-allowed",
                        "a value is made a text, a number, true or false, a list or a part of XML, no other class");
            }
        });
    }

    private static void refuse(String key, YamlNode.Entry entry, Set<String> known, Findings findings) {
        findings.add(
                entry.key(),
                "key-not-allowed",
                "'" + key + "' is not among " + String.join(", ", new TreeSet<>(known)));
    }
}
