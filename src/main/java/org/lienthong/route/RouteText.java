package org.lienthong.route;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlNode;
import org.lienthong.config.YamlReader;

/**
 * Looks at route files as text, before Camel does: what is refused here would be created, resolved or run while the file
 * is loaded or a value computed. {@link AllowedSteps} sees what is left.
 */
final class RouteText {

    private static final Set<String> TOP = Set.of("route");
    private static final Set<String> SANDBOX_TOP =
            Set.of("route", "routeConfiguration", "routeTemplate", "templatedRoute");

    /** What a file may hold at its top, by key, and the keys of each; an error handler of its own is not among them. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "route", Set.of("id", "description", "note", "group", "from", "routeConfigurationId"),
            "from", Set.of("id", "description", "note", "uri", "parameters", "steps"),
            "routeConfiguration", Set.of("id", "description", "onException"),
            "routeTemplate", Set.of("id", "description", "parameters", "route", "from"),
            "templatedRoute", Set.of("routeTemplateRef", "routeId", "parameters"));

    /** The functions of the simple language that look something up and run nothing. */
    private static final Pattern HARMLESS = Pattern.compile("\\$\\{(body|routeId|exchangeId|exception\\.message"
            + "|(header|exchangeProperty)[.:][A-Za-z0-9_-]+|date(-with-timezone)?:[^${}]*)}");

    private static final Pattern FUNCTION = Pattern.compile("\\$(\\w+)?\\{");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(?!hub\\.config(:[^{}]*)?}})");
    private static final Pattern REFERENCE =
            Pattern.compile("^\\s*#\\w|[?&]\\w+=#|#(class|type|bean|property|valueAs)\\b");

    private final Map<String, Position> ids = new HashMap<>();

    /**
     * One file as it was read.
     *
     * @param findings why it could not be
     */
    record Read(Path file, Optional<YamlNode> root, RoutePlaces places, Findings findings) {}

    static Read read(Path file) {
        Findings findings = new Findings();
        Optional<YamlNode> root = YamlReader.read(file, findings);
        return new Read(file, root, RoutePlaces.of(file), findings);
    }

    /**
     * @param sandbox whether the file belongs to the simulated systems
     * @return whether nothing was found, so that Camel may load the file
     */
    boolean check(Read read, boolean sandbox, Findings findings) {
        int before = findings.size();
        findings.addAll(read.findings());
        read.root().ifPresent(root -> top(root, sandbox, findings));
        return findings.size() == before;
    }

    private void top(YamlNode root, boolean sandbox, Findings findings) {
        if (!(root instanceof YamlNode.Sequence list)) {
            findings.add(root.at(), "not-a-list", "a route file is a list: '- route:'");
            return;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof YamlNode.Mapping mapping) {
                allow(mapping, sandbox ? SANDBOX_TOP : TOP, findings);
                mapping.entries().forEach((key, entry) -> element(key, entry.value(), findings));
            } else {
                findings.add(item.at(), "not-a-mapping", "each item is a mapping: '- route:'");
            }
        }
        steps(root, AllowedSteps.steps(sandbox), findings);
        if (!sandbox) {
            values(root, findings);
        }
    }

    private void element(String name, YamlNode node, Findings findings) {
        Set<String> keys = KEYS.get(name);
        if (keys == null || !(node instanceof YamlNode.Mapping mapping)) {
            return;
        }
        allow(mapping, keys, findings);
        if (name.equals("route") && mapping.entries().get("id") != null) {
            identify(mapping.entries().get("id").value(), findings);
        }
        mapping.entries().forEach((key, entry) -> element(key, entry.value(), findings));
    }

    private void identify(YamlNode node, Findings findings) {
        if (node instanceof YamlNode.Scalar id) {
            Position first = ids.putIfAbsent(id.text(), id.at());
            if (first != null) {
                findings.add(id.at(), "duplicate-id", "the route id '" + id.text() + "' is taken at " + first);
            }
        }
    }

    private static void allow(YamlNode.Mapping mapping, Set<String> keys, Findings findings) {
        mapping.entries().forEach((key, entry) -> {
            if (!keys.contains(key)) {
                findings.add(
                        entry.key(),
                        "key-not-allowed",
                        "'" + key + "' is not among " + String.join(", ", new TreeSet<>(keys)));
            }
        });
    }

    /** Camel would create what it does not refuse, so a step is known before Camel sees it. */
    private static void steps(YamlNode node, Set<String> allowed, Findings findings) {
        if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(item -> steps(item, allowed, findings));
        } else if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                if (key.equals("steps") && entry.value() instanceof YamlNode.Sequence list) {
                    list.items().forEach(step -> step(step, allowed, findings));
                }
                steps(entry.value(), allowed, findings);
            });
        }
    }

    private static void step(YamlNode node, Set<String> allowed, Findings findings) {
        if (node instanceof YamlNode.Mapping step) {
            step.entries().forEach((name, entry) -> {
                if (!allowed.contains(name)) {
                    findings.add(entry.key(), "step-not-allowed", AllowedSteps.refusal("step", name, allowed));
                }
            });
        }
    }

    private static void values(YamlNode node, Findings findings) {
        if (node instanceof YamlNode.Scalar scalar) {
            value(scalar, findings);
        } else if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(item -> values(item, findings));
        } else if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().values().forEach(entry -> values(entry.value(), findings));
        }
    }

    /** Whether an expression of the simple language looks up only what it may. */
    static boolean isHarmless(String text) {
        return strange(text) == 0;
    }

    private static int strange(String text) {
        int strange = 0;
        Matcher function = FUNCTION.matcher(text);
        while (function.find()) {
            if (!HARMLESS.matcher(text).region(function.start(), text.length()).lookingAt()) {
                strange++;
            }
        }
        return strange;
    }

    private static void value(YamlNode.Scalar scalar, Findings findings) {
        String text = scalar.text();
        for (int strange = strange(text); strange > 0; strange--) {
            findings.add(
                    scalar.at(),
                    "function-not-allowed",
                    "only ${body}, ${header.…}, ${exchangeProperty.…}, ${exception.message}, ${routeId}, "
                            + "${exchangeId} and ${date:…} may be looked up");
        }
        if (PLACEHOLDER.matcher(text).find()) {
            findings.add(scalar.at(), "placeholder-not-allowed", "only {{hub.config}} may be filled in");
        }
        if (text.stripLeading().startsWith("resource:")) {
            findings.add(scalar.at(), "resource-not-allowed", "a route takes no text out of other files");
        }
        if (REFERENCE.matcher(text).find()) {
            findings.add(scalar.at(), "reference-not-allowed", "a route refers to no bean or class");
        }
    }
}
