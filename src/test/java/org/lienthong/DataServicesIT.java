package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.RawHttp;
import tools.jackson.databind.json.JsonMapper;

/** Data services as a ministry's system uses them, down to the simulated population database. */
@ExtendWith(SharedHub.class)
class DataServicesIT {

    private static final String CONFIRM = "/api/v1/services/G01/population-confirm";
    private static final String FETCH = "/api/v1/services/G01/population-fetch";
    private static final String[] HEADERS = {
        "Purpose", "administrative-procedure", "Case-Id", "000.00.00.H41-261122-0001", "Officer-Id", "H41/cb-0012"
    };
    private static final String SOAP = """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:xrd="http://x-road.eu/xsd/xroad.xsd" xmlns:id="http://x-road.eu/xsd/identifiers">
              <soap:Header>
                <xrd:client id:objectType="SUBSYSTEM"><id:xRoadInstance>VN</id:xRoadInstance>
                  <id:memberClass>GOV</id:memberClass><id:memberCode>%s</id:memberCode></xrd:client>
                <xrd:service id:objectType="SERVICE"><id:xRoadInstance>VN</id:xRoadInstance>
                  <id:memberClass>GOV</id:memberClass><id:memberCode>G01</id:memberCode>
                  <id:serviceCode>population-fetch</id:serviceCode></xrd:service>
                <xrd:id>request-1</xrd:id><xrd:userId>H41/cb-0012</xrd:userId>
                <xrd:issue>000.00.00.H41-261122-0001</xrd:issue><xrd:protocolVersion>4.0</xrd:protocolVersion>
                <p:purpose xmlns:p="urn:lienthong:service">%s</p:purpose>
              </soap:Header>
              <soap:Body><q:population-fetch xmlns:q="urn:example:q"><soDinhDanh>000085000000</soDinhDanh>
                <hoVaTen>Nguyễn Văn Mẫu</hoVaTen><ngaySinh>1985-02-03</ngaySinh></q:population-fetch></soap:Body>
            </soap:Envelope>""";

    private final RunningHub hub;
    private final HubCaller h41;

    DataServicesIT(RunningHub hub) {
        this.hub = hub;
        this.h41 = hub.as("H41");
    }

    private HttpResponse<String> call(String path, String... headers) throws Exception {
        byte[] request = Files.readAllBytes(Path.of("examples/services/G01/population-confirm/request.json"));
        return h41.post(path, "application/json", request, headers);
    }

    private void assertEvents(HttpResponse<String> response, String... events) {
        String trace = response.headers().firstValue("Trace-Id").orElseThrow();
        assertThat(hub.audit().ofTrace(trace))
                .extracting(row -> row.text("event"))
                .containsExactly(events);
    }

    @Test
    void confirmsACitizenOnRecord() throws Exception {
        HttpResponse<String> response = call(CONFIRM, HEADERS);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"tonTai\":true}");
        String exchange = response.headers().firstValue("Exchange-Id").orElseThrow();
        assertThat(hub.audit().ofExchange(exchange))
                .extracting(row -> row.text("event") + " " + row.text("actor") + " " + row.text("provider") + "/"
                        + row.text("service") + " " + row.text("agreement"))
                .containsExactly(
                        "data-requested H41 G01/population-confirm G01-population-confirm-H41",
                        "data-released H41 G01/population-confirm G01-population-confirm-H41");
        assertThat(hub.audit().ofExchange(exchange).toString())
                .doesNotContain("000085000000", "cb-0012", "261122-0001");
    }

    @Test
    void fetchesTheAgreedFieldsAlone() throws Exception {
        HttpResponse<String> response = call(FETCH, HEADERS);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(response.body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"congDan":[{"soDinhDanh":"000085000000","hoVaTen":"Nguyễn Văn Mẫu","gioiTinh":"nam",
                         "ngaySinh":"1985-02-03","namSinh":"1985",
                         "thuongTru":{"maTinh":"01","maXa":"99011","chiTiet":"Số 1 phố Mẫu"}}]}"""));
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void servesACallerThatSpeaksSoap() {
        HttpResponse<String> response = soap("H41", "administrative-procedure");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
        assertThat(response.body())
                .contains("population-fetchResponse", "<soDinhDanh>000085000000</soDinhDanh>", "request-1")
                .contains("<thuongTru><maTinh>01</maTinh><maXa>99011</maXa>")
                .doesNotContain("voChong", "danToc");
        assertEvents(response, "data-requested", "data-released");
    }

    @Test
    void answersSoapWithFaultsOfTheSameLoci() {
        HttpResponse<String> denied = soap("H41", "inspection");
        assertThat(denied.statusCode()).isEqualTo(500);
        assertThat(denied.body())
                .contains("<faultcode>soap:Client</faultcode>", "<status>403</status>", "<locus>caller</locus>")
                .contains("urn:lienthong:problem:purpose-not-permitted");
        assertEvents(denied, "data-denied");
        HttpResponse<String> mismatch = soap("G22", "administrative-procedure");
        assertThat(mismatch.body()).contains("urn:lienthong:problem:sender-mismatch");
        assertEvents(mismatch, "refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "multipart/related; type=\"application/xop+xml\"; boundary=b | --b | unsupported-media-type",
                "application/json | {} | unsupported-media-type",
                "none | <a/> | unsupported-media-type",
                "text/xml; charset=klingon | <a/> | unsupported-charset",
                "text/xml | <s:Envelope | malformed-xml",
                "text/xml | <!DOCTYPE a><a/> | xml-dtd-forbidden",
            })
    void answersWhateverASoapCallerSendsWithAFault(String type, String body, String problem) {
        HttpResponse<String> answer = h41.post("/soap", type, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/xml");
        assertThat(answer.body())
                .contains("<faultcode>soap:Client</faultcode>", "<type>urn:lienthong:problem:" + problem + "</type>");
        assertEvents(answer, "refused");
    }

    @Test
    void letsASoapCallerTakeLess() throws Exception {
        String request = SOAP.formatted("H41", "administrative-procedure")
                .replace("<soDinhDanh>", "<fields>congDan.hoVaTen</fields><soDinhDanh>");
        HttpResponse<String> response =
                h41.post("/soap", "text/xml; charset=UTF-8", request.getBytes(StandardCharsets.UTF_8));
        assertThat(response.body()).contains("<hoVaTen>").doesNotContain("<soDinhDanh>");
    }

    private HttpResponse<String> soap(String client, String purpose) {
        return h41.post(
                "/soap",
                "text/xml; charset=UTF-8",
                SOAP.formatted(client, purpose).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tellsARefusalOfTheProvidersApart() throws Exception {
        HttpResponse<String> response =
                call(CONFIRM, "Purpose", "administrative-procedure", "Case-Id", "x", "Officer-Id", "H41/cb-005");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("\"locus\":\"provider\"", "provider-refused");
        assertEvents(response, "data-requested", "data-failed");
    }

    @Test
    void deniesOnRecord() throws Exception {
        HttpResponse<String> response =
                call(CONFIRM, "Purpose", "administrative-procedure", "Case-Id", "x", "Officer-Id", "G22/cb-0012");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("\"locus\":\"caller\"", "purpose-not-permitted");
        assertEvents(response, "data-denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/services/G01/%2e%2e/G01/population-confirm",
                "/api/v1/services/G15/%2e%2e/G01/population-confirm",
                "/api/v1/services/G15/..%2fG01/population-confirm",
                "/api/v1/services/G15/%252e%252e/G01/population-confirm",
                "/api/v1/services/G01/population-confirm;x=1",
                "/api/v1/services/G01;a/population-confirm",
                "/api/v1/services/G01//population-confirm",
                "/api/v1/services/G01/population-confirm%00",
                "/api/v1/services/G01/population-confirm%2f",
                "/api/v1/services/G01/population-confirm/",
                "/api/v1/services/G01/population%2dconfirm%20",
                "/api/v1/services/./G01/population-confirm",
                "/api/v1/services/G01\\population-confirm"
            })
    void noTrickWithThePathReachesTheService(String path) throws Exception {
        String body = Files.readString(Path.of("examples/services/G01/population-confirm/request.json"));
        RawHttp.Answer answer = hub.raw()
                .send("POST " + path + " HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n"
                        + "Authorization: Bearer demo-H41\r\nContent-Type: application/json\r\n"
                        + "Purpose: administrative-procedure\r\nCase-Id: x\r\nOfficer-Id: H41/cb-0012\r\n"
                        + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        assertThat(answer.status()).isIn(400, 403, 404);
        assertThat(answer.body()).doesNotContain("tonTai");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/soap/G15/%2e%2e/G01/population-fetch",
                "/soap/G15/..%2fG01/population-fetch",
                "/soap/G15/%252e%252e/G01/population-fetch",
                "/soap/G01/population-fetch;x=1",
                "/soap//G01/population-fetch",
                "/soap/G01;a/population-fetch",
                "/soap/../soap/G01/population-fetch",
                "/soap/G01/population-fetch/"
            })
    void noTrickWithThePathReachesTheServiceOverSoap(String path) throws Exception {
        byte[] body = SOAP.formatted("H41", "administrative-procedure").getBytes(StandardCharsets.UTF_8);
        RawHttp.Answer answer = hub.raw()
                .send("POST " + path + " HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n"
                        + "Authorization: Bearer demo-H41\r\nContent-Type: text/xml; charset=UTF-8\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n" + new String(body, StandardCharsets.UTF_8));
        assertThat(answer.status()).isIn(400, 403, 404);
        assertThat(answer.body()).doesNotContain("congDan");
    }
}
