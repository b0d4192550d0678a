package org.lienthong.agency.axis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AxisSignatureTest {

    @Test
    void signsTheJsonTextOfAllHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("timestamp", "22112026T101502+0042");
        headers.put("systemid", "G09");
        headers.put("Content-Type", "application/json");
        headers.put("servicetype", "eDoc");
        headers.put("messagetype", "edoc");
        headers.put("to", "[\"H26\",\"G18\"]");

        Map<String, String> signed = AxisSignature.sign(headers, "demo-G09");

        String json = """
                {"XroadVnpt-timestamp":"22112026T101502+0042","XroadVnpt-systemid":"G09",\
                "XroadVnpt-Content-Type":"application/json","XroadVnpt-servicetype":"eDoc",\
                "XroadVnpt-messagetype":"edoc","XroadVnpt-to":"[\\"H26\\",\\"G18\\"]"}""";
        assertThat(signed)
                .containsEntry("XroadVnpt-sign-header", json)
                .containsEntry(
                        "XroadVnpt-sign-header-key", "timestamp;systemid;Content-Type;servicetype;messagetype;to")
                // printf '%s' "$json" | openssl dgst -sha256 -hmac demo-G09
                .containsEntry(
                        "XroadVnpt-hash-header", "336a116dd7fc5f6b5eb6e989206bf3bdb2b1da696c4d4a05d08bc910a36d188a")
                .containsEntry("XroadVnpt-version", "3.0.201608")
                .containsEntry("XroadVnpt-to", "[\"H26\",\"G18\"]")
                .containsEntry("User-Agent", "JAVASDKAgent/1.0.0 XRoad/VPCP");
    }

    @Test
    void refusesALineBreakInAHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AxisSignature.sign(Map.of("docId", "1\r\nX-Evil: 1"), "secret"))
                .withMessageContaining("docId");
    }
}
