package org.lienthong.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Nearest;
import tools.jackson.databind.JsonNode;

/**
 * Whether a JSON Schema has a field. One that lists its properties has no others, as far as a person reads it; one that
 * lists none, or refers to what is not known here, may have any. The members of an array's items count as if there were no
 * array.
 */
final class SchemaFields {

    /** Keywords that hold schemas of the same value, one or a list. */
    private static final List<String> SAME =
            List.of("allOf", "anyOf", "oneOf", "then", "else", "if", "items", "prefixItems", "contains");

    /** Keywords whose schema is of members that are not listed. */
    private static final List<String> OTHERS = List.of("additionalProperties", "unevaluatedProperties");

    private final JsonNode root;

    /** @param root a schema without fault */
    SchemaFields(JsonNode root) {
        this.root = root;
    }

    /** What is wrong with the path, null when nothing is. */
    @Nullable
    String fault(List<String> path) {
        List<JsonNode> at = List.of(root);
        for (int i = 0; i < path.size(); i++) {
            Set<JsonNode> parts = Collections.newSetFromMap(new IdentityHashMap<>());
            if (!at.stream().allMatch(node -> spread(node, parts))) {
                return null;
            }
            List<JsonNode> next = new ArrayList<>();
            Set<String> listed = new TreeSet<>();
            boolean closed = false;
            for (JsonNode part : parts) {
                closed |= collect(part, path.get(i), next, listed);
            }
            if (next.isEmpty()) {
                String above = i == 0 ? "the schema" : "'" + String.join(".", path.subList(0, i)) + "'";
                return closed || !listed.isEmpty()
                        ? above + " has no member '" + path.get(i) + "'" + Nearest.hint(path.get(i), listed)
                        : null;
            }
            at = next;
        }
        return null;
    }

    /** Records the schemas of a member; true when this part allows no member that it does not list. */
    private static boolean collect(JsonNode part, String name, List<JsonNode> found, Set<String> listed) {
        listed.addAll(part.path("properties").propertyNames());
        JsonNode member = part.path("properties").path(name);
        if (!member.isMissingNode()) {
            found.add(member);
        }
        part.path("patternProperties").properties().forEach(pattern -> {
            if (java.util.regex.Pattern.compile(pattern.getKey()).matcher(name).find()) {
                found.add(pattern.getValue());
            }
        });
        boolean closed = isScalar(part.path("type"));
        for (String others : OTHERS) {
            JsonNode rest = part.path(others);
            closed |= rest.isBoolean() && !rest.asBoolean();
            if (rest.isObject() || rest.isBoolean() && rest.asBoolean()) {
                found.add(rest);
            }
        }
        return closed;
    }

    /** A value that holds nothing. */
    private static boolean isScalar(JsonNode type) {
        Set<String> types = new TreeSet<>();
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asString("")));
        } else if (type.isString()) {
            types.add(type.asString());
        }
        return !types.isEmpty() && !types.contains("object") && !types.contains("array");
    }

    /** Adds the schema and all that speak of the same value; false when one is not known. */
    private boolean spread(JsonNode schema, Set<JsonNode> parts) {
        if (!schema.isObject()) {
            return !schema.isBoolean();
        }
        if (!parts.add(schema)) {
            return true;
        }
        if (schema.has("$dynamicRef")) {
            return false;
        }
        boolean known = true;
        if (schema.has("$ref")) {
            String reference = schema.path("$ref").asString("");
            JsonNode target = reference.equals("#")
                    ? root
                    : reference.startsWith("#/") ? root.at(reference.substring(1)) : root.path("");
            known = !target.isMissingNode() && spread(target, parts);
        }
        for (String keyword : SAME) {
            JsonNode same = schema.path(keyword);
            if (same.isArray()) {
                for (JsonNode one : same) {
                    known &= one.isBoolean() || spread(one, parts);
                }
            } else if (same.isObject()) {
                known &= spread(same, parts);
            }
        }
        for (JsonNode one : schema.path("dependentSchemas")) {
            known &= one.isBoolean() || spread(one, parts);
        }
        return known;
    }
}
