package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.delivery.Kind;
import org.lienthong.testing.RawHttp;
import org.springframework.dao.DataAccessResourceFailureException;

/** {@code sendEdoc}: what an upload must be, and whose. */
class SendEdocTest extends VxpCalls {

    @Test
    void sendsADocument() throws IOException {
        RawHttp.Answer answer = sendEdoc(multipart("file_doc", EDXML));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("status").asString()).isEqualTo("OK");
        assertThat(answer.json().path("ErrorCode").asString()).isEqualTo("0");
        assertThat(answer.json().path("DocId").asString()).hasSize(36);
        assertThat(store.bodies.get(0)).isEqualTo(EDXML);
        assertThat(store.submissions.get(0).agency()).isEqualTo("G22");
        assertThat(store.submissions.get(0).channel()).isEqualTo("vxp");
        assertThat(store.submissions.get(0).kind()).isEqualTo(Kind.DOCUMENT);
        assertThat(store.submissions.get(0).traceId())
                .isEqualTo(answer.header("Trace-Id").orElseThrow());
    }

    @Test
    void sendsAStatusWithTheHashAsTheSdkSpellsIt() throws IOException {
        byte[] abc = "abc".getBytes(UTF_8);
        RawHttp.Answer answer = sendEdoc(
                multipart("file_doc", abc),
                "messagetype",
                "status",
                "hash-file",
                "ba7816bf8f1cfea414140de5dae2223b0361a396177a9cb410ff61f2015ad");
        assertThat(answer.json().path("status").asString()).as(answer.body()).isEqualTo("OK");
        assertThat(store.submissions.get(0).kind()).isEqualTo(Kind.STATUS);
    }

    @Test
    void acceptsNothingWhoseHashIsWrong() throws IOException {
        assertFail(sendEdoc(multipart("file_doc", EDXML), "hash-file", "0".repeat(64)), 200, "10", "hash-mismatch");
        assertThat(store.submissions).isEmpty();
    }

    @Test
    void aSignedUploadNeedsAHash() throws IOException {
        assertFail(sendEdoc(multipart("file_doc", EDXML), "hash-file", ""), 200, "400", "malformed-request");
    }

    @Test
    void otherPartsAreReadOver() throws IOException {
        byte[] body = concat(
                "preamble\r\n--axis-b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
                        .getBytes(UTF_8),
                multipart("file_doc", EDXML));
        assertThat(sendEdoc(body).json().path("status").asString()).isEqualTo("OK");
        assertThat(store.bodies.get(0)).isEqualTo(EDXML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "FILE_DOC", "", "file_doc\0"})
    void aMissingPartIsRefused(String name) throws IOException {
        assertFail(sendEdoc(multipart(name, EDXML)), 200, "10", "malformed-multipart");
        assertThat(store.submissions).isEmpty();
    }

    @Test
    void aTruncatedUploadIsRefused() throws IOException {
        byte[] whole = multipart("file_doc", EDXML);
        for (int cut : List.of(whole.length - 4, whole.length - 12, whole.length - 20, 60, 5, 0)) {
            assertFail(sendEdoc(java.util.Arrays.copyOf(whole, cut)), 200, "10", "malformed-multipart");
        }
        assertThat(store.submissions).isEmpty();
    }

    @Test
    void tooManyPartsAreRefusedBeforeAndAfterTheFile() throws IOException {
        byte[] other = "--axis-b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n".getBytes(UTF_8);
        byte[] many = concat(other, other, other, other);
        assertFail(sendEdoc(concat(many, multipart("file_doc", EDXML))), 200, "10", "malformed-multipart");
        byte[] file = multipart("file_doc", EDXML);
        byte[] open = java.util.Arrays.copyOf(file, file.length - 4);
        assertFail(
                sendEdoc(concat(open, "\r\n".getBytes(UTF_8), many, "--axis-b--".getBytes(UTF_8))),
                200,
                "10",
                "malformed-multipart");
        assertThat(store.submissions).isEmpty();
    }

    @Test
    void tenThousandPartsAndAHugePartHeaderAreRefused() throws IOException {
        byte[] parts = "--axis-b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n"
                .repeat(10_000)
                .getBytes(UTF_8);
        assertFail(sendEdoc(parts), 200, "10", "malformed-multipart");
        byte[] header = ("--axis-b\r\nContent-Disposition: form-data; name=\"file_doc\"; filename=\""
                        + "a".repeat(1_000_000) + "\"\r\n\r\nx\r\n--axis-b--\r\n")
                .getBytes(UTF_8);
        assertFail(sendEdoc(header), 200, "10", "malformed-multipart");
        assertThat(store.submissions).isEmpty();
    }

    @Test
    void whatIsNoMultipartIsRefused() throws IOException {
        Map<String, String> headers = signed("G22", "demo-G22", map("messagetype", "edoc", "hash-file", "00"));
        headers.put("Content-Type", "application/json");
        assertFail(send("POST", "sendEdoc", headers, EDXML), 200, "415", "unsupported-media-type");
        headers.put("Content-Type", "multipart/form-data");
        assertFail(send("POST", "sendEdoc", headers, EDXML), 200, "10", "malformed-multipart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"H26", "000.00.00.H26", "nobody"})
    void aSenderOutsideTheScopeIsRefused(String from) throws IOException {
        assertFail(sendEdoc(multipart("file_doc", EDXML), "from", from), 200, "19", "sender-mismatch");
        assertThat(store.submissions).isEmpty();
    }

    @Test
    void theSendersOldCodeIsTheSameAgency() throws IOException {
        assertThat(sendEdoc(multipart("file_doc", EDXML), "from", "000.00.00.G22")
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("OK");
    }

    @Test
    void refusalsOfTheIntakeCarryTheAxisCode() throws IOException {
        store.refusal = FakeStore.unknownRecipient();
        assertFail(sendEdoc(multipart("file_doc", EDXML)), 200, "18", "unknown-recipient");
    }

    @Test
    void anOutageIsWorthRepeating() throws IOException {
        store.failure = new DataAccessResourceFailureException("down");
        RawHttp.Answer answer = sendEdoc(multipart("file_doc", EDXML));
        assertFail(answer, 503, "20", "dependency-unavailable");
        assertThat(answer.header("Retry-After")).hasValue("5");
        store.failure = new IllegalStateException("a secret");
        RawHttp.Answer unexpected = sendEdoc(multipart("file_doc", EDXML));
        assertFail(unexpected, 500, "20", "internal-error");
        assertThat(unexpected.body()).doesNotContain("secret");
    }
}
