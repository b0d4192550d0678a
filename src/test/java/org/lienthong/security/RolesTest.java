package org.lienthong.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.RawHttp;
import org.lienthong.testing.WebSlice;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who may call what: every path by every kind of caller. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "hub.security.demo-keys=true",
            "hub.security.failure-burst=1000",
            "hub.security.keys[0].id=g18-main",
            // SHA-256 of "a-long-random-key"
            "hub.security.keys[0].sha256=7041d66136628ca54430cbbce3bdebdc0f4408263b3c48d34d64700197eeeea8",
            "hub.security.keys[0].agency=000.00.00.G18"
        })
@ContextConfiguration(classes = {WebSlice.class, RolesTest.Everything.class})
class RolesTest {

    /** Answers on every path, so that only the rules decide. */
    @RestController
    static class Everything {
        @RequestMapping("/**")
        String who(@AuthenticationPrincipal Caller caller) {
            return caller == null ? "nobody" : caller.id() + "|" + caller.agency();
        }
    }

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
