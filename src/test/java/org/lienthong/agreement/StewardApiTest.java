package org.lienthong.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.agreement.SampleConfig.agreement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.RawHttp;
import org.lienthong.testing.TestDatabase;
import org.lienthong.testing.WebSlice;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;

/** The steward's calls over HTTP, with security as it ships. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"hub.security.demo-keys=true", "hub.security.failure-burst=1000"})
@ContextConfiguration(classes = {WebSlice.class, StewardApiTest.Parts.class})
class StewardApiTest {

    private static final Path DIR = temporary();

    @Import(StewardController.class)
    static class Parts {

        @Bean
        TestHub hub() {
            return new TestHub(TestDatabase.empty(), new MovableClock(Instant.now()));
        }

        @Bean
        Orders orders(TestHub hub) {
            return hub.orders;
        }

        @Bean
        Agreements agreements(Orders orders, Clock clock) {
            SampleConfig config = sample();
            return new Agreements(DIR, config.agencies(), orders, clock);
        }

        private static SampleConfig sample() {
            return new SampleConfig(DIR).agreements(agreement("a", ", from: 2026-01-01"));
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Agreements agreements;

    private RawHttp http;

    private static Path temporary() {
        try {
            return Files.createTempDirectory("agreements");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterAll
    static void delete() throws IOException {
        FileSystemUtils.deleteRecursively(DIR);
    }

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
        Parts.sample();
        agreements.reload();
    }

    private RawHttp.Answer call(String method, String path, String key, String body) throws IOException {
        return http.send(method + " " + path + " HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n"
                + "Authorization: Bearer " + key + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    private RawHttp.Answer order(String body) throws IOException {
        return call("POST", "/api/v1/steward/orders", "demo-steward", body);
    }

    private String state() throws IOException {
        RawHttp.Answer answer = call("GET", "/api/v1/steward/agreements", "demo-steward", "");
        return answer.json().path("items").path(0).path("state").asString();
    }

    @Test
    void aStewardSuspendsAndResumes() throws IOException {
        assertThat(state()).isEqualTo("in-force");
        RawHttp.Answer answer =
                order("{\"target\":\"agreement\",\"id\":\"a\",\"action\":\"suspend\",\"reason\":\"Kiểm tra\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("by").asString()).isEqualTo("demo-steward");
        assertThat(state()).isEqualTo("suspended");
        RawHttp.Answer orders = call("GET", "/api/v1/steward/orders", "demo-operator", "");
        assertThat(orders.json().path("items").path(0).path("denies").asBoolean())
                .isTrue();
        order("{\"target\":\"agreement\",\"id\":\"a\",\"action\":\"resume\",\"reason\":\"Xong\"}");
        assertThat(state()).isEqualTo("in-force");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-G15", "demo-auditor"})
    void othersMayNot(String key) throws IOException {
        for (String path : new String[] {"/api/v1/steward/orders", "/api/v1/steward/agreements"}) {
            assertThat(call("GET", path, key, "").status()).isEqualTo(403);
        }
        assertThat(call("POST", "/api/v1/steward/agreements/reload", key, "").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 422",
                "{\"target\":\"all\",\"id\":\"a\",\"action\":\"suspend\",\"reason\":\"x\"} | 422",
                "{\"target\":\"agreement\",\"id\":\"a\",\"action\":\"delete\",\"reason\":\"x\"} | 422",
                "{\"target\":\"agreement\",\"id\":\"a\",\"action\":\"suspend\"} | 422",
                "{\"target\":\"agreement\",\"action\":\"suspend\",\"reason\":\"x\"} | 422",
                "{\"target\":\"agreement\",\"id\":\"a\",\"action\":\"suspend\",\"reason\":\"x\",\"until\":\"2020-01-01T00:00:00Z\"} | 422",
                "{\"target\":\"consumer\",\"id\":\"G15\",\"action\":\"revoke\",\"reason\":\"x\"} | 422",
                "{\"target\":\"agreement\",\"id\":\"none\",\"action\":\"suspend\",\"reason\":\"x\"} | 404",
                "{\"target\":\"service\",\"id\":\"G01/none\",\"action\":\"suspend\",\"reason\":\"x\"} | 404",
                "{\"target\":\"provider\",\"id\":\"G98/../x\",\"action\":\"suspend\",\"reason\":\"x\"} | 404",
                "{\"target\" | 400",
                "[] | 400",
            })
    void aWrongOrderIsRefused(String body, int status) throws IOException {
        RawHttp.Answer answer = order(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(state()).isEqualTo("in-force");
    }

    @Test
    void aBadFileIsToldWithItsPlaceAndChangesNothing() throws IOException {
        new SampleConfig(DIR).agreements(agreement("b", ", from: soon"));
        RawHttp.Answer answer = call("POST", "/api/v1/steward/agreements/reload", "demo-steward", "");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:lienthong:problem:config-invalid");
        assertThat(answer.json().path("errors").path(0).path("pointer").asString())
                .contains("all.yaml:2:");
        assertThat(state()).isEqualTo("in-force");
    }

    @Test
    void pagesAreWalked() throws IOException {
        new SampleConfig(DIR)
                .agreements(
                        agreement("a", ", from: 2026-01-01"),
                        agreement("b", "G17", "inspection", ", from: 2026-01-01"));
        assertThat(call("POST", "/api/v1/steward/agreements/reload", "demo-steward", "")
                        .status())
                .isEqualTo(200);
        RawHttp.Answer first = call("GET", "/api/v1/steward/agreements?limit=1", "demo-steward", "");
        assertThat(first.json().path("next").asString()).isEqualTo("a");
        RawHttp.Answer second = call("GET", "/api/v1/steward/agreements?limit=1&after=a", "demo-steward", "");
        assertThat(second.json().path("items").path(0).path("id").asString()).isEqualTo("b");
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(call("GET", "/api/v1/steward/agreements?limit=0", "demo-steward", "")
                        .status())
                .isEqualTo(422);
    }
}
