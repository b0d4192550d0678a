package org.lienthong.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.agreement.SampleConfig.agreement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.SampleConfig;
import org.lienthong.agreement.TestAgreements;
import org.lienthong.operation.Holds;
import org.lienthong.operation.TestHolds;
import org.lienthong.testing.RawHttp;
import org.lienthong.testing.WebSlice;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** What each caller is shown, over HTTP with security as it ships. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"hub.security.demo-keys=true", "hub.security.failure-burst=1000"})
@ContextConfiguration(classes = {WebSlice.class, CatalogueApiTest.Parts.class})
class CatalogueApiTest {

    private static final Path DIR = temporary();
    private static final String CITIZEN = "/api/v1/catalogue/services/G01/citizen/openapi.json";
    private static final String OPEN = "/api/v1/catalogue/services/G01/open-list/openapi.json";

    @Import({CatalogueConfiguration.class, CatalogueController.class})
    static class Parts {

        @Bean
        Agreements agreements(Clock clock) {
            SampleConfig config = new SampleConfig(DIR)
                    .write(
                            "services/G01/open-list.yaml",
                            SampleConfig.CITIZEN.replace("deadline: 5s", "public: true\ndataClass: open"))
                    .agreements(
                            agreement("mine", ", from: 2026-01-01, procedures: ['1.001193']"),
                            agreement("theirs", "G17", "inspection", ", from: 2026-01-01"),
                            agreement("over", "G09", "inspection", ", from: 2024-01-01, to: 2025-01-01"));
            return TestAgreements.of(DIR, config.agencies(), clock);
        }

        @Bean
        Holds holds(Clock clock) {
            return TestHolds.none(clock);
        }
    }

    @LocalServerPort
    private int port;

    private RawHttp http;

    private static Path temporary() {
        try {
            return Files.createTempDirectory("catalogue");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void delete() throws IOException {
        FileSystemUtils.deleteRecursively(DIR);
    }

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
    }

    private RawHttp.Answer get(String path, String key, String headers) throws IOException {
        String authorization = key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n";
        return http.send("GET " + path + " HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n" + authorization
                + headers + "\r\n");
    }

    private static List<String> ids(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item ->
                        item.path("kind").asString() + "/" + item.path("id").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "demo-G15, 'document/edxml,event/document,event/status,service/G01/citizen'",
        "demo-G17, 'document/edxml,event/document,event/status,service/G01/citizen'",
        "demo-G09, 'document/edxml,event/document,event/status'",
        "demo-steward, 'service/G01/citizen,service/G01/open-list'",
    })
    void showsWhatACallerMayUse(String key, String ids) throws IOException {
        RawHttp.Answer answer = get("/api/v1/catalogue", key, "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(String.join(",", ids(answer.json().path("items")))).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({"vi, Tra cứu công dân, Đăng ký khai sinh, Họ tên", "en, Fetch a citizen, Register a birth, Name"})
    void speaksBothLanguages(String language, String title, String purpose, String field) throws IOException {
        JsonNode service = get("/api/v1/catalogue", "demo-G15", "Accept-Language: " + language + "\r\n")
                .json()
                .at("/items/3");
        assertThat(service.path("title").asString()).isEqualTo(title);
        assertThat(service.at("/agreements/0/purposes/0/title").asString()).isEqualTo(purpose);
        assertThat(service.at("/agreements/0/fields/0/title").asString()).isEqualTo(field);
        assertThat(service.path("openapi").asString()).isEqualTo(CITIZEN);
        assertThat(service.at("/agreements/0/quota/perDay").asInt()).isEqualTo(100);
        assertThat(service.at("/agreements/0/headers").toString())
                .isEqualTo("[\"Purpose\",\"Procedure\",\"Case-Id\",\"Officer-Id\"]");
    }

    @Test
    void tellsHowDocumentsAreExchanged() throws IOException {
        JsonNode items = get("/api/v1/catalogue", "demo-G15", "").json().path("items");
        String path = items.at("/0/openapi").asString();
        assertThat(items.at("/1/openapi").asString()).isEqualTo(path);
        RawHttp.Answer answer = get(path, "demo-G15", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("openapi").asString()).isEqualTo("3.1.0");
        for (JsonNode item : items) {
            if (!item.path("kind").asString().equals("service")) {
                String[] call = item.path("call").asString().split("[ ?]");
                assertThat(answer.json().path("paths").path(call[1]).has(call[0].toLowerCase(Locale.ROOT)))
                        .as(item.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void pagesFollowEachOther() throws IOException {
        List<String> seen = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 4; page++) {
            RawHttp.Answer answer = get("/api/v1/catalogue?limit=1&after=" + after, "demo-G15", "");
            assertThat(answer.json().path("items").size()).isEqualTo(1);
            seen.addAll(ids(answer.json().path("items")));
            after = answer.json().path("next").asString("");
            assertThat(answer.header("Link").isPresent()).isEqualTo(page < 3);
        }
        assertThat(seen).hasSize(4).doesNotHaveDuplicates();
        assertThat(after).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=-1", "limit=x", "limit=99999999999"})
    void aWrongPageIsRefused(String query) throws IOException {
        assertThat(get("/api/v1/catalogue?" + query, "demo-G15", "").status()).isEqualTo(400);
    }

    @Test
    void anOpenApiDescribesWhatLeavesForThisCaller() throws IOException {
        RawHttp.Answer answer = get(CITIZEN, "demo-G15", "");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode post = answer.json().at("/paths/~1api~1v1~1services~1G01~1citizen/post");
        assertThat(answer.json().path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(post.at("/parameters/0/schema/enum").toString()).isEqualTo("[\"birth-registration\"]");
        assertThat(post.at("/parameters/1/schema/enum").toString()).isEqualTo("[\"1.001193\"]");
        JsonNode schema = post.at("/responses/200/content/application~1json/schema/properties");
        assertThat(schema.has("hoTen")).isTrue();
        assertThat(schema.at("/thuongTru/properties").has("maTinh")).isTrue();
        assertThat(schema.toString()).doesNotContain("nhomMau", "chiTiet");
        assertThat(post.at("/responses").propertyNames()).contains("200", "403", "415", "429", "502", "504");
        assertThat(post.at("/requestBody/content/application~1json/schema/properties/fields/items/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .contains("hoTen", "thuongTru.maTinh")
                .doesNotContain("nhomMau");
    }

    @ParameterizedTest
    @CsvSource({
        CITIZEN + ", demo-G09",
        CITIZEN + ", demo-G10",
        CITIZEN + ", ''",
        "/api/v1/catalogue/services/G01/nothing/openapi.json, demo-G15",
        "/api/v1/catalogue/services/G99/citizen/openapi.json, demo-G15",
        "/api/v1/catalogue/services/G01/nothing/openapi.json, ''",
    })
    void unknownAndForbiddenLookTheSame(String path, String key) throws IOException {
        RawHttp.Answer answer = get(path, key, "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("There is nothing here that this caller may see.");
    }

    @ParameterizedTest
    @CsvSource({
        CITIZEN + ", demo-G01, 200",
        CITIZEN + ", demo-auditor, 200",
        OPEN + ", demo-G10, 200",
        OPEN + ", '', 200",
        "/api/v1/catalogue/services/BM1/open-list/openapi.json, '', 200",
    })
    void providersStaffAndReadersOfThePublicPartSeeADescription(String path, String key, int status)
            throws IOException {
        assertThat(get(path, key, "").status()).isEqualTo(status);
    }

    @Test
    void strangersGetThePublicPartAsDcat() throws IOException {
        RawHttp.Answer answer = get("/api/v1/catalogue", "", "Accept: application/ld+json\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/ld+json");
        JsonNode catalogue = answer.json();
        assertThat(catalogue.path("@type").asString()).isEqualTo("dcat:Catalog");
        assertThat(catalogue.path("dcat:service").size()).isEqualTo(1);
        JsonNode service = catalogue.at("/dcat:service/0");
        assertThat(service.path("@type").asString()).isEqualTo("dcat:DataService");
        assertThat(service.at("/dcat:endpointURL/@id").asString()).isEqualTo("/api/v1/services/G01/open-list");
        assertThat(service.at("/dcat:endpointDescription/@id").asString()).isEqualTo(OPEN);
        assertThat(service.at("/dct:title/0/@language").asString()).isEqualTo("vi");
        assertThat(answer.body()).doesNotContain("G01/citizen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json | 200",
                "application/json, application/ld+json | application/json | 200",
                "application/ld+json, */* | application/ld+json | 200",
                "image/png | application/problem+json | 406",
                "nonsense | application/problem+json | 406",
            })
    void theCallerChoosesTheFormat(String accept, String type, int status) throws IOException {
        RawHttp.Answer answer = get("/api/v1/catalogue", "demo-G15", "Accept: " + accept + "\r\n");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith(type);
    }

    @Test
    void withoutAKeyTheCatalogueItselfIsClosed() throws IOException {
        RawHttp.Answer answer = get("/api/v1/catalogue", "", "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer");
    }
}
