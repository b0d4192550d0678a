package org.lienthong.service;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.ServiceField;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies of an answer the agreed fields and nothing else, at every level, in arrays too. What is copied is a value of the
 * declared type; a container where a value should be stays behind with all that it holds. So a field that a provider adds
 * tomorrow, beside the agreed ones or beneath them, does not leave.
 */
final class Release {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A value when it has a type, else what holds others. */
    private record Node(Map<String, Node> members, ServiceField.@Nullable Type type) {}

    private final Node root = new Node(new LinkedHashMap<>(), null);

    /**
     * @param declared the service's fields by path
     * @param agreed paths of those that may leave
     */
    Release(Map<String, ServiceField> declared, Set<String> agreed) {
        for (String path : agreed) {
            ServiceField field = declared.get(path);
            if (field == null) {
                throw new IllegalArgumentException("'" + path + "' is agreed but not declared");
            }
            Node at = root;
            String[] names = path.split("\\.", -1);
            for (int i = 0; i < names.length - 1; i++) {
                at = at.members().computeIfAbsent(names[i], name -> new Node(new LinkedHashMap<>(), null));
            }
            at.members().put(names[names.length - 1], new Node(Map.of(), field.type()));
        }
    }

    /** A new tree; an empty object when the answer is neither object nor array. */
    JsonNode of(JsonNode answer) {
        return of(answer, count -> {});
    }

    /** @param withheld told how many members of an object stay behind */
    JsonNode of(JsonNode answer, IntConsumer withheld) {
        JsonNode released = copy(root, answer, withheld);
        return released == null ? NODES.objectNode() : released;
    }

    private static @Nullable JsonNode copy(Node node, JsonNode from, IntConsumer withheld) {
        if (from instanceof ArrayNode array) {
            ArrayNode items = NODES.arrayNode();
            for (JsonNode item : array) {
                JsonNode copied = copy(node, item, withheld);
                if (copied != null) {
                    items.add(copied);
                }
            }
            return items;
        }
        if (node.type() != null) {
            return fits(node.type(), from) ? from : null;
        }
        return from instanceof ObjectNode object ? members(node, object, withheld) : null;
    }

    private static ObjectNode members(Node node, ObjectNode from, IntConsumer withheld) {
        ObjectNode members = NODES.objectNode();
        node.members().forEach((name, member) -> {
            JsonNode value = from.get(name);
            JsonNode copied = value == null ? null : copy(member, value, withheld);
            if (copied != null) {
                members.set(name, copied);
            }
        });
        if (members.size() < from.size()) {
            withheld.accept(from.size() - members.size());
        }
        return members;
    }

    private static boolean fits(ServiceField.Type type, JsonNode value) {
        if (value.isNull()) {
            return true;
        }
        return switch (type) {
            case STRING -> value.isString();
            case INTEGER -> value.isIntegralNumber() || value.isNumber() && isWhole(value.decimalValue());
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
        };
    }

    /** As JSON Schema has it: 1.0 is an integer. */
    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
