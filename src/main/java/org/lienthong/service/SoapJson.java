package org.lienthong.service;

import java.math.BigDecimal;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same message as XML and as JSON: an element is a member, one that is there several times an array. XML does not say
 * what is a number; the service's schema does, as far as {@code properties}, {@code items} and {@code type} go.
 */
final class SoapJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** XML Schema part 1 §2.6.2. */
    private static final String NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil";

    private SoapJson() {}

    /** The children of the element as an object, with what does not fit the schema left as text for it to refuse. */
    static ObjectNode read(SoapElement element, JsonNode schema) {
        return read(element, schema, "");
    }

    /** The same of a request, which may say with an element for each which fields it wants. */
    static ObjectNode request(SoapElement element, JsonNode schema) {
        return read(element, schema, Releases.FIELDS);
    }

    private static ObjectNode read(SoapElement element, JsonNode schema, String list) {
        ObjectNode object = NODES.objectNode();
        if (!element.children().isEmpty() && !element.text().isEmpty()) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The request holds text beside elements.",
                    "Yêu cầu có văn bản nằm xen giữa các phần tử.");
        }
        for (SoapElement child : element.children()) {
            if (isNil(child)) {
                continue; // what is nil is not there
            }
            JsonNode own = schema.path("properties").path(child.name());
            boolean array =
                    child.name().equals(list) || own.path("type").asString("").equals("array");
            JsonNode value = value(child, array ? own.path("items") : own);
            JsonNode before = object.get(child.name());
            if (before instanceof ArrayNode items) {
                items.add(value);
            } else if (before != null) {
                object.set(child.name(), NODES.arrayNode().add(before).add(value));
            } else {
                object.set(child.name(), array ? NODES.arrayNode().add(value) : value);
            }
        }
        return object;
    }

    private static boolean isNil(SoapElement element) {
        String nil = element.attributes().getOrDefault(NIL, "");
        return (nil.equals("true") || nil.equals("1"))
                && element.children().isEmpty()
                && element.text().isEmpty();
    }

    private static JsonNode value(SoapElement element, JsonNode schema) {
        String type = schema.path("type").asString("");
        if (!element.children().isEmpty() || type.equals("object")) {
            return read(element, schema);
        }
        String text = element.text();
        boolean number = type.equals("integer") || type.equals("number");
        if (number && text.matches("-?(0|[1-9][0-9]{0,17})")) {
            return NODES.numberNode(Long.parseLong(text));
        }
        if (type.equals("number") && text.matches("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}")) {
            return NODES.numberNode(new BigDecimal(text));
        }
        if (type.equals("boolean") && (text.equals("true") || text.equals("false"))) {
            return NODES.booleanNode(text.equals("true"));
        }
        return NODES.stringNode(text);
    }

    /** The members as elements; what is null is left out, an empty array has no element. */
    static void write(JsonNode node, XMLStreamWriter out) throws XMLStreamException {
        for (java.util.Map.Entry<String, JsonNode> member : node.properties()) {
            write(member.getKey(), member.getValue(), out);
        }
    }

    private static void write(String name, JsonNode value, XMLStreamWriter out) throws XMLStreamException {
        if (value.isArray()) {
            for (JsonNode item : value) {
                write(name, item, out);
            }
        } else if (!value.isNull()) {
            out.writeStartElement(name);
            if (value.isObject()) {
                write(value, out);
            } else {
                out.writeCharacters(value.isNumber() ? value.decimalValue().toPlainString() : value.asString());
            }
            out.writeEndElement();
        }
    }
}
