package org.lienthong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Proofs;
import org.lienthong.dossier.record.SampleRecords;
import tools.jackson.databind.JsonNode;

/** Dossiers as a province's one-stop system hands them in, and what it then finds out. */
@ExtendWith(SharedHub.class)
class DossiersIT {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningHub hub;
    private HubCaller thanhHoa;

    DossiersIT(RunningHub hub) {
        this.hub = hub;
    }

    @BeforeEach
    void callers() {
        thanhHoa = new HubCaller(hub, http, "H56");
    }

    @Test
    void namesEachBadRecordAndTakesTheOthers() {
        String good = dossier("H56.12-261110-0001");
        String bad = good.replace("20261120083000", "20250230083000");
        String foreign = dossier("H41-261110-0001");
        HttpResponse<String> response = thanhHoa.post(
                "/api/v1/dossiers", JSON, ("[" + good + "," + bad + "," + foreign + "," + good + "]").getBytes(UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        String id = HubCaller.json(response).get("batchId").asString();
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/batches/" + id);
        JsonNode batch = sequenced(id);
        assertThat(counts(batch)).containsExactly(4, 0, 1, 1, 0, 2);
        JsonNode refusals = batch.get("refusals");
        assertThat(refusals.get(0).get("index").asInt()).isEqualTo(1);
        assertThat(refusals.get(0).get("MaHoSo").asString()).isEqualTo("H56.12-261110-0001");
        assertThat(refusals.get(0).get("pointer").asString()).isEqualTo("/NgayTiepNhan");
        assertThat(refusals.get(0).get("reason").asString()).isEqualTo("invalid-date");
        assertThat(refusals.get(1).get("reason").asString()).isEqualTo("not-own-agency");
        HttpResponse<String> csv = thanhHoa.get("/api/v1/batches/" + id + "/records", "Accept", "text/csv");
        assertThat(csv.body().lines().toList())
                .hasSize(5)
                .startsWith("index,MaHoSo,outcome,portal,pointer,reason,detail")
                .element(4)
                .asString()
                .startsWith("3,H56.12-261110-0001,duplicate,none,");
    }

    @Test
    void pagesThroughTheRecords() {
        String lines = String.join(
                "\n",
                IntStream.range(0, 1100)
                        .mapToObj(i -> dossier("H56-261111-%04d".formatted(i)).replace("\n", ""))
                        .toList());
        HttpResponse<String> response = thanhHoa.post(
                "/api/v1/dossiers", LINES, gzip(lines), "Content-Encoding", "gzip", "Idempotency-Key", "pages-1");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        String id = HubCaller.json(response).get("batchId").asString();
        assertThat(counts(sequenced(id))).containsExactly(1100, 0, 1100, 0, 0, 0);
        String path = "/api/v1/batches/" + id + "/records?limit=600";
        JsonNode first = thanhHoa.getJson(path);
        String next = first.get("next").asString();
        JsonNode second = thanhHoa.getJson(path + "&cursor=" + next);
        assertThat(second.get("items").get(0).get("MaHoSo").asString()).isEqualTo("H56-261111-0600");
        assertThat(second.get("items").size()).isEqualTo(500);
        assertThat(second.has("next")).isFalse();
        assertProblem(thanhHoa.get(path + "&cursor=" + next + "x"), 400, "invalid-cursor");
        assertProblem(thanhHoa.get(path.replace("600", "0")), 422, "schema-violation");
        assertProblem(thanhHoa.get(path.replace("600", "1000000000")), 422, "schema-violation");
        HttpResponse<String> again =
                thanhHoa.post("/api/v1/dossiers", LINES, lines.getBytes(UTF_8), "Idempotency-Key", "pages-1");
        assertThat(HubCaller.json(again).get("batchId").asString()).isEqualTo(id);
    }

    @Test
    void keepsTheTruthfulHistoryOfADossier() throws IOException {
        String code = "H56.12-261112-0001";
        submit("/api/v1/dossiers", JSON, "[" + dossier(code) + "]");
        String progress =
                Files.readString(Path.of("examples/dossiers/progress.ndjson")).replace("H56.12-261120-0001", code);
        String waits = progress.lines()
                .findFirst()
                .orElseThrow()
                .replace("\"TrangThai\":\"4\"", "\"TrangThai\":\"5\"")
                .replace("20261120090000", "20261120100000");
        String batch = submit("/api/v1/progress", LINES, waits + "\n" + progress);
        assertThat(counts(sequenced(batch))).containsExactly(3, 0, 1, 0, 1, 1);
        assertThat(thanhHoa.getJson("/api/v1/batches/" + batch)
                        .get("refusals")
                        .get(0)
                        .get("reason")
                        .asString())
                .isEqualTo("rewritten-state");
        JsonNode dossier = thanhHoa.getJson("/api/v1/dossiers/" + code);
        assertThat(dossier.get("state").asInt()).isEqualTo(5);
        assertThat(dossier.get("since").asString()).isEqualTo("2026-11-20T10:00:00+07:00");
        assertThat(dossier.get("history").size()).isEqualTo(4);
        String resumed =
                waits.replace("\"TrangThai\":\"5\"", "\"TrangThai\":\"4\"").replace("20261120100000", "20261120110000");
        sequenced(submit("/api/v1/progress", LINES, resumed));
        assertThat(thanhHoa.getJson("/api/v1/dossiers/" + code).get("state").asInt())
                .isEqualTo(9);
        assertThat(counts(thanhHoa.getJson("/api/v1/batches/" + batch))).containsExactly(3, 0, 2, 0, 1, 0);
    }

    @Test
    void provesThatARecordWasThere() {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            records.add(dossier("H56-261113-%04d".formatted(i)));
        }
        String id = submit("/api/v1/dossiers", JSON, "[" + String.join(",", records) + ",{}]");
        for (int index : new int[] {0, 499, 500, 699, 700}) {
            JsonNode proof = thanhHoa.getJson("/api/v1/batches/" + id + "/records/" + index + "/proof");
            byte[] leaf = Merkle.leaf(
                    index == 700 ? "{}".getBytes(UTF_8) : records.get(index).getBytes(UTF_8));
            byte[] root = HexFormat.of().parseHex(proof.get("root").asString());
            JsonNode chunk = proof.get("chunk");
            JsonNode batch = proof.get("batch");
            byte[] middle = climb(leaf, chunk);
            assertThat(Proofs.includes(
                            Merkle.leaf(middle),
                            batch.get("index").asLong(),
                            batch.get("size").asLong(),
                            path(batch),
                            root))
                    .isTrue();
        }
        assertProblem(thanhHoa.get("/api/v1/batches/" + id + "/records/701/proof"), 404, "not-found");
        assertThat(thanhHoa.get("/api/v1/batches/" + id + "/receipt").body()).startsWith("c2sp.org/tlog-proof@v1");
    }

    @Test
    void showsABatchToItsAgencyAndToOperatorsOnly() {
        String id = submit("/api/v1/dossiers", JSON, "[" + dossier("H56-261114-0001") + "]");
        sequenced(id);
        HubCaller other = new HubCaller(hub, http, "H41");
        for (String path : List.of(
                "/api/v1/batches/" + id,
                "/api/v1/batches/" + id + "/records",
                "/api/v1/batches/" + id + "/records/0/proof",
                "/api/v1/dossiers/H56-261114-0001",
                "/api/v1/batches/x")) {
            assertProblem(other.get(path), 404, "not-found");
        }
        HubCaller operator = new HubCaller(hub, http, "operator");
        assertThat(operator.getJson("/api/v1/batches/" + id).get("received").asInt())
                .isEqualTo(1);
        assertProblem(operator.post("/api/v1/dossiers", JSON, "[]".getBytes(UTF_8)), 403, "forbidden");
    }

    @Test
    void refusesAWholeBatchInWordsThatHelp() {
        assertProblem(thanhHoa.post("/api/v1/dossiers", JSON, "[]".getBytes(UTF_8)), 422, "empty-batch");
        HttpResponse<String> cut = thanhHoa.post("/api/v1/dossiers", JSON, "[{\"a\":1},".getBytes(UTF_8));
        assertProblem(cut, 400, "malformed-json");
        assertThat(cut.body()).contains("byte 9");
        assertProblem(
                thanhHoa.post("/api/v1/dossiers", "text/plain", "[]".getBytes(UTF_8)), 415, "unsupported-media-type");
        assertProblem(
                thanhHoa.post("/api/v1/progress", JSON, "[]".getBytes(UTF_8), "Content-Encoding", "br"),
                415,
                "unsupported-content-coding");
        assertProblem(thanhHoa.get("/api/v1/dossiers"), 405, "method-not-allowed");
    }

    private String submit(String path, String type, String body) {
        HttpResponse<String> response = thanhHoa.post(path, type, body.getBytes(UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return HubCaller.json(response).get("batchId").asString();
    }

    private JsonNode sequenced(String id) {
        return await().until(
                        () -> thanhHoa.getJson("/api/v1/batches/" + id),
                        batch -> batch.get("pending").asInt() == 0);
    }

    private static List<Integer> counts(JsonNode batch) {
        return List.of("received", "pending", "accepted", "duplicate", "outOfOrder", "refused").stream()
                .map(name -> batch.get(name).asInt())
                .toList();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(HubCaller.json(response).get("type").asString()).endsWith(":" + slug);
    }

    private static byte[] climb(byte[] leaf, JsonNode chunk) {
        byte[] hash = leaf;
        long node = chunk.get("index").asLong();
        long last = chunk.get("size").asLong() - 1;
        for (byte[] sibling : path(chunk)) {
            boolean right = (node & 1) == 1 || node == last;
            hash = right ? Merkle.node(sibling, hash) : Merkle.node(hash, sibling);
            while (right && (node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
            node >>= 1;
            last >>= 1;
        }
        return hash;
    }

    private static List<byte[]> path(JsonNode tree) {
        List<byte[]> path = new ArrayList<>();
        tree.get("path").forEach(hash -> path.add(HexFormat.of().parseHex(hash.asString())));
        return path;
    }

    private static String dossier(String code) {
        return SampleRecords.dossier().replace("H56.12-261120-0001", code);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
