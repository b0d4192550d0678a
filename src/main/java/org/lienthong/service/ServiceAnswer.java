package org.lienthong.service;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What leaves: the agreed fields, on record under that exchange id.
 *
 * @param json the same as {@code tree}, as it is sent
 * @param age since when the hub knows it; null when the provider was asked for it
 * @param limits what is left of the agreement's quota, as headers
 */
record ServiceAnswer(
        UUID exchangeId,
        JsonNode tree,
        byte[] json,
        @Nullable Duration age,
        Map<String, String> limits) {

    /** The headers of the answer: {@code Exchange-Id}, the quota's, and {@code Age} (RFC 9111 §5.1) of one given again. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(limits);
        headers.put("Exchange-Id", exchangeId.toString());
        headers.put("Cache-Control", "no-store");
        if (age != null) {
            headers.put("Age", Long.toString(age.toSeconds()));
        }
        return headers;
    }
}
