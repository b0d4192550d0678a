package org.lienthong.service;

import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a route made of a provider's answer, and writes what leaves: each number with the digits that it came with,
 * no member twice, and no text that XML could not hold, so that an answer is the same to callers of both kinds.
 */
final class AnswerJson {

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** @throws ProblemException when it is no JSON */
    JsonNode read(@Nullable Object body) {
        try {
            if (body instanceof JsonNode tree) {
                return tree;
            }
            if (body instanceof byte[] bytes) {
                return json.readTree(bytes);
            }
            return body instanceof String text ? json.readTree(text) : json.valueToTree(body);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemType.PROVIDER_INVALID_RESPONSE,
                    "What the service's mapping made of the provider's answer is no JSON.",
                    "Kết quả ánh xạ từ trả lời của bên cung cấp không phải JSON.");
        }
    }

    /** @throws ProblemException when a text in it is none */
    byte[] write(JsonNode released) {
        requireText(released);
        return json.writeValueAsBytes(released);
    }

    private static void requireText(JsonNode node) {
        if (node.isString() && !node.stringValue().codePoints().allMatch(AnswerJson::isCharacter)) {
            throw new ProblemException(
                    ProblemType.PROVIDER_INVALID_RESPONSE,
                    "The provider's answer holds characters that no text has.",
                    "Trả lời của bên cung cấp có ký tự không hợp lệ.");
        }
        node.forEach(AnswerJson::requireText);
    }

    /** XML 1.0 §2.2, production 2; half a surrogate pair is its own code point here. */
    private static boolean isCharacter(int c) {
        return c >= ' ' && c < 0xD800
                || c >= 0xE000 && c != 0xFFFE && c != 0xFFFF
                || c == '\t'
                || c == '\n'
                || c == '\r';
    }
}
