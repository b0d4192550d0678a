package org.lienthong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * A dossier from the portal (G22) to a one-stop system (H41), its file, the one-stop system's answer, and its payment, over
 * the API of the whole hub.
 */
@ExtendWith(SharedHub.class)
class PortalDossierIT {

    private static final String JSON = "application/json";

    private final RunningHub hub;
    private final HubCaller portal;
    private final HubCaller oneStop;
    private final String code = "H41.12-250901-" + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);
    private final String reference = "TT-" + code;
    private String exchangeId;

    PortalDossierIT(RunningHub hub) {
        this.hub = hub;
        this.portal = hub.as("G22");
        this.oneStop = hub.as("H41");
    }

    private String example(String name) throws IOException {
        return Files.readString(Path.of("examples", name))
                .replace("H41.12-250901-000101", code)
                .replace("H41-TT-000101", reference)
                .replace("GD-2026-000101", "GD-" + code);
    }

    private static HttpResponse<String> post(HubCaller caller, String path, String json) {
        return caller.post(path, JSON, json.getBytes(UTF_8));
    }

    @BeforeEach
    void aCitizenSubmits() throws IOException {
        HttpResponse<String> receipt =
                post(portal, "/api/v1/portal-dossiers", example("dossiers/submitted-on-portal.json"));
        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(202);
        exchangeId = HubCaller.json(receipt).get("exchangeId").asString();
    }

    private JsonNode waiting(String kind) {
        List<JsonNode> items = StreamSupport.stream(
                        oneStop.getJson("/api/v1/inbox?limit=500" + kind)
                                .get("items")
                                .spliterator(),
                        false)
                .filter(item -> item.get("documentId").asString().endsWith(code))
                .toList();
        assertThat(items).hasSizeLessThan(2);
        return items.isEmpty() ? null : items.get(0);
    }

    @Test
    void reachesTheOneStopSystemAndThePortalSeesItsAnswer() throws IOException {
        assertThat(waiting("")).as("who does not ask for dossiers gets none").isNull();
        JsonNode delivery = waiting("&kind=dossier");
        HttpResponse<byte[]> dossier =
                oneStop.download(delivery.get("deliveryId").asString());
        assertThat(new String(dossier.body(), UTF_8))
                .isEqualTo(example("dossiers/submitted-on-portal.json").strip());
        assertThat(dossier.headers().firstValue("Content-Type")).hasValue(JSON);

        assertThat(post(
                                oneStop,
                                "/api/v1/dossier-codes",
                                "{\"MaHoSo\":\"MC-" + code + "\",\"MaHoSoKhac\":\"" + code + "\"}")
                        .statusCode())
                .isEqualTo(200);
        oneStop.acknowledge(delivery.get("deliveryId").asString(), "done");

        assertThat(portal.recipient(exchangeId, "H41", "state")).hasValue("done");
        assertThat(portal.getJson("/api/v1/dossier-codes/" + code).get("MaHoSo").asString())
                .isEqualTo("MC-" + code);
        assertThat(hub.as("H26").get("/api/v1/dossier-codes/" + code).statusCode())
                .isEqualTo(404);
        assertThat(hub.as("H26").get("/api/v1/exchanges/" + exchangeId).statusCode())
                .isEqualTo(404);
    }

    /** A number of its own, the portal's beside it; the national portal ends up with its own code and a link to the result. */
    @Test
    void whatTheOneStopSystemReportsReachesThePortalUnderItsOwnCode() {
        String own = code.replace("-250901-", "-250902-");
        String record = """
                {"MaHoSo":"%s","MaHoSoKhac":"%s","MaTTHC":"1.001193","TenTTHC":"Đăng ký khai sinh","MaLinhVuc":"G15-HT02",
                "TenLinhVuc":"Hộ tịch","KenhThucHien":"2","ChuHoSo":"Nguyễn Văn Mẫu","SoGiayToChuHoSo":"000000000000",
                "LoaiDoiTuong":"1","MaDoiTuong":"TECHID-MAU","TrichYeuHoSo":"Đăng ký khai sinh","NgayNopHoSo":"20250901080000",
                "NgayTiepNhan":"20250902083000","NgayHenTra":"20250903170000","TrangThaiHoSo":"2","HinhThuc":"0",
                "DonViXuLy":"UBND phường Mẫu","NoiNopHoSo":"2"}""".formatted(own, code);
        HttpResponse<String> batch = post(oneStop, "/api/v1/dossiers", "[" + record.replace("\n", "") + "]");
        assertThat(batch.statusCode()).as(batch.body()).isEqualTo(202);

        await().until(() -> atPortal().contains(code + " 2"));
        assertThat(atPortal()).noneMatch(line -> line.startsWith(own));
        assertThat(portal.getJson("/api/v1/dossier-codes/" + code).get("MaHoSo").asString())
                .isEqualTo(own);
    }

    /** A line for each dossier that the simulated portal has: its code and its state. */
    private List<String> atPortal() {
        return portal.get("/sandbox/G22/portal/simulator/dossiers")
                .body()
                .lines()
                .toList();
    }

    @Test
    void aRefusalReachesThePortalWithItsReason() {
        String deliveryId = waiting("&kind=dossier").get("deliveryId").asString();
        post(
                oneStop,
                "/api/v1/inbox/" + deliveryId + "/ack",
                "{\"outcome\":\"failed\",\"reason\":\"Không thuộc thẩm quyền\"}");
        assertThat(portal.recipient(exchangeId, "H41", "state")).hasValue("failed");
        assertThat(portal.recipient(exchangeId, "H41", "reason")).hasValue("Không thuộc thẩm quyền");
    }

    @Test
    void itsFilesComeThroughLinksOfTheOneWhoAsks() {
        JsonNode file = oneStop.getJson("/api/v1/dossier-files/" + exchangeId)
                .get("items")
                .get(0);
        assertThat(file.get("pointer").asString()).isEqualTo("/TaiLieuNop/0/DuongDanTaiTepTin");
        String link = URI.create(file.get("url").asString()).getPath();

        HttpResponse<String> fetched = oneStop.get(link);
        assertThat(fetched.statusCode()).as(fetched.body()).isEqualTo(200);
        assertThat(fetched.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(fetched.body()).startsWith("%PDF").endsWith("/1/giay-chung-sinh.pdf");

        assertThat(hub.as("H26").get(link).statusCode()).isEqualTo(404);
        assertThat(oneStop.get(link.substring(0, link.length() - 3) + "AAA").statusCode())
                .isEqualTo(404);
        assertThat(hub.as("H26").get("/api/v1/dossier-files/" + exchangeId).statusCode())
                .isEqualTo(404);
        assertThat(portal.getJson("/api/v1/exchanges/" + exchangeId)
                        .get("history")
                        .toString())
                .contains("file-released");
    }

    @Test
    void onlyThePortalHandsInAndABadRecordSinksNoOther() throws IOException {
        String good = example("dossiers/submitted-on-portal.json").strip();
        assertThat(post(hub.as("H41"), "/api/v1/portal-dossiers", good).statusCode())
                .isEqualTo(403);

        HttpResponse<String> both =
                post(portal, "/api/v1/portal-dossiers", "[" + good + "," + good.replace(code, "Y99-250901-0001") + "]");
        assertThat(both.statusCode()).isEqualTo(202);
        JsonNode result = HubCaller.json(both);
        assertThat(result.get("accepted").asInt()).isEqualTo(1);
        assertThat(result.get("items").get(0).get("exchangeId").asString()).isEqualTo(exchangeId);
        assertThat(result.get("items").get(1).get("type").asString()).endsWith("unknown-recipient");
        assertThat(result.get("items").get(1).get("errors").get(0).get("detail").asString())
                .contains("Y99");
    }

    @Test
    void aPaymentIsPostedOnceAndTheDayReconciles() throws IOException {
        JsonNode asked = HubCaller.json(post(oneStop, "/api/v1/payments", example("payments/request.json")));
        assertThat(asked.get("error_code").asInt()).as(asked.toString()).isZero();
        String confirmation = example("payments/confirmation.json");
        assertThat(post(oneStop, "/api/v1/payments/confirmations", confirmation).statusCode())
                .isEqualTo(403);

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> confirmed = post(portal, "/api/v1/payments/confirmations", confirmation);
            assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
        }
        assertThat(post(portal, "/api/v1/payments/confirmations", confirmation.replace("20000", "1"))
                        .statusCode())
                .isEqualTo(409);

        JsonNode delivery = waiting("&kind=payment");
        assertThat(oneStop.download(delivery.get("deliveryId").asString()).body())
                .asString(UTF_8)
                .isEqualTo(confirmation);
        JsonNode payment = oneStop.getJson("/api/v1/payments/" + reference);
        assertThat(payment.get("state").asString()).isEqualTo("confirmed");
        assertThat(payment.get("flags").toString()).isEqualTo("[\"other-amount\"]");
        reconciles();
    }

    /** The list has the payment, with another amount, and one that nobody asked for; other tests' are not looked at. */
    private void reconciles() throws IOException {
        String day = example("payments/day.csv").replace(",20000,", ",20001,") + "GD-9-" + code + ",X-" + code
                + ",,5,1,20250901000000\n";
        HttpResponse<String> csv = hub.operator()
                .post(
                        "/api/v1/payments/reconciliations?day=2025-09-01",
                        "text/csv",
                        day.getBytes(UTF_8),
                        "Accept",
                        "text/csv");
        assertThat(csv.statusCode()).as(csv.body()).isEqualTo(200);
        assertThat(Set.copyOf(csv.body().lines().toList()))
                .contains(
                        "amount," + reference + ",GD-" + code + "," + code + ",20000,20001,confirmed,paid",
                        "missing-here,X-" + code + ",GD-9-" + code + ",,,5,,paid");
        JsonNode fetched = HubCaller.json(
                hub.operator().post("/api/v1/payments/reconciliations?day=2025-09-01", JSON, new byte[0]));
        assertThat(fetched.get("differences").toString()).contains("missing-there", reference);
    }
}
