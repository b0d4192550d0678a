package org.lienthong.route;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Fields;
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
            "route", Set.of("id", "description", "note", "group", "from"),
            "from", Set.of("id", "description", "note", "uri", "parameters", "steps"),
            "routeConfiguration", Set.of("id", "description", "onException"),
            "routeTemplate", Set.of("id", "description", "parameters", "route", "from"),
            "templatedRoute", Set.of("routeTemplateRef", "routeId", "parameters"));

    private static final Set<String> SANDBOX_ROUTE =
            Set.of("id", "description", "note", "group", "from", "routeConfigurationId");

    /** No steps of their own. */
    private static final Set<String> PARTS = Set.of("doCatch", "doFinally");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Map<String, Position> ids = new HashMap<>();

    /**
     * One file as it was read.
     *
     * @param findings why it could not be
     */
    record Read(Path file, Optional<YamlNode> root, Findings findings) {}

    static Read read(Path file) {
        Findings findings = new Findings();
        Optional<YamlNode> root = YamlReader.read(file, findings);
        return new Read(file, root, findings);
    }

    /**
     * @param sandbox whether the file belongs to the simulated systems
     * @param told hears what is worth a look
     * @return the file when nothing was found, so that Camel may load it; else null
     */
    @Nullable
    YamlNode check(Read read, boolean sandbox, Findings findings, RouteWords.Told told) {
        int before = findings.size();
        findings.addAll(read.findings());
        YamlNode root = read.root().orElse(null);
        if (root != null) {
            top(root, sandbox, findings);
            if (!sandbox && root instanceof YamlNode.Sequence list) {
                named(read.file(), list, told);
            }
        }
        return findings.size() == before ? root : null;
    }

    private void top(YamlNode root, boolean sandbox, Findings findings) {
        if (!(root instanceof YamlNode.Sequence list)) {
            findings.add(root.at(), "not-a-list", "a route file is a list: '- route:'");
            return;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof YamlNode.Mapping mapping) {
                allow(mapping, sandbox ? SANDBOX_TOP : TOP, findings);
                mapping.entries().forEach((key, entry) -> element(key, entry.value(), sandbox, findings));
                if (!sandbox) {
                    whole(mapping.entries().get("route"), findings);
                }
            } else {
                findings.add(item.at(), "not-a-mapping", "each item is a mapping: '- route:'");
            }
        }
        steps(root, sandbox, findings);
        new RouteValues(sandbox, findings).check(root);
    }

    private void element(String name, YamlNode node, boolean sandbox, Findings findings) {
        Set<String> keys = KEYS.get(name);
        if (keys == null || !(node instanceof YamlNode.Mapping mapping)) {
            return;
        }
        allow(mapping, sandbox && name.equals("route") ? SANDBOX_ROUTE : keys, findings);
        if (name.equals("route") && mapping.entries().get("id") != null) {
            identify(mapping.entries().get("id").value(), findings);
        }
        mapping.entries().forEach((key, entry) -> element(key, entry.value(), sandbox, findings));
    }

    /** Camel would make up an id, and fall over a route that starts nowhere. */
    private static void whole(YamlNode.@Nullable Entry entry, Findings findings) {
        YamlNode.Mapping route = demand(entry, "a route", List.of("id", "from"), findings);
        YamlNode.Mapping from =
                route == null ? null : demand(route.entries().get("from"), "'from'", List.of("uri", "steps"), findings);
        if (from != null) {
            Fields fields = Fields.of(from, "'from'", findings);
            if (fields != null) {
                fields.optionalText("uri");
                fields.items("steps");
            }
        }
    }

    private static YamlNode.@Nullable Mapping demand(
            YamlNode.@Nullable Entry entry, String what, List<String> keys, Findings findings) {
        if (entry == null) {
            return null;
        }
        if (!(entry.value() instanceof YamlNode.Mapping mapping)) {
            findings.add(entry.value().at(), "wrong-shape", what + " must be a mapping of keys to values");
            return null;
        }
        for (String key : keys) {
            if (!mapping.entries().containsKey(key)) {
                findings.add(entry.key(), "missing-key", "the key '" + key + "' is missing");
            }
        }
        return mapping;
    }

    /** Who looks for a route by its id finds its file. */
    private static void named(Path file, YamlNode.Sequence list, RouteWords.Told told) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.camel\\.yaml$", "");
        YamlNode.Scalar first = null;
        for (YamlNode item : list.items()) {
            if (item instanceof YamlNode.Mapping top
                    && top.value("route") instanceof YamlNode.Mapping route
                    && route.value("id") instanceof YamlNode.Scalar id) {
                if (id.text().equals(name)) {
                    return;
                }
                first = first == null ? id : first;
            }
        }
        if (first != null) {
            told.remark(
                    first.at(),
                    "route-name",
                    "no route here has the file's name as its id: write 'id: " + name + "', or rename the file");
        }
    }

    private void identify(YamlNode node, Findings findings) {
        if (node instanceof YamlNode.Scalar id) {
            if (!ID.matcher(id.text()).matches()) {
                findings.add(id.at(), "bad-value", "a route's id has letters, digits, '.', '_' and '-' only");
            }
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
    private static void steps(YamlNode node, boolean sandbox, Findings findings) {
        if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(item -> steps(item, sandbox, findings));
        } else if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                if (key.equals("steps") && entry.value() instanceof YamlNode.Sequence list) {
                    list.items().forEach(step -> step(step, sandbox, findings));
                }
                steps(entry.value(), sandbox, findings);
            });
        }
    }

    private static void step(YamlNode node, boolean sandbox, Findings findings) {
        if (!(node instanceof YamlNode.Mapping step)) {
            return;
        }
        Set<String> allowed = AllowedSteps.steps(sandbox);
        step.entries().forEach((name, entry) -> {
            if (!allowed.contains(name) || PARTS.contains(name)) {
                findings.add(entry.key(), "step-not-allowed", AllowedSteps.refusal("step", name, allowed));
            } else if (!sandbox) {
                StepKeys.check(name, entry.value(), findings);
            }
        });
    }
}
