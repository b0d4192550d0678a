package org.lienthong.vxp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.RawHttp;

/** What every operation has in common: who calls, how, and in which language. */
class VxpCallTest extends VxpCalls {

    @ParameterizedTest
    @CsvSource({"G22, wrong", "nobody, demo-G22", "G22, demo-H26", "operator, demo-operator"})
    void wrongSignaturesAreRefused(String systemId, String secret) throws IOException {
        RawHttp.Answer answer = send("POST", "getAgenciesList", signed(systemId, secret, Map.of()), new byte[0]);
        assertFail(answer, 401, "15", "invalid-token");
        assertThat(answer.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void anUnsignedCallIsRefused() throws IOException {
        assertFail(send("POST", "getAgenciesList", Map.of(), new byte[0]), 401, "15", "unauthenticated");
    }

    @Test
    void aKeyOfTheRestApiWorksToo() throws IOException {
        RawHttp.Answer answer = send(
                "POST",
                "getReceivedEdocList",
                map("Authorization", "Bearer demo-000.00.00.G22", "messagetype", "edoc"),
                new byte[0]);
        assertThat(answer.json().path("status").asString()).as(answer.body()).isEqualTo("OK");
        assertFail(
                send("POST", "getAgenciesList", map("Authorization", "Bearer nonsense"), new byte[0]),
                401,
                "15",
                "invalid-token");
        assertFail(
                send("POST", "getAgenciesList", map("Authorization", "Bearer demo-operator"), new byte[0]),
                403,
                "403",
                "forbidden");
    }

    @Test
    void twoValuesOfOneParameterAreRefused() throws IOException {
        Map<String, String> headers = map("Authorization", "Bearer demo-G22", "docId", "a", "XroadVnpt-docId", "b");
        assertFail(send("POST", "getEdoc", headers, new byte[0]), 200, "400", "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%0d%0aX-Evil: 1", "UTF-8''%00", "=?UTF-8?Q?=0D=0A?="})
    void encodedLineBreaksAreRefused(String value) throws IOException {
        RawHttp.Answer answer =
                send("POST", "getEdoc", map("Authorization", "Bearer demo-G22", "docId", value), new byte[0]);
        assertFail(answer, 200, "400", "malformed-request");
        assertThat(answer.head()).doesNotContain("Evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "getEdoc/x", "GETEDOC"})
    void unknownOperationsAreNotFound(String op) throws IOException {
        assertFail(send("POST", op, signed("G22", "demo-G22", Map.of()), new byte[0]), 404, "404", "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, sendEdoc, POST",
        "GET, getEdoc, POST",
        "POST, downloadEdoc, GET",
        "PUT, updateStatus, POST",
        "DELETE, countReceiveEdoc, 'GET, POST'",
    })
    void wrongMethodsTellTheRightOnes(String method, String op, String allow) throws IOException {
        RawHttp.Answer answer = send(method, op, signed("G22", "demo-G22", Map.of()), new byte[0]);
        assertFail(answer, 405, "405", "method-not-allowed");
        assertThat(answer.header("Allow")).hasValue(allow);
    }

    @Test
    void speaksVietnameseUnlessAskedOtherwise() throws IOException {
        Map<String, String> headers = map("Authorization", "Bearer demo-G22");
        assertThat(send("POST", "getAgenciesList", headers, new byte[0])
                        .json()
                        .path("ErrorDesc")
                        .asString())
                .isEqualTo("Thành công");
        headers.put("Accept-Language", "en");
        assertThat(send("POST", "getAgenciesList", headers, new byte[0])
                        .json()
                        .path("ErrorDesc")
                        .asString())
                .isEqualTo("Success");
    }

    @Test
    void readsVietnameseHeaderValues() throws IOException {
        RawHttp.Answer answer = send(
                "POST",
                "deleteAgency",
                map("Authorization", "Bearer demo-G22", "AgencyCode", "Sở Mẫu Đà Nẵng"),
                new byte[0]);
        assertFail(answer, 200, "404", "not-found");
    }
}
