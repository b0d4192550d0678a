package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lienthong.testing.RawHttp;
import tools.jackson.databind.JsonNode;

/** The lists of agencies, and changing them. */
class AgencyDirectoryTest extends VxpCalls {

    @Test
    void listsAgenciesInThreeShapes() throws IOException {
        JsonNode old = find(call("POST", "getAgenciesList").path("data"), "G22");
        assertThat(old.path("oldCode").asString()).isEqualTo("000.00.00.G22");
        assertThat(old.path("name").asString()).isEqualTo("Văn phòng Chính phủ");
        JsonNode qd20 = find(call("POST", "getAgenciesListQD20").path("data"), "G22");
        assertThat(qd20.path("code102").asString()).isEqualTo("000.00.00.G22");
        JsonNode unit = find(call("POST", "getSynchronizeUnit").path("data"), "G05");
        assertThat(unit.path("deleted").asBoolean()).isTrue();
        assertThat(unit.path("version").isNumber()).isTrue();
        assertThat(unit.path("modifyDate").asString()).isEqualTo("2025/03/01 00:00:00");
    }

    @Test
    void mergedAgenciesAreNotListedAsReceivers() throws IOException {
        assertThat(find(call("POST", "getAgenciesList").path("data"), "G05").isMissingNode())
                .isTrue();
    }

    private static JsonNode find(JsonNode items, String id) {
        for (JsonNode item : items) {
            if (item.path("id").asString().equals(id)) {
                return item;
            }
        }
        return tools.jackson.databind.node.MissingNode.getInstance();
    }

    @Test
    void registersOnlyBeneathOnesOwn() throws IOException {
        Map<String, String> headers = signed("G22", "demo-G22", Map.of());
        byte[] foreign = "{\"code\":\"H26.99\",\"pcode\":\"H26\",\"name\":\"Sở Mẫu\"}".getBytes(UTF_8);
        assertFail(send("POST", "registerAgency", headers, foreign), 200, "403", "forbidden");
        byte[] bad = "{\"code\":\"nonsense\",\"pid\":\"G22\",\"name\":\"\"}".getBytes(UTF_8);
        RawHttp.Answer answer = send("POST", "registerAgency", headers, bad);
        assertFail(answer, 200, "22", "schema-violation");
        assertThat(answer.json().path("errors")).hasSize(2);
        assertFail(send("POST", "registerAgency", headers, "[".getBytes(UTF_8)), 200, "400", "malformed-json");
        assertFail(send("POST", "registerAgency", headers, new byte[100_000]), 200, "10", "payload-too-large");
        assertFail(
                send("POST", "deleteAgency", signed("G22", "demo-G22", map("AgencyCode", "H26")), new byte[0]),
                200,
                "404",
                "not-found");
    }
}
