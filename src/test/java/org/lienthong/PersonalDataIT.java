package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.command.CommandLine;
import tools.jackson.databind.JsonNode;

/** What the hub is told about people, and where that must never turn up. */
@ExtendWith(SharedHub.class)
class PersonalDataIT {

    private static final String USAGE = "/api/v1/usage/findUsage";

    private final RunningHub hub;
    private final HubCaller g22;
    private final HubCaller h41;
    private final HubCaller auditor;

    @TempDir
    Path home;

    PersonalDataIT(RunningHub hub) {
        this.hub = hub;
        this.g22 = hub.as("G22");
        this.h41 = hub.as("H41");
        this.auditor = hub.as("auditor");
    }

    /** Logs, metrics, entries, and the published log. */
    private void assertUnseen(Seeds seeds) {
        seeds.assertNowhereIn("the hub's log and console", hub.logText());
        seeds.assertNowhereIn("the metrics", hub.management("/actuator/prometheus"));
        seeds.assertNowhereIn("the names of the metrics", hub.management("/actuator/metrics"));
        seeds.assertNowhereIn("the audit entries", hub.audit().from(0).toString());
        seeds.assertNowhereUnder(hub.data().resolve("log"));
    }

    @Test
    void whatDocumentsSayAboutPeopleStaysInThem() {
        Seeds seeds = new Seeds();
        int number = Samples.freshNumber();
        String document = Samples.document(number)
                .replace("V/v rà soát dữ liệu dùng chung", "V/v hồ sơ của ông " + seeds.name())
                .replace("Nguyễn Văn Mẫu", seeds.name())
                .replace("Trần Thị Mẫu", seeds.name())
                .replace("0900000000", seeds.mobile())
                .replace("vanthu@g22.example", seeds.token() + "@g22.example")
                .replace("9001-VPCP-KSTT.signed.pdf", seeds.token() + ".pdf");

        String exchange = g22.submit(Samples.utf8(document)).get("exchangeId").asString();
        String delivery = h41.deliveryId(exchange);
        h41.download(delivery);
        h41.post(
                "/api/v1/inbox/" + delivery + "/ack",
                "application/json",
                Samples.utf8("{\"outcome\":\"failed\",\"reason\":\"ông " + seeds.name() + " đã mất\"}"));
        hub.as("G15").download(hub.as("G15").deliveryId(exchange));
        g22.submit(Samples.utf8(Samples.document(Samples.freshNumber()).replace("Nguyễn Văn Mẫu", seeds.name())));
        String status = Samples.status("02-refused", number)
                .replaceAll("(<edXML:Staff>)[^<]*", "$1" + seeds.name())
                .replaceAll("(<edXML:Mobile>)[^<]*", "$1" + seeds.mobile())
                .replaceAll("(<edXML:Description>)[^<]*", "$1" + seeds.name());
        h41.postDocument(Samples.utf8(status));
        g22.exchange(exchange);

        assertUnseen(seeds);
    }

    @Test
    void whatRefusedRequestsHoldIsKeptNowhere() throws IOException {
        Seeds seeds = new Seeds();
        String document = Samples.document();
        String name = seeds.name();
        g22.postDocument(Samples.utf8(document.replace("Nguyễn Văn Mẫu", name).replace("</edXML:Subject>", "")));
        g22.postDocument(Samples.utf8("<!DOCTYPE x [<!ENTITY e \"" + seeds.pin() + "\">]>" + document));
        g22.postDocument(
                Samples.utf8(document.replace(">H41</edXML:OrganId>", ">" + seeds.token() + "</edXML:OrganId>")));
        g22.postDocument(Samples.utf8(document.replace("V/v rà soát dữ liệu dùng chung", "TỐI MẬT " + seeds.name())));
        g22.postDocument(Samples.utf8(document.replace("2026/11/20", seeds.pin())));
        h41.postDocument(Samples.utf8(document.replace("Nguyễn Văn Mẫu", seeds.name())));
        g22.get("/api/v1/exchanges/" + seeds.pin());
        g22.get("/api/v1/" + seeds.token() + "?" + seeds.token() + "=" + seeds.pin());
        g22.get("/api/v1/inbox?limit=" + seeds.pin());
        g22.get("/api/v1/inbox?kind=" + seeds.token());
        g22.get("/log/tile/0/" + seeds.pin());
        g22.get("/api/v1/inbox", "baggage", "person=" + seeds.pin(), "tracestate", "hub=" + seeds.token());
        g22.get("/api/v1/inbox", "Accept", "text/" + seeds.token(), "User-Agent", seeds.token());
        g22.post("/api/v1/documents", "text/" + seeds.token(), Samples.utf8(seeds.name()));
        g22.post("/api/v1/documents", "application/xml", Samples.utf8(document), "Idempotency-Key", seeds.pin());
        g22.get("/vxp/" + seeds.token() + "?id=" + seeds.pin());
        g22.get("/vxp/getReceivedEdocList", "servicetype", seeds.token(), "systemid", seeds.token());
        raw("GET /api/v1/inbox HTTP/1.1", "Authorization: Bearer " + seeds.token());
        raw("GET /vxp/getReceivedEdocList HTTP/1.1", "Authorization: Bearer " + seeds.token());
        raw("GET /api/v1/inbox HTTP/1.1", "Authorization: Basic " + seeds.token());
        raw("GET /" + seeds.token() + "%00/" + seeds.pin() + " HTTP/1.1", "X: y");
        raw("GET /;" + seeds.token() + "/../" + seeds.pin() + " HTTP/1.1", "Cookie: session=" + seeds.token());
        raw(
                "GET /api/v1/inbox?limit=%zz" + seeds.pin() + "&=%f" + seeds.token() + " HTTP/1.1",
                "Cookie: a=\"" + seeds.token());
        raw("GET /{" + seeds.token() + "} HTTP/1.1", "X: y");
        raw(seeds.token().toUpperCase(java.util.Locale.ROOT) + " / HTTP/1.1", "X: " + seeds.pin() + "\u0001");
        auditor.get(USAGE + "?userCode=" + seeds.pin());
        auditor.get(USAGE + "?limit=" + seeds.pin(), "Person-Id", seeds.pin());
        auditor.get(USAGE, "Person-Id", seeds.token());
        h41.get(USAGE, "Person-Id", seeds.pin());
        hub.operator().post("/api/v1/operator/erasures", "application/json", Samples.utf8("{" + seeds.pin()));
        hub.operator()
                .post(
                        "/api/v1/operator/erasures",
                        "application/json",
                        Samples.utf8("{\"person\":\"" + seeds.pin() + "\",\"reason\":\"" + seeds.name() + "\"}"));
        hub.management("/actuator/metrics/" + seeds.token() + "?tag=" + seeds.pin());

        assertUnseen(seeds);
        seeds.assertNowhereUnder(hub.data());
    }

    private void raw(String line, String header) throws IOException {
        hub.raw().send(line + "\r\nHost: hub.example\r\nConnection: close\r\n" + header + "\r\n\r\n");
    }

    @Test
    void aLookAtTheUsageIsItselfAnEntry() {
        Seeds seeds = new Seeds();
        String pin = seeds.pin();

        HttpResponse<String> response = auditor.get(
                USAGE + "?limit=10", "Person-Id", pin, "Officer-Id", seeds.token(), "Case-Id", seeds.token());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"totalUsages\":0,\"usages\":[]}");
        AuditTable.Row entry = hub.audit()
                .ofTrace(response.headers().firstValue("Trace-Id").orElseThrow())
                .get(0);
        assertThat(entry.text("event")).isEqualTo("usage-read");
        assertThat(entry.text("actor")).isEqualTo("demo-auditor");
        assertThat(entry.text("commit")).hasSize(64);
        assertUnseen(seeds);
        seeds.assertNowhereUnder(hub.data());
    }

    @Test
    void thePersonSeesThroughThePortalThatAnAuditorLooked() {
        String pin = new Seeds().pin();
        auditor.get(USAGE, "Person-Id", pin);
        g22.get(USAGE, "Person-Id", pin);

        JsonNode page = HubCaller.json(g22.get(USAGE, "Person-Id", pin));

        assertThat(page.get("totalUsages").asInt()).isEqualTo(1);
        JsonNode usage = page.get("usages").get(0);
        assertThat(usage.get("receiverCode").asString()).isEqualTo("demo-auditor");
        assertThat(usage.get("receiverSystem").asString()).isEqualTo("demo-auditor");
        assertThat(usage.get("action").asString()).isEqualTo("Kiểm tra việc sử dụng dữ liệu");
        assertThat(usage.has("officer")).isFalse();
        assertThat(g22.get(USAGE + "?details=true", "Person-Id", pin).statusCode())
                .isEqualTo(400);
    }

    @Test
    void nobodyElseMayLook() {
        for (String path : new String[] {USAGE, "/api/v1/usage/usagePeriod", "/api/v1/usage/heartbeat"}) {
            HttpResponse<String> response = h41.get(path, "Person-Id", "000300000001");

            assertThat(response.statusCode()).as(path).isEqualTo(403);
            assertThat(hub.audit()
                            .ofTrace(response.headers().firstValue("Trace-Id").orElseThrow()))
                    .extracting(row -> row.text("event"))
                    .containsExactly("denied");
            assertThat(hub.as("steward").get(path).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void saysSinceWhenAndThatItLives() {
        auditor.get(USAGE, "Person-Id", new Seeds().pin()); // so that there is an entry

        assertThat(auditor.getJson("/api/v1/usage/usagePeriod")
                        .get("periodStart")
                        .asString())
                .isEqualTo(hub.audit().from(0).get(0).text("ts"));
        assertThat(g22.get("/api/v1/usage/heartbeat").body()).isEqualTo("{\"status\":\"OK\",\"message\":\"ready\"}");
    }

    @Test
    void ofAnErasedPersonNothingRemainsAndTheLogStillVerifies() {
        Seeds seeds = new Seeds();
        String pin = seeds.pin();
        String other = seeds.pin();
        auditor.get(USAGE, "Person-Id", pin, "Officer-Id", seeds.token());
        auditor.get(USAGE, "Person-Id", other);
        assertThat(usages(pin)).isEqualTo(1);

        JsonNode erased = erase(pin);

        // The auditor's look and the portal's.
        assertThat(erased.get("records").asInt()).isEqualTo(2);
        assertThat(usages(pin)).isZero();
        assertThat(usages(other)).isEqualTo(1);
        AuditTable.Row entry = hub.audit().from(erased.get("entry").asLong()).get(0);
        assertThat(entry.text("event")).isEqualTo("erased");
        assertThat(entry.text("actor")).isEqualTo("demo-operator");
        assertThat(entry.text("result")).isEqualTo("request, 2 records");
        erase(pin);
        seeds.assertNowhereUnder(hub.data());
        seeds.assertNowhereIn("a dump of the database", hub.audit().dump());
        assertUnseen(seeds);
        assertLogVerifies();
        assertThat(hub.isReady()).isTrue();
    }

    @Test
    void everyReleaseIsInTheUsageViewAndErasable() {
        Seeds seeds = new Seeds();
        String pin = seeds.pin();
        String officer = "H41/" + seeds.token();
        String caseId = seeds.token();
        HttpResponse<String> answer = insuranceCard(pin, "health-insurance", officer, caseId);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(insuranceCard(pin, seeds.token(), officer, caseId).statusCode())
                .isEqualTo(403);
        h41.post(
                "/api/v1/services/G12/insurance-card",
                "application/json",
                Samples.utf8("{\"soDinhDanh\":\"" + pin + "\",\"hoTen\":\"" + seeds.name() + "\"}"),
                "Purpose",
                "health-insurance",
                "Case-Id",
                caseId,
                "Officer-Id",
                officer);

        JsonNode page = HubCaller.json(auditor.get(USAGE + "?details=true", "Person-Id", pin));

        assertThat(page.get("totalUsages").asInt()).as(page.toString()).isEqualTo(1);
        JsonNode usage = page.get("usages").get(0);
        assertThat(usage.get("receiverCode").asString()).isEqualTo("H41");
        assertThat(usage.get("receiverSystem").asString()).isEqualTo("demo-H41");
        assertThat(usage.get("receiverName").asString()).contains("Nghệ An");
        assertThat(usage.get("exchangeId").asString())
                .isEqualTo(answer.headers().firstValue("Exchange-Id").orElseThrow());
        assertThat(usage.get("legalBasis").asString()).isEqualTo("NĐ 164/2025/NĐ-CP; NĐ 63/2024/NĐ-CP");
        assertThat(usage.get("officer").asString()).isEqualTo(officer);
        assertThat(usage.get("caseId").asString()).isEqualTo(caseId);
        assertUnseen(seeds);
        erase(pin);
        assertThat(usages(pin)).isZero();
        seeds.assertNowhereUnder(hub.data());
        seeds.assertNowhereIn("a dump of the database", hub.audit().dump());
    }

    private HttpResponse<String> insuranceCard(String pin, String purpose, String officer, String caseId) {
        return h41.post(
                "/api/v1/services/G12/insurance-card",
                "application/json",
                Samples.utf8("{\"soDinhDanh\":\"" + pin + "\"}"),
                "Purpose",
                purpose,
                "Case-Id",
                caseId,
                "Officer-Id",
                officer);
    }

    private int usages(String pin) {
        return HubCaller.json(g22.get(USAGE, "Person-Id", pin))
                .get("totalUsages")
                .asInt();
    }

    private JsonNode erase(String pin) {
        HttpResponse<String> response = hub.operator()
                .post(
                        "/api/v1/operator/erasures",
                        "application/json",
                        Samples.utf8("{\"person\":\"" + pin + "\",\"reason\":\"request\"}"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return HubCaller.json(response);
    }

    private void assertLogVerifies() {
        String exchange =
                g22.submit(Samples.utf8(Samples.document())).get("exchangeId").asString();
        g22.get("/api/v1/exchanges/" + exchange + "/receipt"); // waits until all before it is published
        String[] arguments = {
            "verify",
            "--log",
            hub.api("/log").toString(),
            "--key",
            g22.get("/log/vkey").body().strip(),
            "--state",
            home.resolve("state").toString()
        };
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(CommandLine.run(CommandLine.parse(arguments), new PrintStream(said), new PrintStream(said)))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
    }
}
