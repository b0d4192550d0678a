package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Mailbox;
import org.lienthong.delivery.SentExchanges;
import org.lienthong.testing.RawHttp;
import org.lienthong.testing.WebSlice;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every operation of the axis over HTTP, signed as the SDK signs. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"hub.security.failure-burst=1000", "hub.vxp.max-parts=3", "hub.security.intake-burst=500"})
@ContextConfiguration(classes = {WebSlice.class, VxpConfiguration.class, VxpController.class, VxpApiTest.Stores.class})
class VxpApiTest {

    private static final byte[] EDXML = "<edXML>văn bản mẫu</edXML>".getBytes(UTF_8);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("ddMMuuuu'T'HHmmss'+0000'");

    static class Stores {
        @Bean
        FakeStore store() {
            return new FakeStore();
        }

        @Bean
        AuditedTransaction audited(PlatformTransactionManager transactions) {
            return new AuditedTransaction(
                    new TransactionTemplate(transactions), new DriverManagerDataSource(), new AuditLog());
        }

        @Bean
        PlatformTransactionManager transactions() {
            return new PlatformTransactionManager() {
                @Override
                public TransactionStatus getTransaction(TransactionDefinition definition) {
                    return new SimpleTransactionStatus();
                }

                @Override
                public void commit(TransactionStatus status) {}

                @Override
                public void rollback(TransactionStatus status) {}
            };
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private FakeStore store;

    private RawHttp http;

    @BeforeEach
    void clear() {
        store.clear();
        http = new RawHttp(port);
    }

    // --- calling as the SDK does

    private static Map<String, String> signed(String systemId, String secret, Map<String, String> parameters) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("XroadVnpt-systemid", systemId);
        json.put(
                "XroadVnpt-timestamp",
                LocalDateTime.ofInstant(Instant.now(), ZoneId.of("Asia/Ho_Chi_Minh"))
                        .format(STAMP));
        json.put("XroadVnpt-Content-Type", "application/json");
        parameters.forEach((name, value) -> json.put("XroadVnpt-" + name, value));
        String text = JsonMapper.shared().writeValueAsString(json);
        Map<String, String> headers = new LinkedHashMap<>(parameters);
        headers.put("XroadVnpt-version", "3.0.201608");
        headers.put("XroadVnpt-sign-header", text);
        headers.put("XroadVnpt-sign-header-key", String.join(";", json.keySet()));
        headers.put(
                "XroadVnpt-hash-header",
                HexFormat.of().formatHex(Signature.hmac(secret.getBytes(UTF_8), text.getBytes(UTF_8))));
        return headers;
    }

    private RawHttp.Answer send(String method, String op, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(method + " /vxp/" + op + " HTTP/1.1\r\nHost: hub.example\r\n"
                + "Connection: close\r\nUser-Agent: JAVASDKAgent/1.0.0 XRoad/VPCP\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(UTF_8);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return http.send(all);
    }

    private JsonNode call(String method, String op, String... parameters) throws IOException {
        return send(method, op, signed("G22", "demo-G22", map(parameters)), "{}".getBytes(UTF_8))
                .json();
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static byte[] multipart(String name, byte[] content) {
        return concat(
                ("--axis-b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"../../a.edxml\"\r\n"
                                + "Content-Type: application/octet-stream\r\n\r\n")
                        .getBytes(UTF_8),
                content,
                "\r\n--axis-b--\r\n".getBytes(UTF_8));
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private RawHttp.Answer sendEdoc(byte[] body, String... parameters) throws IOException {
        Map<String, String> all = map(
                "from", "G22", "servicetype", "eDoc", "messagetype", "edoc", "hash-file", DigestUtils.sha256Hex(EDXML));
        all.putAll(map(parameters));
        Map<String, String> headers = signed("G22", "demo-G22", all);
        headers.put("Content-Type", "multipart/form-data; boundary=axis-b");
        return send("POST", "sendEdoc", headers, body);
    }

    private static void assertFail(RawHttp.Answer answer, int http, String code, String problem) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(http);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        JsonNode json = answer.json();
        assertThat(json.path("status").asString()).isEqualTo("FAIL");
        assertThat(json.path("ErrorCode").asString()).isEqualTo(code);
        assertThat(json.path("ErrorDesc").asString()).isNotBlank();
        assertThat(json.path("data").isArray()).isTrue();
        assertThat(json.path("problem").asString()).isEqualTo("urn:lienthong:problem:" + problem);
        assertThat(json.path("traceId").asString())
                .isEqualTo(answer.header("Trace-Id").orElseThrow());
    }

    // --- sendEdoc

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

    // --- authentication

    @ParameterizedTest
    @CsvSource({"G22, wrong", "nobody, demo-G22", "G22, demo-H26", "operator, demo-operator"})
    void wrongSignaturesAreRefused(String systemId, String secret) throws IOException {
        RawHttp.Answer answer = send("POST", "getAgenciesList", signed(systemId, secret, Map.of()), new byte[0]);
        assertFail(answer, 401, "15", "invalid-token");
        assertThat(answer.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void anUnsignedCallIsRefused() throws IOException {
        assertFail(send("POST", "getAgenciesList", Map.of(), new byte[0]), 401, "15", "unauthenticated");
    }

    @Test
    void aKeyOfTheRestApiWorksToo() throws IOException {
        RawHttp.Answer answer = send(
                "POST",
                "getReceivedEdocList",
                map("Authorization", "Bearer demo-000.00.00.G22", "messagetype", "edoc"),
                new byte[0]);
        assertThat(answer.json().path("status").asString()).as(answer.body()).isEqualTo("OK");
        assertFail(
                send("POST", "getAgenciesList", map("Authorization", "Bearer nonsense"), new byte[0]),
                401,
                "15",
                "invalid-token");
        assertFail(
                send("POST", "getAgenciesList", map("Authorization", "Bearer demo-operator"), new byte[0]),
                403,
                "403",
                "forbidden");
    }

    @Test
    void twoValuesOfOneParameterAreRefused() throws IOException {
        Map<String, String> headers = map("Authorization", "Bearer demo-G22", "docId", "a", "XroadVnpt-docId", "b");
        assertFail(send("POST", "getEdoc", headers, new byte[0]), 200, "400", "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%0d%0aX-Evil: 1", "UTF-8''%00", "=?UTF-8?Q?=0D=0A?="})
    void encodedLineBreaksAreRefused(String value) throws IOException {
        RawHttp.Answer answer =
                send("POST", "getEdoc", map("Authorization", "Bearer demo-G22", "docId", value), new byte[0]);
        assertFail(answer, 200, "400", "malformed-request");
        assertThat(answer.head()).doesNotContain("Evil");
    }

    // --- unknown operations and methods

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "getEdoc/x", "GETEDOC"})
    void unknownOperationsAreNotFound(String op) throws IOException {
        assertFail(send("POST", op, signed("G22", "demo-G22", Map.of()), new byte[0]), 404, "404", "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, sendEdoc, POST",
        "GET, getEdoc, POST",
        "POST, downloadEdoc, GET",
        "PUT, updateStatus, POST",
        "DELETE, countReceiveEdoc, 'GET, POST'",
    })
    void wrongMethodsTellTheRightOnes(String method, String op, String allow) throws IOException {
        RawHttp.Answer answer = send(method, op, signed("G22", "demo-G22", Map.of()), new byte[0]);
        assertFail(answer, 405, "405", "method-not-allowed");
        assertThat(answer.header("Allow")).hasValue(allow);
    }

    // --- lists and counts

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

    // --- getEdoc, downloadEdoc, updateStatus

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

    // --- agencies

    @Test
    void listsAgenciesInThreeShapes() throws IOException {
        JsonNode old = find(call("POST", "getAgenciesList").path("data"), "G22");
        assertThat(old.path("oldCode").asString()).isEqualTo("000.00.00.G22");
        assertThat(old.path("name").asString()).isEqualTo("Văn phòng Chính phủ");
        JsonNode qd20 = find(call("POST", "getAgenciesListQD20").path("data"), "G22");
        assertThat(qd20.path("code102").asString()).isEqualTo("000.00.00.G22");
        JsonNode unit = find(call("POST", "getSynchronizeUnit").path("data"), "G05");
        assertThat(unit.path("deleted").asBoolean()).isTrue();
        assertThat(unit.path("version").isNumber()).isTrue();
        assertThat(unit.path("modifyDate").asString()).isEqualTo("2025/03/01 00:00:00");
    }

    @Test
    void mergedAgenciesAreNotListedAsReceivers() throws IOException {
        assertThat(find(call("POST", "getAgenciesList").path("data"), "G05").isMissingNode())
                .isTrue();
    }

    private static JsonNode find(JsonNode items, String id) {
        for (JsonNode item : items) {
            if (item.path("id").asString().equals(id)) {
                return item;
            }
        }
        return tools.jackson.databind.node.MissingNode.getInstance();
    }

    @Test
    void registersOnlyBeneathOnesOwn() throws IOException {
        Map<String, String> headers = signed("G22", "demo-G22", Map.of());
        byte[] foreign = "{\"code\":\"H26.99\",\"pcode\":\"H26\",\"name\":\"Sở Mẫu\"}".getBytes(UTF_8);
        assertFail(send("POST", "registerAgency", headers, foreign), 200, "403", "forbidden");
        byte[] bad = "{\"code\":\"nonsense\",\"pid\":\"G22\",\"name\":\"\"}".getBytes(UTF_8);
        RawHttp.Answer answer = send("POST", "registerAgency", headers, bad);
        assertFail(answer, 200, "22", "schema-violation");
        assertThat(answer.json().path("errors")).hasSize(2);
        assertFail(send("POST", "registerAgency", headers, "[".getBytes(UTF_8)), 200, "400", "malformed-json");
        assertFail(send("POST", "registerAgency", headers, new byte[100_000]), 200, "10", "payload-too-large");
        assertFail(
                send("POST", "deleteAgency", signed("G22", "demo-G22", map("AgencyCode", "H26")), new byte[0]),
                200,
                "404",
                "not-found");
    }

    // --- language and limits

    @Test
    void speaksVietnameseUnlessAskedOtherwise() throws IOException {
        Map<String, String> headers = map("Authorization", "Bearer demo-G22");
        assertThat(send("POST", "getAgenciesList", headers, new byte[0])
                        .json()
                        .path("ErrorDesc")
                        .asString())
                .isEqualTo("Thành công");
        headers.put("Accept-Language", "en");
        assertThat(send("POST", "getAgenciesList", headers, new byte[0])
                        .json()
                        .path("ErrorDesc")
                        .asString())
                .isEqualTo("Success");
    }

    @Test
    void readsVietnameseHeaderValues() throws IOException {
        RawHttp.Answer answer = send(
                "POST",
                "deleteAgency",
                map("Authorization", "Bearer demo-G22", "AgencyCode", "Sở Mẫu Đà Nẵng"),
                new byte[0]);
        assertFail(answer, 200, "404", "not-found");
    }
}
