package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Mailbox;
import org.lienthong.testing.RawHttp;
import tools.jackson.databind.JsonNode;

/** {@code getEdoc}, {@code downloadEdoc} and {@code updateStatus}. */
class EdocsTest extends VxpCalls {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100_000})
    void getsTheDocumentAsBase64(int size) throws IOException {
        byte[] content = new byte[size];
        new java.util.Random(size).nextBytes(content);
        UUID id = store.put("G22", Kind.DOCUMENT, Mailbox.State.OPEN, content, 0);
        JsonNode answer = call("POST", "getEdoc", "docId", id.toString(), "filePath", "/store/a.edxml");
        assertThat(answer.path("status").asString()).isEqualTo("OK");
        assertThat(Base64.getDecoder().decode(answer.path("data").asString())).isEqualTo(content);
    }

    @Test
    void downloadsTheDocument() throws IOException {
        UUID id = store.put("G22", Kind.DOCUMENT, Mailbox.State.OPEN, EDXML, 0);
        RawHttp.Answer answer =
                send("GET", "downloadEdoc", signed("G22", "demo-G22", map("docId", id.toString())), new byte[0]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).hasValue(Integer.toString(EDXML.length));
        assertThat(answer.body().getBytes(UTF_8)).isEqualTo(EDXML);
    }

    @Test
    void aDocumentThatBreaksHalfWayIsCutOff() throws IOException {
        UUID id = store.put("G22", Kind.DOCUMENT, Mailbox.State.OPEN, new byte[300_000], 0);
        store.breakHalfWay = true;
        RawHttp.Answer answer =
                send("GET", "downloadEdoc", signed("G22", "demo-G22", map("docId", id.toString())), new byte[0]);
        assertThat(answer.body().length()).isLessThan(300_000);
        assertThat(answer.body()).doesNotContain("FAIL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-4000-8000-000000000000", "' OR 1=1--", "../../etc/passwd", "1"})
    void unknownDocumentsAreNotFound(String docId) throws IOException {
        Map<String, String> headers = signed("G22", "demo-G22", map("docId", docId));
        assertFail(send("POST", "getEdoc", headers, new byte[0]), 200, "404", "not-found");
        assertFail(send("GET", "downloadEdoc", headers, new byte[0]), 404, "404", "not-found");
    }

    @Test
    void foreignDocumentsLookUnknown() throws IOException {
        UUID foreign = store.put("H26", Kind.DOCUMENT, Mailbox.State.OPEN, EDXML, 0);
        JsonNode foreignAnswer = call("POST", "getEdoc", "docId", foreign.toString());
        JsonNode unknownAnswer =
                call("POST", "getEdoc", "docId", UUID.randomUUID().toString());
        assertThat(foreignAnswer.path("ErrorDesc")).isEqualTo(unknownAnswer.path("ErrorDesc"));
        assertThat(foreignAnswer.path("ErrorCode").asString()).isEqualTo("404");
    }

    @Test
    void updatesTheTransportStatusOnce() throws IOException {
        UUID id = store.put("G22", Kind.DOCUMENT, Mailbox.State.OPEN, EDXML, 0);
        assertThat(status(id, "processing")).isEqualTo("0");
        assertThat(status(id, "done")).isEqualTo("0");
        assertThat(status(id, "done")).isEqualTo("0");
        assertThat(status(id, "fail")).isEqualTo("409");
        assertThat(status(id, "processing")).isEqualTo("409");
        assertThat(status(id, "initial")).isEqualTo("400");
        assertThat(status(UUID.randomUUID(), "done")).isEqualTo("404");
    }

    private String status(UUID id, String status) throws IOException {
        return call("POST", "updateStatus", "docId", id.toString(), "status", status)
                .path("ErrorCode")
                .asString();
    }
}
