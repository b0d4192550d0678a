package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.RawHttp;

/** Requests that are bad before anybody looks at the document: lengths, codings, methods, paths, types. */
@ExtendWith(SharedHub.class)
class BadRequestIT {

    private static final String POST = "POST /api/v1/documents HTTP/1.1\r\nHost: hub.example\r\n"
            + "Authorization: Bearer demo-G22\r\nContent-Type: application/xml\r\n";
    private static final String KEYED = "Host: hub.example\r\nAuthorization: Bearer demo-G22\r\nConnection: close\r\n";
    private static final Duration SLOWEST = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(1800); // the shared hub waits two seconds for a body

    private final RunningHub hub;
    private final HubCaller g22;
    private final RawHttp raw;
    private final Refusals refusals;

    BadRequestIT(RunningHub hub) {
        this.hub = hub;
        this.g22 = hub.as("G22");
        this.raw = hub.raw();
        this.refusals = new Refusals(hub);
    }

    private static Refusals.Told told(RawHttp.Answer answer) {
        return Refusals.Told.of(answer);
    }

    private static Refusals.Told told(HttpResponse<String> response) {
        return Refusals.Told.of(response);
    }

    private void assertNotStored(String document) {
        assertThat(hub.audit()
                        .count("select count(*) from exchange where document_id = '"
                                + document.replaceAll("(?s).*<edXML:DocumentId>([^<]*)<.*", "$1") + "'"))
                .isZero();
    }

    @Test
    void aBodyLongerThanAnnouncedIsCutAndTheConnectionClosed() throws IOException {
        String document = Samples.document();
        int shorter = Samples.utf8(document).length - 100;

        RawHttp.Answer answer = raw.send(POST + "Content-Length: " + shorter + "\r\n\r\n" + document);

        // What follows the announced length is no request, which ends the connection.
        Refusals.Told first = told(new RawHttp.Answer(
                answer.head(), answer.body().substring(0, answer.body().indexOf('}') + 1)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(first.body()).contains("malformed-xml");
        assertNotStored(document);
        refusals.assertStillServes();
    }

    @Test
    void aBodyThatEndsBeforeItsLengthTimesOut() throws IOException {
        String document = Samples.document();
        int longer = Samples.utf8(document).length + 100;

        long from = System.nanoTime();
        RawHttp.Answer answer = raw.send(POST + "Content-Length: " + longer + "\r\n\r\n" + document);

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(SLOWEST);
        refusals.assertSubmissionRefused("G22", told(answer), 408, "request-timeout");
        assertThat(answer.header("Connection")).hasValue("close");
        assertNotStored(document);
    }

    /** RFC 9112 6.3: nothing after the chunks may be taken for a request. */
    @Test
    void aLengthBesideChunksIsRefusedAndEndsTheConnection() throws IOException {
        String document = Samples.document();
        int length = Samples.utf8(document).length;
        String chunk = Integer.toHexString(length) + "\r\n" + document + "\r\n0\r\n\r\n";

        RawHttp.Answer answer = raw.send(POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk
                + "GET /api/v1/inbox HTTP/1.1\r\n" + KEYED + "\r\n");

        assertThat(answer.header("Connection")).hasValue("close");
        assertThat(answer.body()).as("an answer to the smuggled request").doesNotContain("HTTP/1.1", "items");
        refusals.assertRefused(told(answer), 400, "malformed-request");
        assertNotStored(document);
    }

    @Test
    void brokenChunksAreRefused() throws IOException {
        String document = Samples.document();

        RawHttp.Answer answer =
                raw.send(POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + document + "\r\n0\r\n\r\n");

        refusals.assertSubmissionRefused("G22", told(answer), 400, "malformed-request");
        assertNotStored(document);
    }

    @Test
    void aBodyThatDripsIsCutOff() throws Exception {
        byte[] document = Samples.utf8(Samples.document());

        Drip.Outcome outcome = Drip.send(hub.port(), POST, document, Duration.ofMillis(300), SLOWEST.plusSeconds(10));

        assertThat(outcome.took()).isLessThan(SLOWEST);
        refusals.assertSubmissionRefused("G22", told(outcome.answer()), 408, "request-timeout");
    }

    @Test
    void announcedTooLargeIsRefusedBeforeTheBodyAndTheConnectionClosed() throws IOException {
        long from = System.nanoTime();
        RawHttp.Answer answer = raw.send(POST + "Content-Length: 900000000\r\n\r\n<");

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(SOON);
        assertThat(answer.header("Connection")).hasValue("close");

        refusals.assertSubmissionRefused("G22", told(answer), 413, "payload-too-large");
    }

    @Test
    void tooLargeInChunksIsRefusedAtTheLimit() {
        byte[] large = Samples.utf8(LargeDocument.text(Samples.freshNumber(), 9 << 20));

        HttpResponse<String> response = g22.post(
                "/api/v1/documents",
                "application/xml",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        refusals.assertSubmissionRefused("G22", told(response), 413, "payload-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "frob"})
    void codedBodiesAreRefused(String coding) throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[4 << 20]);
        }

        HttpResponse<String> response = g22.postDocument(bomb.toByteArray(), "Content-Encoding", coding);

        refusals.assertSubmissionRefused("G22", told(response), 415, "unsupported-content-coding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "multipart/form-data; boundary=x"})
    void otherTypesAreRefused(String type) {
        HttpResponse<String> response = g22.post("/api/v1/documents", type, Samples.utf8(Samples.document()));

        refusals.assertSubmissionRefused("G22", told(response), 415, "unsupported-media-type");
        assertThat(response.headers().firstValue("Accept").orElseThrow()).contains("application/xml");
    }

    @Test
    void onlyTheOneFormatOfReceiptsCanBeAskedFor() {
        String document = Samples.document();

        HttpResponse<String> response = g22.postDocument(Samples.utf8(document), "Accept", "image/png");

        refusals.assertSubmissionRefused("G22", told(response), 406, "not-acceptable");
        assertNotStored(document);
    }

    @Test
    void controlCharactersInAnIdempotencyKeyAreRefused() throws IOException {
        String document = Samples.document();
        int length = Samples.utf8(document).length;

        RawHttp.Answer answer = raw.send(POST + "Connection: close\r\nIdempotency-Key: a\u0001b\r\nContent-Length: "
                + length + "\r\n\r\n" + document);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:lienthong:problem:");
        assertNotStored(document);
        refusals.assertStillServes();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/documents, POST",
        "PUT, /api/v1/documents, POST",
        "DELETE, /api/v1/inbox, GET",
        "POST, /api/v1/inbox, GET",
        "TRACE, /api/v1/inbox, GET",
        "FROB, /api/v1/inbox, GET"
    })
    void otherMethodsAreNotAllowed(String method, String path, String allowed) throws IOException {
        RawHttp.Answer answer =
                raw.send(method + " " + path + " HTTP/1.1\r\n" + KEYED + "Content-Length: 5\r\n\r\nhello");

        refusals.assertRefused(told(answer), 405, "method-not-allowed");
        assertThat(answer.header("Allow").orElseThrow()).contains(allowed).doesNotContain("TRACE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1--",
                "1;x",
                "%2e%2e%2f",
                "..%2f..%2fetc%2fpasswd",
                "%00",
                "a%00b",
                "a%0d%0ab",
                "%c0%ae%c0%ae",
                "00000000-0000-0000-0000-000000000000",
                "0-0-0-0-0"
            })
    void idsThatAreNoneAreNotFound(String id) throws IOException {
        for (String path : new String[] {"/api/v1/exchanges/", "/api/v1/inbox/", "/api/v1/operations/deliveries/"}) {
            String target = path + id.replace(" ", "%20");
            RawHttp.Answer answer = raw.send("GET " + target + " HTTP/1.1\r\n" + KEYED + "\r\n");

            assertThat(answer.status()).as(target).isIn(400, 403, 404);
            Refusals.assertProblem(
                    told(answer),
                    answer.status(),
                    switch (answer.status()) {
                        case 400 -> "malformed-request";
                        case 403 -> "forbidden";
                        default -> "not-found";
                    });
        }
        refusals.assertStillServes();
    }

    @Test
    void anIdOfEightKilobytesIsNotFoundOrTooLong() {
        String id = URLEncoder.encode("x'".repeat(2700), StandardCharsets.US_ASCII);

        refusals.assertRefused(told(g22.get("/api/v1/exchanges/" + id)), 404, "not-found");
    }

    @Test
    void hugeAddressesAndHeadersAreRefused() throws IOException {
        refusals.assertRefused(
                told(raw.send("GET /api/v1/inbox?x=" + "a".repeat(20_000) + " HTTP/1.1\r\n" + KEYED + "\r\n")),
                414,
                "uri-too-long");
        refusals.assertRefused(
                told(raw.send("GET /api/v1/inbox HTTP/1.1\r\n" + KEYED + "X-Long: " + "a".repeat(20_000) + "\r\n\r\n")),
                431,
                "headers-too-large");
    }

    @Test
    void otherFormatsAreNotAcceptable() {
        refusals.assertRefused(told(g22.get("/api/v1/inbox", "Accept", "image/png")), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "wait=-1", "wait=61", "kind=letter"})
    void badParametersAreNamed(String parameter) {
        refusals.assertRefused(told(g22.get("/api/v1/inbox?" + parameter)), 400, "malformed-request");
    }

    @Test
    void anUnknownCharsetIsNamedAsSuch() {
        byte[] document = Samples.utf8(Samples.document());

        refusals.assertRefused(
                told(g22.post("/api/v1/documents", "application/xml;charset=utf-9", document)),
                415,
                "unsupported-charset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/xml;charset=\"utf-8\"",
                "text/xml; Charset=\"UTF-8\"",
                "application/xml; charset=utf8"
            })
    void aCharsetMayBeQuotedAndInAnyCase(String type) {
        HttpResponse<String> answer = g22.post("/api/v1/documents", type, Samples.utf8(Samples.document()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void aQuotedCharsetThatIsNotUtf8IsRefused() {
        byte[] document = Samples.utf8(Samples.document());

        refusals.assertRefused(
                told(g22.post("/api/v1/documents", "application/xml;charset=\"utf-16\"", document)),
                400,
                "charset-mismatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outcome\":\"failed\",\"outcome\":\"done\"}",
                "{\"outcome\":\"failed\",\"reason\":7}",
                "{\"outcome\":\"done\"} {\"outcome\":\"failed\"}"
            })
    void anAcknowledgementThatSaysTwoThingsClosesNothing(String body) {
        HubCaller h41 = hub.as("H41");
        String exchange =
                g22.submit(Samples.utf8(Samples.document())).get("exchangeId").asString();
        String path = "/api/v1/inbox/" + h41.deliveryId(exchange) + "/ack";

        refusals.assertRefused(told(h41.post(path, "application/json", body.getBytes())), 400, "malformed-json");
        assertThat(h41.inbox(exchange)).hasSize(1);
    }

    @Test
    void nobodyGetsIn() throws IOException {
        RawHttp.Answer none = raw.send("GET /api/v1/inbox HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n\r\n");

        refusals.assertRefused(told(none), 401, "unauthenticated");
        assertThat(none.header("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void aWrongKeyIsOneDenialInTheLog() {
        HttpResponse<String> wrong = hub.as("G22-not-a-key").get("/api/v1/inbox");

        assertDenied(wrong, 401, "invalid-token");
    }

    @Test
    void theWrongRoleIsOneDenialInTheLog() {
        assertDenied(hub.as("auditor").postDocument(Samples.utf8(Samples.document())), 403, "forbidden");
    }

    private void assertDenied(HttpResponse<String> response, int status, String slug) {
        String trace = Refusals.assertProblem(told(response), status, slug)
                .get("traceId")
                .asString();
        assertThat(hub.audit().ofTrace(trace)).singleElement().satisfies(entry -> {
            assertThat(entry.text("event")).isEqualTo("denied");
            assertThat(entry.text("result")).isEqualTo(slug);
        });
    }
}
