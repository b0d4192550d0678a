package org.lienthong.dossier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Small JSON as callers hand it in, whole in memory: RFC 8259, no member twice, nothing after it, within limits. No problem
 * repeats anything of what was sent.
 */
public final class StrictJson {

    private static final int DEPTH = 16;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_NAME = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /**
     * The bytes of each object, as they came: of the one that the body is, or of those in the array that it is.
     *
     * @param most objects at once
     */
    public static List<byte[]> objects(byte[] body, int most) {
        List<byte[]> objects = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            JsonToken token = array ? parser.nextToken() : parser.currentToken();
            while (token == JsonToken.START_OBJECT) {
                if (objects.size() == most) {
                    throw tooMany(most);
                }
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                objects.add(Arrays.copyOfRange(
                        body, start, (int) parser.currentLocation().getByteOffset()));
                token = parser.nextToken();
                if (!array) {
                    break;
                }
            }
            if (array && token == JsonToken.END_ARRAY) {
                token = parser.nextToken();
            }
            if (token != null || objects.isEmpty()) {
                throw StandardDetail.of(ProblemType.MALFORMED_JSON);
            }
            return objects;
        } catch (JacksonException e) {
            throw problem(e);
        }
    }

    /** The one object that the bytes are. */
    public static ObjectNode object(byte[] bytes) {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw StandardDetail.of(ProblemType.MALFORMED_JSON);
        } catch (JacksonException e) {
            throw problem(e);
        }
    }

    /** A member that is a text or a whole number, as text without surrounding blanks; null when absent, blank or other. */
    public static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.get(member);
        if (value == null || !value.isString() && !value.isIntegralNumber()) {
            return null;
        }
        String text = value.asString().strip();
        return text.isEmpty() ? null : text;
    }

    private static ProblemException problem(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return new ProblemException(
                    ProblemType.JSON_LIMIT_EXCEEDED,
                    "The JSON is nested too deeply, or holds too long a number or name.",
                    "JSON lồng nhau quá sâu, hoặc có số, tên quá dài.");
        }
        String message = e.getOriginalMessage();
        return message != null && message.startsWith("Duplicate Object property")
                ? new ProblemException(
                        ProblemType.DUPLICATE_PROPERTY,
                        "A property stands twice in the same object.",
                        "Một thuộc tính xuất hiện hai lần trong cùng một đối tượng.")
                : StandardDetail.of(ProblemType.MALFORMED_JSON);
    }

    private static ProblemException tooMany(int most) {
        return new ProblemException(
                ProblemType.PAYLOAD_TOO_LARGE,
                "At most " + most + " records are taken at once.",
                "Mỗi lần chỉ nhận tối đa " + most + " bản ghi.");
    }
}
