package org.lienthong.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.testing.RawHttp;
import org.lienthong.testing.WebSlice;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** What controllers throw, and what the framework refuses before it reaches one. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "hub.security.demo-keys=true")
@ContextConfiguration(classes = {WebSlice.class, ProbeController.class})
class ProblemAdviceTest {

    @LocalServerPort
    private int port;

    private RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
    }

    private RawHttp.Answer call(String method, String path, String headers, String body) throws IOException {
        return http.send(method + " " + ProbeController.PATH + path + " HTTP/1.1\r\nHost: hub.example\r\n"
                + "Connection: close\r\nAuthorization: Bearer demo-G22\r\n" + headers + "Content-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private static void assertProblem(RawHttp.Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.head()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).doesNotContain("secret", "Exception", "could not extend");
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:lienthong:problem:" + slug);
        assertThat(answer.json().path("errors").isArray()).isTrue();
        assertThat(answer.json().path("traceId").asString())
                .isEqualTo(answer.header("Trace-Id").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /problem, '', '', 422, unknown-recipient",
        "GET, /unexpected, '', '', 500, internal-error",
        "GET, /overflow, '', '', 500, internal-error",
        "GET, /down, '', '', 503, dependency-unavailable",
        "GET, /full, '', '', 503, insufficient-storage",
        "GET, /id/nonsense, '', '', 404, not-found",
        "GET, /number?n=many, '', '', 400, malformed-request",
        "GET, /number?n=%zz, '', '', 400, malformed-request",
        "GET, /number, '', '', 400, malformed-request",
        "GET, /no/such/path, '', '', 404, not-found",
        "GET, /json, '', '', 405, method-not-allowed",
        "POST, /json, Content-Type: text/plain, x, 415, unsupported-media-type",
        "POST, /json, Content-Type: nonsense, x, 415, unsupported-media-type",
        "POST, /json, Content-Type: application/json, {, 400, malformed-json",
        "POST, /json, Content-Type: application/json, '', 400, malformed-json",
        "POST, /text, Content-Type: application/json, '{\"reason\":\"a\",\"reason\":\"b\"}', 400, malformed-json",
        "POST, /text, Content-Type: application/json, '{\"reason\":7}', 400, malformed-json",
        "POST, /text, Content-Type: application/json, '{\"reason\":true}', 400, malformed-json",
        "POST, /text, Content-Type: application/json, '{\"reason\":\"a\"} {}', 400, malformed-json",
    })
    void everyFailureIsItsProblem(String method, String path, String header, String body, int status, String slug)
            throws IOException {
        assertProblem(call(method, path, header.isEmpty() ? "" : header + "\r\n", body), status, slug);
    }

    @Test
    void tellsTheMethodsThatAreAllowed() throws IOException {
        assertThat(call("GET", "/json", "", "").header("Allow")).hasValue("POST");
    }

    @Test
    void namesTheParameterThatIsMissing() throws IOException {
        RawHttp.Answer answer = call("GET", "/number", "", "");
        assertThat(answer.json().path("detail").asString()).isEqualTo("The parameter 'n' is missing.");
        assertThat(answer.json().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/n");
    }

    @Test
    void tellsWhenToComeBack() throws IOException {
        assertThat(call("GET", "/down", "", "").header("Retry-After")).hasValue("5");
    }

    @Test
    void refusesAnAcceptThatCannotBeMet() throws IOException {
        assertProblem(
                call("POST", "/json", "Accept: image/png\r\nContent-Type: application/json\r\n", "{}"),
                406,
                "not-acceptable");
    }

    @Test
    void carriesLocusAndErrors() throws IOException {
        RawHttp.Answer answer = call("GET", "/problem", "", "");
        assertThat(answer.json().path("locus").asString()).isEqualTo("caller");
        assertThat(answer.json().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/To[1]");
        assertThat(answer.json().path("detail").asString()).isEqualTo("No such agency.");
    }

    @ParameterizedTest
    @CsvSource({
        "vi, vi",
        "'vi-VN,vi;q=0.9,en;q=0.8', vi",
        "'en,vi;q=0.9', en",
        "'vi;q=0.5,en;q=0.9', en",
        "'fr,vi;q=0.1', vi",
        "'vi;q=0', en",
        "'*', en",
        "nonsense;;q=x, en",
        "ja, en",
    })
    void speaksTheLanguageAskedFor(String accepted, String language) throws IOException {
        RawHttp.Answer answer = call("GET", "/problem", "Accept-Language: " + accepted + "\r\n", "");
        assertThat(answer.header("Content-Language")).hasValue(language);
        assertThat(answer.json().path("title").asString())
                .isEqualTo(language.equals("vi") ? "Không rõ cơ quan nhận" : "Unknown recipient");
    }

    @ParameterizedTest
    @CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01, false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01, false",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, false",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01, false",
        "00-<script>, false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more, false",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more, true",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-09, true",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more, false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-zz, false",
        "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7, false",
    })
    void keepsAWellFormedTraceparentOnly(String traceparent, boolean kept) throws IOException {
        String traceId = call("GET", "/problem", "traceparent: " + traceparent + "\r\n", "")
                .json()
                .path("traceId")
                .asString();
        assertThat(traceId).matches("[0-9a-f]{32}");
        assertThat(traceId.equals("4bf92f3577b34da6a3ce929d0e0e4736")).isEqualTo(kept);
    }

    /** What else trace headers hold is no concern of the hub's, however much that is. */
    @Test
    void takesNoHarmFromLongOrRepeatedTraceHeaders() throws IOException {
        String good = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n";
        String state = "tracestate: " + "a=b,".repeat(1000) + "\r\nbaggage: " + "c=d,".repeat(500) + "\r\n";
        RawHttp.Answer answer = call("GET", "/problem", good + state, "");
        assertThat(answer.json().path("traceId").asString()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(answer.head()).doesNotContain("tracestate", "baggage");
        assertThat(call("GET", "/problem", good + good, "")
                        .json()
                        .path("traceId")
                        .asString())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        String endless = "traceparent: 01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-" + "x".repeat(9000);
        assertThat(call("GET", "/problem", endless + "\r\n", "")
                        .json()
                        .path("traceId")
                        .asString())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void anAnswerThatBreaksHalfWayIsCutOff() throws IOException {
        RawHttp.Answer answer = call("GET", "/half", "", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasSizeLessThan(100).doesNotContain("problem");
    }
}
