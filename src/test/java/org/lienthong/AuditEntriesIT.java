package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit entries that everything above leaves: exactly those, numbered without gaps, in canonical form. */
@ExtendWith(SharedHub.class)
class AuditEntriesIT {

    private final RunningHub hub;
    private final HubCaller g22;
    private final HubCaller h41;

    AuditEntriesIT(RunningHub hub) {
        this.hub = hub;
        this.g22 = hub.as("G22");
        this.h41 = hub.as("H41");
    }

    /** Event, actor and subject of one entry. */
    private static String line(AuditTable.Row row) {
        return row.text("event") + " " + row.text("actor") + " " + row.text("subject") + " " + row.text("channel");
    }

    @Test
    void everyStepIsOneEntry() {
        int number = Samples.freshNumber();
        byte[] document = Samples.utf8(Samples.document(number));
        String exchange = g22.submit(document).get("exchangeId").asString();
        g22.submit(document);
        String delivery = h41.deliveryId(exchange);
        h41.download(delivery);
        h41.download(delivery);
        h41.acknowledge(delivery, "done");
        h41.acknowledge(delivery, "done");
        hub.as("G15").acknowledge(hub.as("G15").deliveryId(exchange), "failed");
        String status = h41.submit(Samples.utf8(Samples.status("03-received", number)))
                .get("exchangeId")
                .asString();
        g22.receive(status);

        assertThat(hub.audit().ofExchange(exchange))
                .extracting(AuditEntriesIT::line)
                .containsExactly(
                        "accepted G22  rest",
                        "delivered H41 G22 pull",
                        "acknowledged H41 G22 pull",
                        "rejected G15 G22 pull");
        AuditTable.Row fetched = hub.audit().ofExchange(exchange).get(1);
        assertThat(fetched.text("system")).isEqualTo("demo-H41");
        assertThat(fetched.json().get("size").asInt()).isGreaterThan(document.length);
        assertThat(hub.audit().ofExchange(status))
                .extracting(AuditEntriesIT::line)
                .containsExactly("accepted H41  rest", "delivered G22 H41 pull", "acknowledged G22 H41 pull");
    }

    @Test
    void theAcceptingEntrySaysWhatWasAccepted() {
        int number = Samples.freshNumber();
        byte[] document = Samples.utf8(Samples.document(number));

        JsonNode receipt = g22.submit(document);

        AuditTable.Row entry =
                hub.audit().ofExchange(receipt.get("exchangeId").asString()).get(0);
        assertThat(entry.text("documentId")).isEqualTo(Samples.documentId(number));
        assertThat(entry.text("sha256")).isEqualTo(DigestUtils.sha256Hex(document));
        assertThat(entry.text("kind")).isEqualTo("document");
        assertThat(entry.text("system")).isEqualTo("demo-G22");
        assertThat(entry.text("businessType")).isEqualTo("new");
        assertThat(entry.json().get("size").asInt()).isEqualTo(document.length);
        assertThat(entry.json().get("recipients").valueStream().map(JsonNode::asString))
                .containsExactly("H41", "G15");
        assertThat(entry.text("ts")).isEqualTo(receipt.get("acceptedAt").asString());
        assertThat(entry.json().get("v").asInt()).isEqualTo(1);
    }

    @Test
    void anOperatorsDecisionIsAnEntry() {
        String exchange = g22.submit(Samples.utf8(Samples.documentTo(Samples.freshNumber(), "G14", "G20")))
                .get("exchangeId")
                .asString();
        String delivery = g22.recipient(exchange, "G14", "deliveryId").orElseThrow();

        hub.operator()
                .post(
                        "/api/v1/operations/deliveries/" + delivery + "/assign",
                        "application/json",
                        Samples.utf8("{\"recipient\":\"G06\"}"));

        AuditTable.Row last = hub.audit().ofExchange(exchange).get(1);
        assertThat(line(last)).isEqualTo("assigned demo-operator G14 ");
        assertThat(last.text("result")).isEqualTo("G06");
    }

    @Test
    void indicesHaveNoGapsAndHashesFit() {
        g22.submit(Samples.utf8(Samples.document()));
        long size = hub.audit().size();

        List<AuditTable.Row> all = hub.audit().from(0).subList(0, (int) size);

        Instant previous = Instant.EPOCH;
        for (int i = 0; i < all.size(); i++) {
            AuditTable.Row row = all.get(i);
            assertThat(row.index()).isEqualTo(i);
            assertThat(row.leafHash()).isEqualTo(leafHash(row.line()));
            assertThat(new String(row.line(), StandardCharsets.UTF_8)).isEqualTo(canonical(row.json()));
            assertThat(Instant.parse(row.text("ts"))).isAfter(previous.minusSeconds(60));
            previous = Instant.parse(row.text("ts"));
        }
    }

    @Test
    void noEntryHoldsPersonalData() {
        g22.submit(Samples.utf8(Samples.document()));

        assertThat(hub.audit().from(0))
                .allSatisfy(row -> assertThat(row.toString()).doesNotContain("Mẫu", "vanthu", "0900000000", "rà soát"));
    }

    /** RFC 6962 2.1: SHA-256 over a zero byte and the entry. */
    private static String leafHash(byte[] line) {
        ByteArrayOutputStream leaf = new ByteArrayOutputStream();
        leaf.write(0);
        leaf.writeBytes(line);
        return DigestUtils.sha256Hex(leaf.toByteArray());
    }

    /** RFC 8785 for what entries hold: members sorted, no white space, strings without needless escapes. */
    private static String canonical(JsonNode entry) {
        TreeMap<String, JsonNode> members = new TreeMap<>();
        entry.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return JsonMapper.shared().writeValueAsString(members);
    }
}
