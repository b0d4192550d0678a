package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.RawHttp;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who may call what: every path by every kind of caller. */
@RulesSlice
class RolesTest {

    @LocalServerPort
    private int port;

    private RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
    }

    private RawHttp.Answer call(String method, String path, String... headers) throws IOException {
        return http.send(method + " " + path + " HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "Content-Length: 0\r\n\r\n");
    }

    private static String bearer(String key) {
        return "Authorization: Bearer " + key;
    }

    @ParameterizedTest
    @CsvSource({
        // path, nobody, agency, operator, steward, auditor
        "POST, /api/v1/documents,          401, 200, 403, 403, 403",
        "GET,  /api/v1/inbox,              401, 200, 403, 403, 403",
        "POST, /api/v1/inbox/some/ack,     401, 200, 403, 403, 403",
        "GET,  /api/v1/exchanges/some,     401, 200, 200, 403, 403",
        "GET,  /api/v1/usage/findUsage,    401, 200, 403, 403, 200",
        "POST, /api/v1/operator/erasures,  401, 403, 200, 403, 403",
        "GET,  /log/checkpoint,            200, 200, 200, 200, 200",
        "POST, /log/checkpoint,            401, 404, 404, 404, 404",
        "GET,  /actuator/health,           401, 404, 404, 404, 404",
        "GET,  /,                          401, 404, 404, 404, 404",
        "GET,  /api/v1/else,               401, 404, 404, 404, 404",
        "GET,  /api/v1/documents2,         401, 404, 404, 404, 404",
        "GET,  /error,                     401, 404, 404, 404, 404",
    })
    void onlyListedPathsOpenAndOnlyToTheirRoles(
            String method, String path, int nobody, int agency, int operator, int steward, int auditor)
            throws IOException {
        assertThat(call(method, path).status()).isEqualTo(nobody);
        assertThat(call(method, path, bearer("demo-G22")).status()).isEqualTo(agency);
        assertThat(call(method, path, bearer("demo-operator")).status()).isEqualTo(operator);
        assertThat(call(method, path, bearer("demo-steward")).status()).isEqualTo(steward);
        assertThat(call(method, path, bearer("demo-auditor")).status()).isEqualTo(auditor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-G22", "demo-000.00.00.G22"})
    void bothSpellingsOfACodeAreTheSameAgency(String key) throws IOException {
        assertThat(call("GET", "/api/v1/inbox", bearer(key)).body()).isEqualTo("demo-G22|G22");
    }

    @Test
    void configuredKeysWork() throws IOException {
        assertThat(call("GET", "/api/v1/inbox", bearer("a-long-random-key")).body())
                .isEqualTo("g18-main|G18");
    }

    @Test
    void askingWithoutAKeyTellsTheScheme() throws IOException {
        RawHttp.Answer answer = call("GET", "/api/v1/inbox");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:lienthong:problem:unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer",
                "Bearer ",
                "Bearer demo-",
                "Bearer demo-G999",
                "Bearer demo-agency",
                "Basic ZGVtbzpkZW1v",
                "demo-G22",
                "Bearer demo-G22 demo-G22"
            })
    void wrongKeysAreRefused(String authorization) throws IOException {
        RawHttp.Answer answer = call("GET", "/api/v1/inbox", "Authorization: " + authorization);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:lienthong:problem:invalid-token");
        assertThat(answer.body()).doesNotContain("demo-");
    }

    /** Nothing but the path as the endpoints see it counts, and nothing but the one header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/inbox?access_token=demo-G22",
                "/api/v1/inbox?key=demo-G22",
                "/api/v1/inbox;x=1",
                "/api/v1//inbox",
                "/api/v1/./inbox",
                "/api/v1/inbox/",
                "/api/v1/inbox.json",
                "/API/v1/inbox",
                "/api/v1/%69nbox",
                "/api/v1/%2569nbox",
                "/log/../api/v1/inbox",
                "/log/%2e%2e/api/v1/inbox",
                "/log/..%2fapi/v1/inbox",
                "/log/..;/api/v1/inbox",
                "/log/checkpoint%00/../../api/v1/inbox",
                "/api/v1/catalogue/../inbox",
                "http://hub.example/api/v1/inbox",
                "//api/v1/inbox"
            })
    void nobodyGetsInByAnotherSpelling(String path) throws IOException {
        for (String header : List.of(
                "X-Original-URL: /log/checkpoint",
                "X-Rewrite-URL: /log/checkpoint",
                "X-Forwarded-Prefix: /log",
                "X-Forwarded-User: operator",
                "Cookie: lienthong-session=1; Authorization=Bearer demo-G22",
                "Proxy-Authorization: Bearer demo-G22",
                "Authorization-: Bearer demo-G22")) {
            assertThat(call("GET", path, header).status()).isIn(400, 401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, X-HTTP-Method-Override, POST",
        "GET, X-HTTP-Method, POST",
        "GET, X-Method-Override, DELETE",
        "POST, X-HTTP-Method-Override, GET"
    })
    void theMethodIsTheOneOfTheRequestLine(String method, String header, String other) throws IOException {
        assertThat(call(method, "/api/v1/operations/pauses", bearer("demo-auditor"), header + ": " + other)
                        .status())
                .isEqualTo(method.equals("GET") ? 200 : 403);
    }

    @Test
    void headIsNoMoreThanGetAndOptionsIsNoWayIn() throws IOException {
        assertThat(call("HEAD", "/log/checkpoint").status()).isEqualTo(200);
        assertThat(call("HEAD", "/api/v1/inbox").status()).isEqualTo(401);
        assertThat(call("HEAD", "/api/v1/configuration", bearer("demo-G22")).status())
                .isIn(403, 404);
        assertThat(call("OPTIONS", "/api/v1/inbox").status()).isEqualTo(401);
        RawHttp.Answer preflight = call(
                "OPTIONS",
                "/api/v1/inbox",
                "Origin: https://evil.example",
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: authorization");
        assertThat(preflight.status()).isEqualTo(401);
        assertThat(preflight.head()).doesNotContainIgnoringCase("access-control-");
    }

    @Test
    void twoKeysAreNone() throws IOException {
        assertThat(call("GET", "/api/v1/inbox", bearer("demo-G22"), bearer("demo-G22"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void answersAreHardened() throws IOException {
        RawHttp.Answer answer = call("GET", "/api/v1/inbox", bearer("demo-G22"), "Origin: https://evil.example");
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(answer.header("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "has space", "tiếng", "tab\there"})
    void badIdempotencyKeysAreRefused(String key) throws IOException {
        RawHttp.Answer answer = call("POST", "/api/v1/documents", bearer("demo-G22"), "Idempotency-Key: " + key);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).endsWith(":idempotency-key-invalid");
    }

    @Test
    void longIdempotencyKeysAreRefused() throws IOException {
        assertThat(call("POST", "/api/v1/documents", bearer("demo-G22"), "Idempotency-Key: " + "k".repeat(256))
                        .status())
                .isEqualTo(400);
        assertThat(call("POST", "/api/v1/documents", bearer("demo-G22"), "Idempotency-Key: " + "k".repeat(255))
                        .status())
                .isEqualTo(200);
    }
}
