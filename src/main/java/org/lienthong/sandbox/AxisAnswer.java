package org.lienthong.sandbox;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The axis' response envelope {@code {"status","ErrorCode","ErrorDesc","data",…}}, read in a stream: a document in
 * {@code data} (base64) goes straight to where it is kept, a list becomes one map per item.
 *
 * @param errorCode {@code "0"} for a success
 * @param docId of what was sent, or null
 * @param count or null
 * @param items empty when there are none
 */
record AxisAnswer(
        String status,
        String errorCode,
        String errorDesc,
        @Nullable String docId,
        @Nullable Long count,
        List<Map<String, String>> items) {

    private static final JsonMapper JSON = new JsonMapper();

    AxisAnswer {
        items = List.copyOf(items);
    }

    boolean ok() {
        return "OK".equals(status) && "0".equals(errorCode);
    }

    /**
     * @param document takes the bytes of a document in the answer
     * @throws tools.jackson.core.JacksonException when this is no such envelope
     */
    static AxisAnswer read(InputStream in, OutputStream document) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<Map<String, String>> items = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        items.add(item(parser));
                    }
                } else if (name.equals("data") && value == JsonToken.VALUE_STRING) {
                    parser.readBinaryValue(document);
                } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    fields.put(name, parser.getValueAsString(""));
                } else {
                    parser.skipChildren();
                }
            }
        }
        String count = fields.get("count");
        return new AxisAnswer(
                fields.getOrDefault("status", ""),
                fields.getOrDefault("ErrorCode", ""),
                fields.getOrDefault("ErrorDesc", ""),
                fields.get("DocId"),
                count == null ? null : Long.valueOf(count),
                items);
    }

    private static Map<String, String> item(JsonParser parser) {
        Map<String, String> item = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                item.put(name, parser.getValueAsString(""));
            } else {
                parser.skipChildren();
            }
        }
        return item;
    }
}
