package org.lienthong.route;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lienthong.config.Findings;
import org.lienthong.config.YamlNode;

/** Looks at every text of a route file: what would be looked up, filled in, read or referred to when Camel meets it. */
final class RouteValues {

    /** The functions of the simple language that look something up and run nothing. */
    private static final String LOOKUPS = "body|routeId|exchangeId|exception\\.message"
            + "|(header|exchangeProperty)[.:][A-Za-z0-9_-]+|date(-with-timezone)?:[^${}]*";

    private static final Pattern HARMLESS = Pattern.compile("\\$\\{(" + LOOKUPS + ")}");

    /** The simulated systems take members out of maps. */
    private static final Pattern SANDBOX_HARMLESS = Pattern.compile("\\$\\{(body\\[[A-Za-z]+]|" + LOOKUPS + ")}");

    private static final Pattern FUNCTION = Pattern.compile("\\$(\\w+)?\\{");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(?!hub\\.config(:[^{}]*)?}})");

    /** The simulated systems also read settings, and parameters of their templates. */
    private static final Pattern SANDBOX_PLACEHOLDER = Pattern.compile("\\{\\{(?!(hub\\.sandbox\\.)?[A-Za-z]+}})");

    private static final Pattern REFERENCE =
            Pattern.compile("^\\s*#\\w|[?&]\\w+=#|#(class|type|bean|property|valueAs)\\b");
    private static final Pattern RAW = Pattern.compile("\\bRAW[({]");

    /** XPath reads variables of Camel's, the environment's among them, and calls functions of Camel's. */
    private static final Pattern XPATH_REACHES = Pattern.compile(
            "\\$|(?<![\\w-])(in|out|env|system|function|exchange\\w*)\\s*:(?!:)|(?<![\\w-])(document|doc|unparsed-text)\\s*\\(");

    private static final Pattern LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"");

    /** Operators that load a class, or run a pattern that may never end. */
    private static final Pattern OPERATOR = Pattern.compile("(?<!\\S)(not\\s+|!)?(is|regex)(?!\\S)");

    private static final String CAMEL = "http://camel.apache.org/";

    private final boolean sandbox;
    private final Findings findings;

    RouteValues(boolean sandbox, Findings findings) {
        this.sandbox = sandbox;
        this.findings = findings;
    }

    void check(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            value(scalar);
        } else if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(this::check);
        } else if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                if (key.contains("{{") || key.contains("${")) {
                    findings.add(entry.key(), "placeholder-not-allowed", "a key is one word, and nothing is filled in");
                }
                if (key.equals("xpath")) {
                    xpath(entry.value());
                }
                check(entry.value());
            });
        }
    }

    private void xpath(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                if (key.equals("expression")) {
                    xpath(entry.value());
                } else if (key.equals("namespace") && entry.value() instanceof YamlNode.Sequence list) {
                    list.items().forEach(this::namespace);
                }
            });
        } else if (node instanceof YamlNode.Scalar scalar && !isHarmlessXpath(scalar.text())) {
            findings.add(
                    scalar.at(),
                    "function-not-allowed",
                    "XPath reads the message alone: no variables, no functions of Camel's, no other documents");
        }
    }

    private void namespace(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping
                && mapping.value("value") instanceof YamlNode.Scalar value
                && value.text().strip().startsWith(CAMEL)) {
            findings.add(value.at(), "function-not-allowed", "functions of Camel's are not for routes");
        }
    }

    private void value(YamlNode.Scalar scalar) {
        String text = scalar.text();
        for (int strange = strange(text, sandbox ? SANDBOX_HARMLESS : HARMLESS); strange > 0; strange--) {
            findings.add(
                    scalar.at(),
                    "function-not-allowed",
                    "only ${body}, ${header.…}, ${exchangeProperty.…}, ${exception.message}, ${routeId}, "
                            + "${exchangeId} and ${date:…} may be looked up");
        }
        if ((sandbox ? SANDBOX_PLACEHOLDER : PLACEHOLDER).matcher(text).find()) {
            findings.add(scalar.at(), "placeholder-not-allowed", "only {{hub.config}} may be filled in");
        }
        if (text.stripLeading().startsWith("resource:")) {
            findings.add(scalar.at(), "resource-not-allowed", "a route takes no text out of other files");
        }
        if (REFERENCE.matcher(text).find()) {
            findings.add(scalar.at(), "reference-not-allowed", "a route refers to no bean or class");
        }
        if (RAW.matcher(text).find()) {
            findings.add(scalar.at(), "reference-not-allowed", "RAW(…) hides a value from Camel; write it as it is");
        }
    }

    /** Whether an expression of the simple language looks up only what it may. */
    static boolean isHarmless(String text) {
        return strange(text, HARMLESS) == 0;
    }

    /** Whether a condition in the simple language loads no class and runs no pattern. */
    static boolean isHarmlessCondition(String text) {
        return !OPERATOR.matcher(LITERAL.matcher(text).replaceAll("''")).find();
    }

    /** Whether an XPath expression reads nothing but the message. */
    static boolean isHarmlessXpath(String text) {
        return !XPATH_REACHES.matcher(LITERAL.matcher(text).replaceAll("''")).find();
    }

    private static int strange(String text, Pattern harmless) {
        int strange = 0;
        Matcher function = FUNCTION.matcher(text);
        while (function.find()) {
            if (!harmless.matcher(text).region(function.start(), text.length()).lookingAt()) {
                strange++;
            }
        }
        return strange;
    }
}
