package org.lienthong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Uploads to the axis API that are bad before, or around, the document. */
@ExtendWith(SharedHub.class)
class AxisUploadIT {

    private static final String BOUNDARY = "----axis";
    private static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;
    private static final String FILE =
            "Content-Disposition: form-data; name=\"file_doc\"; filename=\"a.edxml\"\r\nContent-Type: application/octet-stream\r\n";

    private final RunningHub hub;
    private final Refusals refusals;

    AxisUploadIT(RunningHub hub) {
        this.hub = hub;
        this.refusals = new Refusals(hub);
    }

    private HttpResponse<String> send(String type, byte[] body, String... headers) {
        List<String> all = new ArrayList<>(List.of("from", "G22", "servicetype", "eDoc", "messagetype", "edoc"));
        all.addAll(List.of(headers));
        return hub.as("G22").post("/vxp/sendEdoc", type, body, all.toArray(String[]::new));
    }

    /** A multipart body of parts that are header and content in turn. */
    private static byte[] multipart(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i += 2) {
            out.writeBytes(("--" + BOUNDARY + "\r\n").getBytes(UTF_8));
            out.writeBytes(parts[i]);
            out.writeBytes("\r\n".getBytes(UTF_8));
            out.writeBytes(parts[i + 1]);
            out.writeBytes("\r\n".getBytes(UTF_8));
        }
        out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return out.toByteArray();
    }

    private static byte[] upload(byte[] document) {
        return multipart(FILE.getBytes(UTF_8), document);
    }

    private static byte[] otherPart(int number) {
        return ("Content-Disposition: form-data; name=\"p" + number + "\"\r\n").getBytes(UTF_8);
    }

    @Test
    void aGoodUploadArrives() {
        byte[] document = Samples.utf8(Samples.document());

        HttpResponse<String> response = send(TYPE, upload(document), "hash-file", DigestUtils.sha256Hex(document));

        JsonNode answer = HubCaller.json(response);
        assertThat(answer.path("status").asString()).as(response.body()).isEqualTo("OK");
        byte[] delivered = hub.as("H41").receive(answer.get("DocId").asString());
        assertThat(DeliveredBytes.withoutHop(delivered)).isEqualTo(document);
    }

    static Stream<Arguments> bodies() {
        byte[] document = Samples.utf8(Samples.document(Samples.NUMBER + 60_000));
        byte[][] many = new byte[20_000][];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = otherPart(i);
            many[i + 1] = new byte[0];
        }
        String longHeader = FILE + "X-Long: " + "a".repeat(1 << 20) + "\r\n";
        byte[] whole = upload(document);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 20);
        return Stream.of(
                Arguments.of("ten thousand parts", TYPE, multipart(many), "malformed-multipart"),
                Arguments.of(
                        "endless part header",
                        TYPE,
                        multipart(longHeader.getBytes(UTF_8), document),
                        "malformed-multipart"),
                Arguments.of("no such boundary", TYPE + "x", whole, "malformed-multipart"),
                Arguments.of("no boundary", "multipart/form-data", whole, "malformed-multipart"),
                Arguments.of("cut before the last boundary", TYPE, cut, "malformed-multipart"),
                Arguments.of("no file", TYPE, multipart(otherPart(1), document), "malformed-multipart"),
                Arguments.of("no body", TYPE, new byte[0], "malformed-multipart"),
                Arguments.of("no multipart", "application/xml", document, "unsupported-media-type"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void refuses(String name, String type, byte[] body, String slug) {
        assertRefused(send(type, body), slug);
    }

    @Test
    void refusesAFileThatIsNotTheHashedOne() {
        byte[] document = Samples.utf8(Samples.document());

        assertRefused(send(TYPE, upload(document), "hash-file", DigestUtils.sha256Hex(new byte[0])), "hash-mismatch");
        assertThat(send(TYPE, upload(document), "hash-file", DigestUtils.sha256Hex(document))
                        .body())
                .contains("\"OK\"");
    }

    @Test
    void refusesADocumentHandedInAsAStatus() {
        byte[] document = Samples.utf8(Samples.document());

        HttpResponse<String> response =
                hub.as("G22").post("/vxp/sendEdoc", TYPE, upload(document), "from", "G22", "messagetype", "status");

        assertRefused(response, "schema-violation");
    }

    @Test
    void refusesAnotherAgencysName() {
        byte[] document = Samples.utf8(Samples.document());

        HttpResponse<String> response =
                hub.as("G15").post("/vxp/sendEdoc", TYPE, upload(document), "from", "G22", "messagetype", "edoc");

        assertThat(HubCaller.json(response).path("status").asString()).isEqualTo("FAIL");
        String trace = response.headers().firstValue("Trace-Id").orElseThrow();
        assertThat(hub.audit().ofTrace(trace)).singleElement().satisfies(entry -> {
            assertThat(entry.text("actor")).isEqualTo("G15");
            assertThat(entry.text("result")).isEqualTo("sender-mismatch");
        });
    }

    private void assertRefused(HttpResponse<String> response, String slug) {
        JsonNode answer = HubCaller.json(response);
        assertThat(answer.path("status").asString()).as(response.body()).isEqualTo("FAIL");
        assertThat(answer.path("ErrorCode").asString()).isNotEqualTo("0");
        assertThat(answer.path("ErrorDesc").asString()).isNotBlank();
        assertThat(response.body().toLowerCase(Locale.ROOT)).doesNotContain("exception", "org.", "mẫu");
        String trace = response.headers().firstValue("Trace-Id").orElseThrow();
        assertThat(hub.audit().ofTrace(trace)).singleElement().satisfies(entry -> {
            assertThat(entry.text("event")).isEqualTo("refused");
            assertThat(entry.text("channel")).isEqualTo("vxp");
            assertThat(entry.text("result")).isEqualTo(slug);
        });
        refusals.assertStillServes();
    }
}
