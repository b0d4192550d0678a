package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.call.TestProvider;
import org.lienthong.testing.Ports;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Agreements, orders and quotas on a whole hub, with a provider that hangs beside one that does not, and a database that is
 * stopped and started again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubledServicesIT {

    private static final String CONFIRM = "/api/v1/services/G01/population-confirm";
    private static final String PARCEL = "/api/v1/services/G10/land-parcel";
    private static final String YES = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
            + "<n:KetQuaXacThuc xmlns:n=\"http://www.mic.gov.vn/dancu/1.0\"><n:TonTai>true</n:TonTai></n:KetQuaXacThuc>"
            + "</s:Body></s:Envelope>";
    private static final String AGREEMENT = """
              - id: %1$s
                provider: G01
                service: population-confirm
                consumer: %2$s
                legalBasis: Luật Mẫu Điều 1
                purposes: [citizen-identification]
                fields: [tonTai]
                from: 2026-01-01
                quota: {%3$s}
                %4$s
                contact: chiase@g01.example
            """;

    @TempDir
    static Path directory;

    private final TestProvider population = new TestProvider();
    private final TestProvider land = new TestProvider();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int databasePort;
    private EmbeddedPostgres database;
    private RunningHub hub;

    @BeforeAll
    void start() throws Exception {
        databasePort = Ports.free();
        startDatabase();
        hub = RunningHub.start(
                "agreements",
                List.of("-Xmx384m"),
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres",
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=",
                "--spring.datasource.hikari.connection-timeout=1000", // so long each refusal without it takes
                "--hub.service.refusal-window=2s",
                "--hub.config=" + config());
    }

    @AfterAll
    void stop() throws Exception {
        hub.close();
        database.close();
        population.close();
        land.close();
        threads.shutdownNow();
    }

    @BeforeEach
    void behave() {
        population.behave(TestProvider.xml(YES));
        population.forget();
        land.behave(TestProvider.hang());
    }

    private void startDatabase() throws IOException {
        database = EmbeddedPostgres.builder()
                .setPort(databasePort)
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private Path config() throws IOException {
        Path config = directory.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        try (var files = Files.walk(config.resolve("agencies"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                Files.writeString(
                        file,
                        Files.readString(file)
                                .replace("http://simulated.example/G01/population", population.url() + "")
                                .replace("http://simulated.example/G10/land", land.url() + ""));
            }
        }
        String many = "perSecond: 1000, burst: 1000, perDay: 100000";
        Files.writeString(
                config.resolve("agreements/trouble.yaml"),
                "agreements:\n"
                        + AGREEMENT.formatted("ordered", "H26", many, "caching: 1h")
                        + AGREEMENT.formatted("busy", "H31", many, "")
                        + AGREEMENT.formatted("slow", "G18", "perSecond: 1, burst: 2, perDay: 100", "")
                        + AGREEMENT.formatted("scarce", "G09", "perSecond: 100, burst: 100, perDay: 3", ""));
        return config;
    }

    private HttpResponse<String> confirm(String consumer) {
        return ask(consumer, CONFIRM, "citizen-identification", "G01/population-confirm");
    }

    private HttpResponse<String> ask(String consumer, String path, String purpose, String example) {
        try {
            byte[] request = Files.readAllBytes(Path.of("examples/services/" + example + "/request.json"));
            return hub.as(consumer)
                    .post(
                            path,
                            "application/json",
                            request,
                            "Purpose",
                            purpose,
                            "Case-Id",
                            "case-1",
                            "Officer-Id",
                            consumer + "/cb-1");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> order(String target, String id, String action) {
        String order = "{\"target\":\"%s\",\"id\":\"%s\",\"action\":\"%s\",\"reason\":\"Rà soát\"}"
                .formatted(target, id, action);
        return hub.as("steward")
                .post("/api/v1/steward/orders", "application/json", order.getBytes(StandardCharsets.UTF_8));
    }

    /** What the log says of a call or of all calls under an agreement. */
    private List<String> entries(String member, String value) {
        return JdbcClient.create(database.getPostgresDatabase())
                .sql("select entry from audit_entry order by idx")
                .query((row, n) -> JsonMapper.shared().readTree(row.getBytes(1)))
                .list()
                .stream()
                .filter(entry -> entry.path(member).asString("").equals(value))
                .map(entry -> entry.path("event").asString() + " "
                        + entry.path("result").asString(""))
                .toList();
    }

    private List<String> entries(HttpResponse<String> response) {
        return entries("trace", response.headers().firstValue("Trace-Id").orElseThrow());
    }

    private boolean isOffered(String consumer) {
        return hub.as(consumer).get("/api/v1/catalogue").body().contains("population-confirm");
    }

    private void assertDenied(HttpResponse<String> response, String reason) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
        assertThat(entries(response)).containsExactly("data-denied " + reason);
    }

    @Test
    void ordersCountAtOnceCachedAnswersAndCatalogueIncluded() {
        assertThat(confirm("H26").body()).isEqualTo("{\"tonTai\":true}");
        HttpResponse<String> again = confirm("H26");
        assertThat(again.headers().firstValue("Age")).isPresent();
        assertThat(entries(again)).containsExactly("data-requested permitted", "data-released released-again");
        assertThat(population.requests()).hasSize(1);
        assertThat(isOffered("H26")).isTrue();

        assertThat(order("agreement", "ordered", "suspend").statusCode()).isEqualTo(200);
        assertDenied(confirm("H26"), "suspended");
        assertThat(isOffered("H26")).isFalse();
        assertThat(order("agreement", "ordered", "resume").statusCode()).isEqualTo(200);
        assertThat(population.requests()).hasSize(1);
        HttpResponse<String> fresh = confirm("H26");
        assertThat(fresh.body()).isEqualTo("{\"tonTai\":true}");
        assertThat(fresh.headers().firstValue("Age")).isEmpty();
        assertThat(population.requests()).hasSize(2);

        order("service", "G01/population-confirm", "suspend");
        assertDenied(confirm("H26"), "service-suspended");
        order("service", "G01/population-confirm", "resume");
        order("provider", "G01", "suspend");
        assertDenied(confirm("H26"), "provider-suspended");
        order("provider", "G01", "resume");
        order("consumer", "H26", "suspend");
        assertDenied(confirm("H26"), "consumer-suspended");
        order("consumer", "H26", "resume");
        assertThat(confirm("H26").statusCode()).isEqualTo(200);

        assertThat(order("agreement", "ordered", "revoke").statusCode()).isEqualTo(200);
        assertDenied(confirm("H26"), "revoked");
        assertThat(order("agreement", "ordered", "resume").statusCode()).isEqualTo(409);
        assertDenied(confirm("H26"), "revoked");
        assertThat(isOffered("H26")).isFalse();
    }

    @Test
    void nothingLeavesWhenSuspendedWhileTheProviderWorks() {
        population.behave((request, socket) -> {
            order("agreement", "busy", "suspend");
            TestProvider.xml(YES).answer(request, socket);
        });
        HttpResponse<String> response = confirm("H31");
        order("agreement", "busy", "resume");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).doesNotContain("tonTai");
        assertThat(entries(response)).containsExactly("data-requested permitted", "data-denied suspended");
    }

    @Test
    void tellsWhenToComeBackAndCountsWhatComesTooFast() throws Exception {
        List<HttpResponse<String>> refused = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            HttpResponse<String> response = confirm("G18");
            assertThat(response.headers().firstValue("RateLimit")).isPresent();
            assertThat(response.headers().firstValue("RateLimit-Policy").orElse(""))
                    .contains("\"day\";q=100");
            if (response.statusCode() != 200) {
                assertThat(response.statusCode()).isEqualTo(429);
                assertThat(response.headers().firstValue("Retry-After")).contains("1");
                refused.add(response);
            }
        }
        assertThat(refused).isNotEmpty();
        assertThat(entries(refused.get(0))).contains("data-denied rate-limited");
        if (refused.size() > 1) {
            await().untilAsserted(() -> assertThat(entries("agreement", "slow"))
                    .anyMatch(entry -> entry.matches("data-denied rate-limited, \\d+ more")));
        }
        HttpResponse<String> soap = soap("G18");
        while (soap.statusCode() == 200) {
            assertThat(soap.headers().firstValue("RateLimit")).isPresent();
            soap = soap("G18");
        }
        assertThat(soap.statusCode()).isEqualTo(500);
        assertThat(soap.body()).contains("<status>429</status>", "rate-limited");
        assertThat(soap.headers().firstValue("Retry-After")).contains("1");
        assertThat(soap.headers().firstValue("RateLimit")).isPresent();
    }

    private HttpResponse<String> soap(String consumer) {
        String request = """
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
                  <q:confirm xmlns:q="urn:example:q"><soDinhDanh>000085000000</soDinhDanh>
                    <hoVaTen>Nguyễn Văn Mẫu</hoVaTen><ngaySinh>1985-02-03</ngaySinh></q:confirm>
                </soap:Body></soap:Envelope>""";
        return hub.as(consumer)
                .post(
                        "/soap/G01/population-confirm",
                        "text/xml; charset=UTF-8",
                        request.getBytes(StandardCharsets.UTF_8),
                        "Purpose",
                        "citizen-identification",
                        "Case-Id",
                        "case-1",
                        "Officer-Id",
                        consumer + "/cb-1");
    }

    @Test
    void theDaysQuotaEnds() {
        for (int i = 0; i < 3; i++) {
            assertThat(confirm("G09").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> response = confirm("G09");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 86_400L);
        assertThat(entries(response)).contains("data-denied rate-limited", "alerted quota-exhausted");
        assertThat(population.requests()).hasSize(3);
    }

    /** The ratio on a quiet machine is the benchmark's; here it holds that nobody waits for the one who hangs. */
    @Test
    void aProviderThatHangsDoesNotSlowTheOthers() {
        times(50); // so that what is compared is compiled
        long[] alone = times(150);
        List<CompletableFuture<HttpResponse<String>>> hung = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            hung.add(CompletableFuture.supplyAsync(
                    () -> ask("H41", PARCEL, "land-registration", "G10/land-parcel"), threads));
        }
        await().until(() -> land.requests().size() >= 32);
        long[] beside = times(150);
        System.out.printf(
                "confirm calls, ms: p50 %.1f alone, %.1f beside a provider that hangs; p99 %.1f and %.1f%n",
                alone[75] / 1e6, beside[75] / 1e6, alone[148] / 1e6, beside[148] / 1e6);
        assertThat(beside[148])
                .isLessThan(Math.max(5 * alone[148], Duration.ofMillis(500).toNanos()));
        List<Integer> statuses = hung.stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(statuses).isSubsetOf(502, 503, 504).contains(504);
        String health = hub.management("/actuator/health/dependencies");
        assertThat(JsonMapper.shared()
                        .readTree(health)
                        .at("/components/systems/components/G10.land/details/circuit")
                        .asString(""))
                .as(health)
                .isEqualTo("open");
        assertThat(hub.management("/actuator/prometheus")).contains("hub_system_breaker_open{system=\"G10/land\"} 1.0");
        assertThat(hub.isReady()).isTrue();
    }

    /** Sorted nanoseconds of so many calls, each of which must be answered. */
    private long[] times(int calls) {
        long[] times = new long[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            assertThat(confirm("H31").statusCode()).isEqualTo(200);
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times;
    }

    @Test
    void withoutItsDatabaseNothingLeavesAndNobodyIsAsked() throws Exception {
        assertThat(confirm("H31").statusCode()).isEqualTo(200);
        int before = population.requests().size();
        database.close();
        for (int i = 0; i < 3; i++) {
            assertUnavailable(confirm("H31"));
        }
        assertThat(population.requests()).hasSize(before);
        assertThat(hub.isReady()).isFalse();
        assertThat(hub.isLive()).isTrue();
        startDatabase();
        await().until(() -> confirm("H31").statusCode() == 200);
        await().until(hub::isReady);

        population.behave((request, socket) -> {
            database.close();
            TestProvider.xml(YES).answer(request, socket);
        });
        assertUnavailable(confirm("H31"));
        population.behave(TestProvider.xml(YES));
        startDatabase();
        await().until(() -> confirm("H31").statusCode() == 200);
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        JsonNode problem = HubCaller.json(response);
        assertThat(problem.path("locus").asString()).isEqualTo("hub");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).doesNotContain("tonTai");
    }
}
