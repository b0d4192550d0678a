package org.lienthong.service;

import java.util.List;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request as strictly as RFC 8259 allows: one JSON object, no member twice, nothing after it, within limits. No
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
        return object;
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
