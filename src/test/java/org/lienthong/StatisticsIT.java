package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lienthong.codelist.CodeLists;
import org.lienthong.dossier.generate.DossierStream;
import org.lienthong.dossier.generate.Faults;
import org.lienthong.dossier.generate.HubSender;
import org.lienthong.dossier.generate.Load;
import org.lienthong.dossier.generate.Sender;
import org.lienthong.dossier.generate.TrueDossier;
import org.lienthong.dossier.generate.Truth;
import org.lienthong.dossier.statistics.Procedures;
import tools.jackson.databind.JsonNode;

/** Indicators of what really passed, as callers see them. Only this test sends dossiers of Quảng Ninh (H49). */
@ExtendWith(SharedHub.class)
class StatisticsIT {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningHub hub;
    private final HubCaller quangNinh;
    private final HubCaller steward;
    private final HubCaller operator;

    StatisticsIT(RunningHub hub) {
        this.hub = hub;
        quangNinh = new HubCaller(hub, http, "H49");
        steward = new HubCaller(hub, http, "steward");
        operator = new HubCaller(hub, http, "operator");
    }

    @Test
    void tellsTheTruthAboutGeneratedDossiersAndShowsThem() throws IOException {
        Load load = new Load(
                5,
                LocalDate.of(2026, 8, 1),
                LocalDate.of(2026, 10, 10),
                120,
                List.of(Sender.of("H49", "Quảng Ninh")),
                Procedures.of(CodeLists.read(Path.of("config/codelists"))).all(),
                new Faults(0.1, 0.1, 0.3));
        List<String> batches = new ArrayList<>();
        HubSender.Target target = new HubSender.Target(hub.api("/"), "demo-{agency}", 60, true, 5);
        try (HubSender sender = new HubSender(target, load.senders(), batches::add)) {
            DossierStream stream = new DossierStream(load);
            while (stream.next()) {
                sender.take(stream);
            }
        }
        String newest = batches.get(batches.size() - 1);
        await().until(() -> batches.stream().allMatch(this::isSequenced));
        assertThat(newest).startsWith("/api/v1/batches/");

        JsonNode counts = row("2026-09").get("counts");
        assertThat(counts.get("received").asLong()).isEqualTo(count(load, TrueDossier::receivedAt));
        assertThat(counts.get("finished").asLong()).isEqualTo(count(load, TrueDossier::doneAt));
        assertThat(counts.get("received").asLong() + counts.get("carriedOver").asLong())
                .isEqualTo(counts.get("ended").asLong() + counts.get("open").asLong());
        JsonNode page = quangNinh.getJson(
                "/api/v1/statistics/dossiers?period=2026-09&by=province&key=H49&indicator=average-time&limit=1000");
        assertThat(page.get("items").size()).isEqualTo(counts.get("finished").asInt());
        assertThat(page.get("next").isNull()).isTrue();
        assertThat(new HubCaller(hub, http, "H27")
                        .get("/api/v1/statistics/dossiers?period=2026-09&key=H49&indicator=online")
                        .statusCode())
                .isEqualTo(404);
    }

    private boolean isSequenced(String batch) {
        JsonNode counts = quangNinh.getJson(batch);
        return counts.get("accepted").asInt()
                        + counts.get("duplicate").asInt()
                        + counts.get("outOfOrder").asInt()
                        + counts.get("refused").asInt()
                == counts.get("received").asInt();
    }

    private JsonNode row(String period) {
        JsonNode answer = operator.getJson("/api/v1/statistics?period=" + period + "&by=province");
        return StreamSupport.stream(answer.get("rows").spliterator(), false)
                .filter(row -> row.get("key").asString().equals("H49"))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Load load, java.util.function.ToLongFunction<TrueDossier> time) {
        long from = LocalDate.of(2026, 9, 1).atStartOfDay(VIETNAM).toEpochSecond();
        long to = LocalDate.of(2026, 10, 1).atStartOfDay(VIETNAM).toEpochSecond();
        Truth truth = new Truth(load);
        return LongStream.range(0, load.dossiers())
                .map(number -> time.applyAsLong(truth.of(number)))
                .filter(at -> at >= from && at < to)
                .count();
    }

    @Test
    void givesCsvAndTheMonthsReport() {
        HttpResponse<String> csv = quangNinh.get("/api/v1/statistics?period=2026-Q3&by=ministry", "Accept", "text/csv");
        HttpResponse<String> report = operator.get("/api/v1/statistics/report?month=2026-09");

        assertThat(csv.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(csv.body()).startsWith("period,by,key,name,indicator,");
        assertThat(report.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"bao-cao-tthc-2026-09.html\"");
        assertThat(report.body()).contains("Ủy ban nhân dân cấp tỉnh");
    }

    @Test
    void takesSuppliedCountsFromStewardsOnly() {
        String body = "[{\"period\":\"2024-01\",\"agency\":\"H49\",\"source\":\"portal\",\"count\":7}]";

        assertThat(put(steward, body).statusCode()).isEqualTo(200);
        assertThat(put(quangNinh, body).statusCode()).isEqualTo(403);
        assertThat(put(steward, body.replace("H49", "H99")).body()).contains("/0/agency");
        assertThat(put(steward, body.replace("7", "-1")).body()).contains("/0/count");
        assertThat(put(steward, body.replace("2024-01", "2024-13")).statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> put(HubCaller caller, String body) {
        return caller.send(
                caller.request("/api/v1/statistics/supplied")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void refusesWhatItCannotTell() {
        for (String query : List.of(
                "",
                "?period=2026-13",
                "?period=2026-11&by=village",
                "?period=2026-11&structure=tomorrow",
                "?period=2026-11&format=pdf")) {
            assertThat(operator.get("/api/v1/statistics" + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(operator.get("/api/v1/statistics/dossiers?period=2026-11&key=H49&indicator=luck")
                        .statusCode())
                .isEqualTo(400);
        assertThat(operator.get("/api/v1/statistics/dossiers?period=2026-11&key=H49&indicator=online&after=x")
                        .statusCode())
                .isEqualTo(400);
    }
}
