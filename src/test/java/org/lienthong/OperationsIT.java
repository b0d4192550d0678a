package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Search, story and what operators order, over REST. */
@ExtendWith(SharedHub.class)
class OperationsIT {

    private static final String MAINTENANCE = "/api/v1/operations/maintenance";

    private final RunningHub hub;
    private final HubCaller g22;
    private final HubCaller operator;

    OperationsIT(RunningHub hub) {
        this.hub = hub;
        this.g22 = hub.as("G22");
        this.operator = hub.operator();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> order(String path, String body) {
        return operator.post(path, "application/json", json(body));
    }

    private static List<String> ids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("exchangeId").asString())
                .toList();
    }

    @Test
    void anOperatorFindsADocumentByItsNumberAndReadsItsStory() {
        int number = Samples.freshNumber();
        String exchange = g22.submit(Samples.utf8(Samples.document(number)))
                .get("exchangeId")
                .asString();
        assertThat(ids(operator.getJson("/api/v1/exchanges?code=" + number))).containsExactly(exchange);
        assertThat(ids(operator.getJson("/api/v1/exchanges?sender=G22&recipient=H41&state=open&limit=1")))
                .containsExactly(exchange);
        assertThat(ids(hub.as("H41").getJson("/api/v1/exchanges?code=" + number)))
                .containsExactly(exchange);
        assertThat(ids(hub.as("H14").getJson("/api/v1/exchanges?code=" + number)))
                .isEmpty();

        String path = "/api/v1/exchanges/" + exchange + "/story";
        JsonNode masked = operator.getJson(path);
        assertThat(masked.get("subject").asString()).isEqualTo("***");
        JsonNode shown = HubCaller.json(operator.get(path, "Reason", "G22 asks"));
        assertThat(shown.get("subject").asString()).isNotEqualTo("***");
        JsonNode again = operator.getJson(path);
        assertThat(again.get("looks").get(0).get("reason").asString()).isEqualTo("G22 asks");
        assertThat(hub.audit().ofExchange(exchange))
                .extracting(row -> row.text("event"))
                .containsExactly("accepted", "exchange-read");
        assertThat(hub.as("H14").get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesAQueryItDoesNotUnderstand() {
        assertThat(operator.get("/api/v1/exchanges?number=1").statusCode()).isEqualTo(400);
        assertThat(operator.get("/api/v1/exchanges?cursor=AAAA").statusCode()).isEqualTo(400);
    }

    @Test
    void callsDuringMaintenanceAreToldWhenToComeBack() throws IOException {
        Instant now = Instant.now();
        JsonNode announced = HubCaller.json(order(
                MAINTENANCE,
                "{'agency': 'G01', 'service': 'population-confirm', 'from': '" + now + "', 'to': '"
                        + now.plusSeconds(90) + "', 'urgent': true, 'reason': 'test'}"));
        try {
            HttpResponse<String> refused = ask();
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(HubCaller.json(refused).get("type").asString()).endsWith("provider-maintenance");
            assertThat(HubCaller.json(refused).get("locus").asString()).isEqualTo("provider");
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 91L);
            assertThat(g22.get("/api/v1/catalogue").body()).contains("\"maintenance\"");
            assertThat(g22.getJson("/api/v1/maintenance").get("items")).isNotEmpty();
        } finally {
            String id = announced.get("maintenanceId").asString();
            assertThat(order(MAINTENANCE + "/" + id + "/cancel", "{'reason': 'test'}")
                            .statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> answered = ask();
        assertThat(answered.statusCode()).isEqualTo(200);
        String call = answered.headers().firstValue("Exchange-Id").orElseThrow();
        JsonNode found = g22.getJson("/api/v1/calls?provider=G01&service=population-confirm&limit=2");
        assertThat(found.get("items").get(0).get("exchangeId").asString()).isEqualTo(call);
        assertThat(found.get("items").get(1).get("result").asString()).isEqualTo("provider-maintenance");
        assertThat(ids(hub.as("H14").getJson("/api/v1/calls"))).doesNotContain(call);
        assertThat(g22.getJson("/api/v1/exchanges/" + call + "/story")
                        .get("call")
                        .get("service")
                        .asString())
                .isEqualTo("population-confirm");
    }

    private HttpResponse<String> ask() throws IOException {
        byte[] body = Files.readAllBytes(Path.of("examples/services/G01/population-confirm/request.json"));
        return g22.post(
                "/api/v1/services/G01/population-confirm",
                "application/json",
                body,
                "Purpose",
                "administrative-procedure",
                "Case-Id",
                "G22-2026-1",
                "Officer-Id",
                "G22-7");
    }

    @Test
    void plannedMaintenanceNeedsItsNotice() {
        Instant tomorrow = Instant.now().plusSeconds(86_400);
        HttpResponse<String> refused = order(
                MAINTENANCE,
                "{'agency': 'G01', 'from': '" + tomorrow + "', 'to': '" + tomorrow.plusSeconds(60)
                        + "', 'reason': 'test'}");
        assertThat(refused.statusCode()).isEqualTo(422);
    }

    @Test
    void onlyThoseWhoRunTheHubMayLookAndOnlyOperatorsMayOrder() {
        assertThat(operator.getJson("/api/v1/operations/dead-letters/summary").has("total"))
                .isTrue();
        assertThat(hub.as("auditor").get("/api/v1/operations/dead-letters").statusCode())
                .isEqualTo(200);
        assertThat(g22.get("/api/v1/operations/dead-letters").statusCode()).isEqualTo(403);
        byte[] pause = json("{'agency': 'G15', 'reason': 'x'}");
        assertThat(hub.as("auditor")
                        .post("/api/v1/operations/pauses", "application/json", pause)
                        .statusCode())
                .isEqualTo(403);
        assertThat(order("/api/v1/operations/replays", "{'reason': 'x'}").statusCode())
                .isEqualTo(422);
    }
}
