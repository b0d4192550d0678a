package org.lienthong.catalogue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lienthong.agreement.ServiceField;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a service's JSON Schema that an agreement lets out: properties that lead to no released field are taken
 * away. References within the schema are written out, so that it can stand inside an OpenAPI document.
 */
final class ReleasedSchema {

    /** Deeper than any answer. */
    private static final int DEEPEST = 24;

    /** Keywords that name or bundle a schema file and mean nothing, or something else, inside another document. */
    private static final Set<String> OF_FILES = Set.of("$schema", "$id", "$defs", "definitions", "$comment", "$anchor");

    private final JsonNode root;
    private final Map<String, ServiceField> fields;
    private final boolean everything;

    /** References being written out: one that is met again within itself is left open. */
    private final Deque<String> open = new ArrayDeque<>(List.of("#"));

    private ReleasedSchema(JsonNode root, Map<String, ServiceField> fields, boolean everything) {
        this.root = root;
        this.fields = fields;
        this.everything = everything;
    }

    /** The whole schema, written out. */
    static JsonNode whole(JsonNode schema) {
        return new ReleasedSchema(schema, Map.of(), true).part(schema, "", 0);
    }

    /** What is left of a schema for these fields; a field that it does not describe is added as it was declared. */
    static JsonNode of(JsonNode schema, Map<String, ServiceField> released) {
        JsonNode part = new ReleasedSchema(schema, released, false).part(schema, "", 0);
        ObjectNode object =
                part instanceof ObjectNode known ? known : JsonMapper.shared().createObjectNode();
        released.values().forEach(field -> describe(object, field));
        return object;
    }

    private JsonNode part(JsonNode schema, String path, int depth) {
        if (!(schema instanceof ObjectNode) || depth > DEEPEST) {
            return schema.isBoolean() ? schema : JsonMapper.shared().createObjectNode();
        }
        ObjectNode part = JsonMapper.shared().createObjectNode();
        String reference = schema.path("$ref").asString("");
        if (reference.startsWith("#") && !open.contains(reference)) {
            open.push(reference);
            if (part(root.at(reference.substring(1)), path, depth + 1) instanceof ObjectNode known) {
                part.setAll(known);
            }
            open.pop();
        }
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            copy(keyword.getKey(), keyword.getValue(), path, depth, part);
        }
        keepRequired(part);
        return part;
    }

    private void copy(String keyword, JsonNode value, String path, int depth, ObjectNode part) {
        switch (keyword) {
            case "$ref" -> {
                // written out above; a reference to another file would tell where the hub's files are
            }
            case "properties" -> {
                ObjectNode properties = part.withObjectProperty("properties");
                for (Map.Entry<String, JsonNode> property : value.properties()) {
                    String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                    if (leadsToField(name)) {
                        properties.set(property.getKey(), part(property.getValue(), name, depth + 1));
                    }
                }
            }
            case "items", "additionalProperties", "not", "if", "then", "else" ->
                part.set(keyword, part(value, path, depth + 1));
            case "allOf", "anyOf", "oneOf", "prefixItems" -> {
                ArrayNode all = part.putArray(keyword);
                value.forEach(each -> all.add(part(each, path, depth + 1)));
            }
            case "patternProperties", "dependentSchemas", "examples", "example", "default" -> {
                if (everything) {
                    part.set(keyword, value);
                }
            }
            default -> {
                if (!OF_FILES.contains(keyword)) {
                    part.set(keyword, value);
                }
            }
        }
    }

    private boolean leadsToField(String path) {
        return everything
                || fields.containsKey(path)
                || fields.keySet().stream().anyMatch(field -> field.startsWith(path + "."));
    }

    private void keepRequired(ObjectNode part) {
        if (everything || !part.has("required")) {
            return;
        }
        JsonNode properties = part.path("properties");
        List<String> kept = new ArrayList<>();
        part.path("required").forEach(name -> {
            if (properties.has(name.asString(""))) {
                kept.add(name.asString(""));
            }
        });
        ArrayNode required = part.putArray("required");
        kept.forEach(required::add);
    }

    private static void describe(ObjectNode object, ServiceField field) {
        ObjectNode at = object;
        String[] names = field.path().split("\\.");
        for (int i = 0; i < names.length; i++) {
            ObjectNode holder = at.path("items") instanceof ObjectNode items ? items : at;
            if (!holder.has("properties") && (holder.has("allOf") || holder.has("anyOf") || holder.has("oneOf"))) {
                return; // described in one of several ways
            }
            ObjectNode properties = holder.withObjectProperty("properties");
            if (!(properties.get(names[i]) instanceof ObjectNode)) {
                properties.putObject(names[i]);
            }
            at = properties.withObjectProperty(names[i]);
        }
        if (at.isEmpty()) {
            at.put("type", field.type().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (!at.has("title")) {
            at.put("title", field.title().vi());
        }
    }
}
