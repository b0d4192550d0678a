package org.lienthong.agency.axis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs the headers of one call as the vendors' SDK does: every header goes out as {@code XroadVnpt-<name>}, all of them
 * once more as one JSON object, and the lower-case hex HMAC-SHA256 of that JSON text under the system's secret. The body
 * is covered only through the header {@code hash-file}.
 */
public final class AxisSignature {

    public static final String PREFIX = "XroadVnpt-";

    private static final JsonMapper JSON = new JsonMapper();

    private AxisSignature() {}

    /**
     * @param headers the headers to sign, unprefixed, in the order of the JSON text
     * @return the headers to send, in order
     * @throws IllegalArgumentException when a value is not printable ASCII: header lines carry nothing else
     */
    public static Map<String, String> sign(Map<String, String> headers, String secret) {
        Map<String, String> prefixed = new LinkedHashMap<>();
        headers.forEach((name, value) -> prefixed.put(PREFIX + name, printable(name, value)));
        String json = JSON.writeValueAsString(prefixed);

        Map<String, String> signed = new LinkedHashMap<>(prefixed);
        signed.put(PREFIX + "sign-header-key", String.join(";", headers.keySet()));
        signed.put(PREFIX + "sign-header", json);
        signed.put(PREFIX + "hash-header", hmac(json, secret));
        signed.put(PREFIX + "version", "3.0.201608");
        signed.put("User-Agent", "JAVASDKAgent/1.0.0 XRoad/VPCP");
        return Collections.unmodifiableMap(signed);
    }

    private static String printable(String name, String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("header " + name + ": only printable ASCII may stand in a header");
        }
        return value;
    }

    private static String hmac(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
