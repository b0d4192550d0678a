package org.lienthong.service;

import java.text.Normalizer;
import java.util.List;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request as strictly as RFC 8259 allows: one JSON object in UTF-8, no member twice, nothing after it, within
 * limits. Texts become NFC, because providers compare names by their bytes, and some systems write each accent apart. No
 * problem repeats anything of what was sent.
 */
final class RequestReader {

    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 256;
    private static final int LARGEST_EXPONENT = 400;

    private final int members;
    private final JsonMapper json;

    RequestReader(ServiceSettings settings) {
        this.members = settings.members();
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(settings.depth())
                .maxNumberLength(LONGEST_NUMBER)
                .maxNameLength(LONGEST_NAME)
                .maxStringLength((int) settings.largestRequest().toBytes())
                .build();
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(limits)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    ObjectNode read(byte[] body) {
        if (isUtf16(body)) {
            throw StandardDetail.of(ProblemType.MALFORMED_JSON);
        }
        JsonNode tree;
        try {
            tree = json.readTree(body);
        } catch (StreamConstraintsException e) {
            throw limit();
        } catch (JacksonException e) {
            throw malformed(e);
        }
        if (!(tree instanceof ObjectNode object)) {
            if (tree == null || tree.isMissingNode()) {
                throw StandardDetail.of(ProblemType.MALFORMED_JSON);
            }
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The request is a JSON object.",
                    "Yêu cầu phải là một đối tượng JSON.");
        }
        if (count(object) > members) {
            throw limit();
        }
        compose(object);
        return object;
    }

    /**
     * Why a request that is too large is refused.
     *
     * @param beginning what was read of it: JSON that is beyond other limits there says so rather
     */
    ProblemException tooLarge(byte[] beginning) {
        try (JsonParser parser = json.createParser(beginning)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isNumeric()) {
                    parser.getString(); // else it is not measured
                }
            }
        } catch (StreamConstraintsException e) {
            return limit();
        } catch (JacksonException e) {
            // It was cut.
        }
        return StandardDetail.of(ProblemType.PAYLOAD_TOO_LARGE);
    }

    /** Or UTF-32: no JSON in UTF-8 holds a zero byte. */
    private static boolean isUtf16(byte[] body) {
        return body.length > 1 && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xFE || body[0] == (byte) 0xFF);
    }

    private static void compose(JsonNode container) {
        if (container instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(composed(member.getValue())));
        } else if (container instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, composed(array.get(i)));
            }
        }
    }

    private static JsonNode composed(JsonNode value) {
        if (value.isString() && !Normalizer.isNormalized(value.stringValue(), Normalizer.Form.NFC)) {
            return JsonNodeFactory.instance.stringNode(Normalizer.normalize(value.stringValue(), Normalizer.Form.NFC));
        }
        compose(value);
        return value;
    }

    private int count(JsonNode node) {
        if (node.isNumber()
                && node.isBigDecimal()
                && Math.abs(node.decimalValue().scale()) > LARGEST_EXPONENT) {
            throw limit();
        }
        int sum = 1;
        for (JsonNode child : node) {
            sum += count(child);
        }
        return sum;
    }

    private static ProblemException malformed(JacksonException e) {
        String message = e.getOriginalMessage();
        if (message != null && message.startsWith("Duplicate Object property")) {
            return new ProblemException(
                    ProblemType.DUPLICATE_PROPERTY,
                    "A property stands twice in the same object.",
                    "Một thuộc tính xuất hiện hai lần trong cùng một đối tượng.",
                    List.of(),
                    null);
        }
        return StandardDetail.of(ProblemType.MALFORMED_JSON);
    }

    private static ProblemException limit() {
        return new ProblemException(
                ProblemType.JSON_LIMIT_EXCEEDED,
                "The JSON is nested too deeply, or holds too many values or too long a number or name.",
                "JSON lồng nhau quá sâu, có quá nhiều giá trị hoặc có số, tên quá dài.");
    }
}
