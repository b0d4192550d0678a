package org.lienthong.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.RawHttp;
import org.lienthong.testing.WebSlice;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** What Tomcat itself refuses must look like any other problem. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"server.tomcat.connection-timeout=500ms", "management.server.port=-1"})
@ContextConfiguration(classes = {WebSlice.class, ProbeController.class})
class ServerErrorsTest {

    private static final String KEY = "Authorization: Bearer demo-G22\r\n";
    private static final String CLOSE = "Host: hub.example\r\nConnection: close\r\n";

    @LocalServerPort
    private int port;

    private RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
    }

    private static void assertProblem(RawHttp.Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.head()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.body()).doesNotContain("<", "org.apache", "Exception");
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:lienthong:problem:" + slug);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("traceId").asString())
                .matches("[0-9a-f]{32}")
                .isEqualTo(answer.header("Trace-Id").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /<script> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x y\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\nConnection: close\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\nConnection: close\r\n\r\n",
            })
    void malformedRequestsAreProblems(String request) throws IOException {
        assertProblem(http.send(request), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%00",
                "/a%00b",
                "/%2e%2e%2fetc/passwd",
                "/a%2fb",
                "/a;x",
                "/a//b",
                "/%zz",
                "/a%5cb",
                "/../../etc",
                "/%c0%ae%c0%ae/"
            })
    void pathTricksAreProblems(String path) throws IOException {
        RawHttp.Answer answer = http.send("GET " + path + " HTTP/1.1\r\n" + CLOSE + KEY + "\r\n");
        assertThat(answer.status()).as(answer.head()).isIn(400, 404);
        assertProblem(answer, answer.status(), answer.status() == 404 ? "not-found" : "malformed-request");
    }

    @Test
    void traceIsNotAllowed() throws IOException {
        RawHttp.Answer answer = http.send("TRACE /api/v1/inbox/probe/json HTTP/1.1\r\n" + CLOSE + KEY + "\r\n");
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).isPresent();
    }

    @Test
    void unknownMethodsAreNotAllowed() throws IOException {
        RawHttp.Answer answer = http.send("FROB /api/v1/inbox/probe/json HTTP/1.1\r\n" + CLOSE + KEY + "\r\n");
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow").orElseThrow()).contains("POST").doesNotContain("TRACE");
    }

    @Test
    void hugeAddressIsAProblem() throws IOException {
        RawHttp.Answer answer = http.send("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n" + CLOSE + "\r\n");

        assertProblem(answer, 414, "uri-too-long");
    }

    @Test
    void hugeHeadersAreAProblem() throws IOException {
        RawHttp.Answer answer = http.send("GET / HTTP/1.1\r\n" + CLOSE + "X: " + "a".repeat(100_000) + "\r\n\r\n");

        assertProblem(answer, 431, "headers-too-large");
    }

    @Test
    void lengthAndChunkedTogetherAreRefused() throws IOException {
        RawHttp.Answer answer = http.send("POST /api/v1/inbox/probe/bytes HTTP/1.1\r\nHost: x\r\n" + KEY
                + "Content-Type: text/plain\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1\r\na\r\n0\r\n\r\nGET /api/v1/inbox/probe/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
        assertProblem(answer, 400, "malformed-request");
        assertThat(answer.header("Connection")).hasValue("close");
        assertThat(answer.body()).doesNotContain("HTTP/1.1");
    }

    @Test
    void bodyShorterThanAnnouncedTimesOut() throws IOException {
        RawHttp.Answer answer = http.send("POST /api/v1/inbox/probe/bytes HTTP/1.1\r\n" + CLOSE + KEY
                + "Content-Type: text/plain\r\nContent-Length: 100\r\n\r\nabc");
        assertProblem(answer, 408, "request-timeout");
    }

    @Test
    void brokenChunksAreMalformed() throws IOException {
        RawHttp.Answer answer = http.send("POST /api/v1/inbox/probe/bytes HTTP/1.1\r\n" + CLOSE + KEY
                + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n");
        assertProblem(answer, 400, "malformed-request");
    }

    @Test
    void unknownTransferCodingIsNotImplemented() throws IOException {
        RawHttp.Answer answer = http.send(
                "POST /api/v1/inbox/probe/bytes HTTP/1.1\r\n" + CLOSE + KEY + "Transfer-Encoding: frob\r\n\r\nabc");
        assertThat(answer.status()).isIn(400, 501);
        assertProblem(answer, answer.status(), answer.status() == 501 ? "not-implemented" : "malformed-request");
    }

    @Test
    void unknownVersionIsAProblem() throws IOException {
        assertProblem(http.send("GET / HTTP/9.9\r\n" + CLOSE + "\r\n"), 505, "http-version-not-supported");
    }
}
