package org.lienthong.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the schema of schemas does not see and would only be noticed when a request comes: references that lead out of the
 * file, nowhere or back to themselves, patterns that are none or may take for ever, another dialect.
 */
final class SchemaTraps {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    /** Keywords that look at the same value as the schema around them: a circle of these never ends. */
    private static final Set<String> SAME_VALUE =
            Set.of("$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

    /** What repeats nothing but repetitions, such as {@code (a+)+}: no character between them tells one from the next. */
    private static final String ATOM = "(?:[^()\\\\\\[\\]|*+?{}]|\\\\.|\\[(?:[^\\]\\\\]|\\\\.)*])";

    private static final String MANY = "(?:[*+]|\\{\\d*,\\d*})[?+]?";
    private static final Pattern REPEATED =
            Pattern.compile("\\((?:\\?:)?(?:" + ATOM + "[*+?])*" + ATOM + MANY + "(?:" + ATOM + "[*+?])*\\)" + MANY);

    /**
     * Something wrong.
     *
     * @param pointer JSON pointer to it
     */
    record Trap(String pointer, String message) {}

    private final Map<String, JsonNode> byPointer = new HashMap<>();
    private final Map<String, String> anchors = new HashMap<>();
    private final Map<String, List<String>> sameValue = new TreeMap<>();
    private final List<Trap> traps = new ArrayList<>();

    private SchemaTraps() {}

    static List<Trap> in(JsonNode schema) {
        SchemaTraps traps = new SchemaTraps();
        String dialect = schema.path("$schema").asString(DIALECT);
        if (!dialect.equals(DIALECT)) {
            traps.traps.add(new Trap("/$schema", "a schema is JSON Schema 2020-12: " + DIALECT));
        }
        traps.collect("", schema);
        traps.byPointer.forEach(traps::references);
        traps.circles();
        return traps.traps;
    }

    private void collect(String pointer, JsonNode node) {
        byPointer.put(pointer, node);
        if (node.isObject()) {
            String anchor = node.path("$anchor").asString("");
            anchors.put(anchor, pointer);
            anchors.put(node.path("$dynamicAnchor").asString(anchor), pointer);
            node.properties().forEach(member -> {
                String below = pointer + '/' + escaped(member.getKey());
                collect(below, member.getValue());
                patterns(below, pointer, member.getKey(), member.getValue());
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(pointer + '/' + i, node.get(i));
            }
        }
    }

    private void patterns(String pointer, String above, String key, JsonNode value) {
        if (isName(above)) {
            return;
        }
        if (key.equals("pattern") && value.isString()) {
            pattern(pointer, value.asString());
        } else if (key.equals("patternProperties") && value.isObject()) {
            value.propertyNames().forEach(name -> pattern(pointer + '/' + escaped(name), name));
        }
    }

    /** Whether what is there are names of the document's own, and no keywords. */
    private static boolean isName(String pointer) {
        return pointer.endsWith("/properties")
                || pointer.endsWith("/$defs")
                || pointer.contains("/const/")
                || pointer.contains("/enum/")
                || pointer.contains("/examples/")
                || pointer.contains("/default/");
    }

    private void pattern(String pointer, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            traps.add(new Trap(pointer, "this is no pattern: " + e.getDescription()));
            return;
        }
        if (REPEATED.matcher(pattern).find()) {
            traps.add(new Trap(
                    pointer, "a repetition inside a repetition may take for ever: write it so that one of them ends"));
        }
    }

    private void references(String pointer, JsonNode node) {
        if (!node.isObject() || isName(pointer)) {
            return;
        }
        List<String> next = new ArrayList<>();
        node.properties().forEach(member -> {
            String key = member.getKey();
            String below = pointer + '/' + escaped(key);
            if ((key.equals("$ref") || key.equals("$dynamicRef"))
                    && member.getValue().isString()) {
                String target = target(member.getValue().asString());
                if (target == null) {
                    traps.add(new Trap(
                            below,
                            "'" + member.getValue().asString()
                                    + "' is nothing in this file, and nothing is fetched: write #/$defs/…"));
                } else {
                    next.add(target);
                }
            } else if (SAME_VALUE.contains(key)) {
                byPointer.keySet().stream()
                        .filter(one -> one.equals(below) || one.matches(Pattern.quote(below) + "/[^/]+"))
                        .forEach(next::add);
            }
        });
        sameValue.put(pointer, next);
    }

    private @Nullable String target(String reference) {
        if (!reference.startsWith("#")) {
            return null;
        }
        String rest = URLDecoder.decode(reference.substring(1), StandardCharsets.UTF_8);
        if (rest.isEmpty() || rest.startsWith("/")) {
            return byPointer.containsKey(rest) ? rest : null;
        }
        return anchors.get(rest);
    }

    private void circles() {
        Set<String> done = new HashSet<>();
        for (String start : sameValue.keySet()) {
            Deque<String> pending = new ArrayDeque<>(sameValue.getOrDefault(start, List.of()));
            Set<String> seen = new HashSet<>();
            while (!pending.isEmpty() && !done.contains(start)) {
                String at = pending.pop();
                if (at.equals(start)) {
                    traps.add(new Trap(start, "the schema refers to itself for the same value, without end"));
                    done.addAll(seen);
                    done.add(start);
                } else if (seen.add(at)) {
                    pending.addAll(sameValue.getOrDefault(at, List.of()));
                }
            }
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
