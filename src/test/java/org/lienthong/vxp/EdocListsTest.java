package org.lienthong.vxp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Mailbox;
import org.lienthong.delivery.SentExchanges;
import tools.jackson.databind.JsonNode;

/** {@code getReceivedEdocList}, {@code getSentEdocList} and the counts. */
class EdocListsTest extends VxpCalls {

    @Test
    void listsWhatWaits() throws IOException {
        UUID id = store.put("G22", Kind.DOCUMENT, Mailbox.State.OPEN, EDXML, 0);
        store.put("G22", Kind.DOCUMENT, Mailbox.State.DONE, EDXML, 1);
        store.put("G22", Kind.STATUS, Mailbox.State.OPEN, EDXML, 2);
        store.put("H26", Kind.DOCUMENT, Mailbox.State.OPEN, EDXML, 3);
        JsonNode answer = call("POST", "getReceivedEdocList", "servicetype", "eDoc", "messagetype", "edoc");
        assertThat(answer.path("data")).hasSize(1);
        JsonNode item = answer.path("data").get(0);
        assertThat(item.path("docId").asString()).isEqualTo(id.toString());
        assertThat(item.path("serviceType").asString()).isEqualTo("eDoc");
        assertThat(item.path("messageType").asString()).isEqualTo("edoc");
        assertThat(item.path("created_time").asString()).isEqualTo("2026/11/20 08:30:00");
        assertThat(item.path("updated_time").asString()).isEqualTo("2026/11/20 08:30:00");
        assertThat(item.path("from").asString()).isEqualTo("G22");
        assertThat(item.path("to").asString()).isEqualTo("G22");
        assertThat(item.path("status").asString()).isEqualTo("initial");
        assertThat(item.path("status_desc").asString()).isEqualTo("Chờ nhận");
    }

    @ParameterizedTest
    @CsvSource({"initial, OPEN", "processing, PROCESSING", "done, DONE", "FAIL, FAILED"})
    void listsByStatus(String status, Mailbox.State state) throws IOException {
        call("POST", "getReceivedEdocList", "messagetype", "edoc", "status", status);
        assertThat(store.lastQuery.states()).containsExactly(state);
    }

    @Test
    void listsByDateAndPage() throws IOException {
        call(
                "POST",
                "getReceivedEdocList",
                "messagetype",
                "status",
                "fromDate",
                "2026/11/20",
                "toDate",
                "21/11/2026",
                "pageSize",
                "20",
                "pageIndex",
                "3");
        assertThat(store.lastQuery)
                .isEqualTo(new Mailbox.Query(
                        Kind.STATUS,
                        store.lastQuery.states(),
                        Instant.parse("2026-11-19T17:00:00Z"),
                        Instant.parse("2026-11-21T17:00:00Z"),
                        20,
                        40));
    }

    @ParameterizedTest
    @CsvSource({
        "status, gone, 400, malformed-request",
        "pageSize, 0, 400, malformed-request",
        "pageSize, 100000, 400, malformed-request",
        "pageIndex, -1, 400, malformed-request",
        "fromDate, 2026/02/30, 22, invalid-timestamp",
        "messagetype, letter, 400, malformed-request",
        "servicetype, other, 400, malformed-request",
    })
    void refusesBadParameters(String name, String value, String code, String problem) throws IOException {
        Map<String, String> parameters = map("servicetype", "eDoc", "messagetype", "edoc");
        parameters.put(name, value);
        assertFail(
                send("POST", "getReceivedEdocList", signed("G22", "demo-G22", parameters), new byte[0]),
                200,
                code,
                problem);
    }

    @Test
    void countsWhatWaits() throws IOException {
        store.put("G22", Kind.DOCUMENT, Mailbox.State.OPEN, EDXML, 0);
        store.put("G22", Kind.DOCUMENT, Mailbox.State.PROCESSING, EDXML, 0);
        store.put("G22", Kind.DOCUMENT, Mailbox.State.FAILED, EDXML, 0);
        store.put("G22", Kind.STATUS, Mailbox.State.OPEN, EDXML, 0);
        assertThat(call("GET", "countReceiveEdoc").path("count").asInt()).isEqualTo(2);
        assertThat(call("GET", "countReceiveStatus").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void listsWhatWasSent() throws IOException {
        UUID exchange = UUID.randomUUID();
        store.sent.add(new SentExchanges.Sent(
                exchange,
                null,
                Kind.DOCUMENT,
                "G22",
                "H41",
                "G22,2026/11/20,1/VPCP",
                "1/VPCP",
                "Trích yếu mẫu",
                FakeStore.NOW,
                null,
                Mailbox.State.FAILED,
                "sai nơi nhận"));
        JsonNode item = call(
                        "POST",
                        "getSentEdocList",
                        "servicetype",
                        "eDoc",
                        "messagetype",
                        "edoc",
                        "docId",
                        exchange.toString())
                .path("data")
                .get(0);
        assertThat(store.lastSentQuery.exchangeId()).isEqualTo(exchange);
        assertThat(store.lastSentQuery.senders()).containsExactly("G22");
        assertThat(item.path("senderDocId").asString()).isEqualTo(exchange.toString());
        assertThat(item.path("receiverDocId").asString()).isEmpty();
        assertThat(item.path("fromCode").asString()).isEqualTo("G22");
        assertThat(item.path("toCode").asString()).isEqualTo("H41");
        assertThat(item.path("title").asString()).isEqualTo("Trích yếu mẫu");
        assertThat(item.path("notation").asString()).isEqualTo("1/VPCP");
        assertThat(item.path("sentTime").asString()).isEqualTo("2026/11/20 08:30:00");
        assertThat(item.path("sendStatus").asString()).isEqualTo("done");
        assertThat(item.path("receiveStatus").asString()).isEqualTo("fail");
        assertThat(item.path("receiveStatusDesc").asString()).isEqualTo("Nhận lỗi: sai nơi nhận");
    }

    @Test
    void anIdThatCannotBeOneWasNeverSent() throws IOException {
        assertThat(call("POST", "getSentEdocList", "messagetype", "edoc", "docId", "' OR 1=1--")
                        .path("data"))
                .isEmpty();
        assertThat(store.lastSentQuery).isNull();
    }
}
