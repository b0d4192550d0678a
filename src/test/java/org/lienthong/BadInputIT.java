package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.text.Normalizer;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bad documents and statuses: each is refused with its problem document and one audit entry, and nothing else happens. */
@ExtendWith(SharedHub.class)
class BadInputIT {

    private final RunningHub hub;
    private final HubCaller g22;
    private final HubCaller h41;
    private final Refusals refusals;

    BadInputIT(RunningHub hub) {
        this.hub = hub;
        this.g22 = hub.as("G22");
        this.h41 = hub.as("H41");
        this.refusals = new Refusals(hub);
    }

    static Stream<BadDocuments.Case> documents() {
        return BadDocuments.all();
    }

    private HttpResponse<String> post(BadDocuments.Case bad, String... headers) {
        return g22.post("/api/v1/documents", bad.contentType(), bad.body(), headers);
    }

    private static Refusals.Told told(HttpResponse<String> response) {
        return Refusals.Told.of(response);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void refuses(BadDocuments.Case bad) {
        refusals.assertSubmissionRefused("G22", told(post(bad)), bad.status(), bad.slug());

        HttpResponse<String> vietnamese = post(bad, "Accept-Language", "vi-VN, en;q=0.5");
        assertThat(vietnamese.headers().firstValue("Content-Language")).hasValue("vi");
        refusals.assertSubmissionRefused("G22", told(vietnamese), bad.status(), bad.slug());
    }

    @Test
    void callsNoAddressThatADocumentNames() throws IOException {
        try (Canary canary = new Canary()) {
            BadDocuments.reachingFor(canary.url("/x"))
                    .forEach(bad -> refusals.assertSubmissionRefused("G22", told(post(bad)), bad.status(), bad.slug()));
            String located = Samples.changed(
                    Samples.document(),
                    "<edXML xmlns=",
                    "<edXML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x "
                            + canary.url("/x.xsd") + "\" xmlns=");
            g22.submit(Samples.utf8(located));

            assertThat(canary.calls()).isZero();
        }
    }

    @Test
    void refusesABillionLaughsAtOnce() {
        byte[] bomb = Samples.utf8(BadDocuments.billionLaughs());

        long fastest = LongStream.range(0, 10)
                .map(i -> {
                    long from = System.nanoTime();
                    assertThat(g22.postDocument(bomb).statusCode()).isEqualTo(400);
                    return System.nanoTime() - from;
                })
                .min()
                .orElseThrow();

        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void namesTheUnknownRecipientAndWhereItStands() {
        String document = Samples.documentTo(Samples.freshNumber(), "G20", "H99");

        JsonNode problem = HubCaller.json(g22.postDocument(Samples.utf8(document)));

        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("//MessageHeader/To[2]/OrganId");
        assertThat(problem.get("errors").get(0).get("detail").asString()).contains("H99");
    }

    @Test
    void saysWhereTheDocumentIsNotAsTheSchemaDemands() {
        String document = Samples.document().replaceAll("<edXML:Subject>.*?</edXML:Subject>", "");

        JsonNode problem = HubCaller.json(g22.postDocument(Samples.utf8(document)));

        assertThat(problem.get("errors").get(0).get("pointer").asString()).endsWith("/MessageHeader/Subject");
    }

    @Test
    void composedAndDecomposedVietnameseAreTheSameDocument() {
        int number = Samples.freshNumber();
        String composed = Samples.document(number).replace("VPCP-KSTT", "VPCP-TTĐT-Ố");
        String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
        assertThat(decomposed).isNotEqualTo(composed);

        JsonNode receipt = g22.submit(Samples.utf8(composed));
        HttpResponse<String> again = g22.postDocument(Samples.utf8(decomposed));

        refusals.assertSubmissionRefused("G22", told(again), 409, "idempotency-key-reused");
        String status = Normalizer.normalize(
                Samples.status("01-arrived", number).replace("VPCP-KSTT", "VPCP-TTĐT-Ố"), Normalizer.Form.NFD);
        h41.submit(Samples.utf8(status));
        assertThat(g22.recipient(receipt.get("exchangeId").asString(), "H41", "businessState"))
                .hasValue("arrived");
    }

    @Test
    void theSameIdWithOtherBytesIsRefused() {
        String document = Samples.document();
        g22.submit(Samples.utf8(document));

        HttpResponse<String> other = g22.postDocument(Samples.utf8(document.replace("Phụ lục 1", "Phụ lục 2")));

        refusals.assertSubmissionRefused("G22", told(other), 409, "idempotency-key-reused");
    }

    @Test
    void refusesIdempotencyKeysThatNoLogCouldKeep() {
        byte[] document = Samples.utf8(Samples.document());

        refusals.assertSubmissionRefused(
                "G22",
                told(g22.postDocument(document, "Idempotency-Key", "k".repeat(10_000))),
                400,
                "idempotency-key-invalid");
        refusals.assertSubmissionRefused(
                "G22", told(g22.postDocument(document, "Idempotency-Key", "a b")), 400, "idempotency-key-invalid");
    }

    @Test
    void headersOfTheRoutingEngineDecideNothing() throws IOException {
        try (Canary canary = new Canary()) {
            String document = Samples.documentTo(Samples.freshNumber(), "G20", "G21");
            HttpResponse<String> response = g22.postDocument(
                    Samples.utf8(document),
                    "CamelHttpUri",
                    canary.url("/"),
                    "CamelHttpPath",
                    "../../x",
                    "CamelJmsDestinationName",
                    "hub.recipient.H41",
                    "CamelFileName",
                    "../../x",
                    "CamelExecCommandExecutable",
                    "/bin/sh",
                    "JMSReplyTo",
                    "queue://x",
                    "JMSDestination",
                    "queue://x",
                    "hubRecipient",
                    "H41",
                    "hubSender",
                    "H41",
                    "breadcrumbId",
                    "x");

            assertThat(response.statusCode()).isEqualTo(202);
            String exchange = HubCaller.json(response).get("exchangeId").asString();
            assertThat(HubCaller.json(response).get("sender").asString()).isEqualTo("G22");
            assertThat(hub.as("G20").inbox(exchange)).hasSize(1);
            assertThat(h41.inbox(exchange)).isEmpty();
            assertThat(canary.calls()).isZero();
        }
    }

    @Test
    void aStatusAboutAnUnknownAndAboutAForeignDocumentLookTheSame() {
        int number = Samples.freshNumber();
        g22.submit(Samples.utf8(Samples.documentTo(number, "G20", "G21")));
        byte[] foreign = Samples.utf8(Samples.status("03-received", number));
        byte[] unknown = Samples.utf8(Samples.status("03-received", Samples.freshNumber()));

        HttpResponse<String> toForeign = h41.postDocument(foreign);
        HttpResponse<String> toUnknown = h41.postDocument(unknown);

        refusals.assertSubmissionRefused("H41", told(toForeign), 404, "not-found");
        refusals.assertSubmissionRefused("H41", told(toUnknown), 404, "not-found");
        String trace = "\"traceId\":\"[0-9a-f]{32}\"";
        assertThat(toForeign.body().replaceAll(trace, ""))
                .isEqualTo(toUnknown.body().replaceAll(trace, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "15-change-agreed, H41, 409, invalid-transition, nothing was asked",
        "16-change-refused, H41, 409, invalid-transition, nothing was asked"
    })
    void refusesAnswersToWhatNobodyAsked(String name, String by, int status, String slug) {
        int number = Samples.freshNumber();
        g22.submit(Samples.utf8(Samples.document(number)));

        HttpResponse<String> response = hub.as(by).postDocument(Samples.utf8(Samples.status(name, number)));

        refusals.assertSubmissionRefused(by, told(response), status, slug);
    }

    @Test
    void refusesARecallOfWhatIsCompletedAndAStepBack() {
        int number = Samples.freshNumber();
        g22.submit(Samples.utf8(Samples.document(number)));
        h41.submit(Samples.utf8(Samples.status("06-completed", number)));

        HttpResponse<String> recall = g22.postDocument(Samples.utf8(Samples.status("13-recall-requested", number)));
        HttpResponse<String> back = h41.postDocument(Samples.utf8(Samples.status("03-received", number)
                .replaceAll("<edXML:Timestamp>[^<]*", "<edXML:Timestamp>2026/11/22 09:00:00")));

        refusals.assertSubmissionRefused("G22", told(recall), 409, "invalid-transition");
        refusals.assertSubmissionRefused("H41", told(back), 409, "invalid-transition");
    }

    @Test
    void refusesUnknownStatusesAndStatusesOfTheOtherSide() {
        int number = Samples.freshNumber();
        g22.submit(Samples.utf8(Samples.document(number)));
        String received = Samples.status("03-received", number);

        HttpResponse<String> unknown = h41.postDocument(Samples.utf8(received.replace(">03<", ">07<")));
        HttpResponse<String> forged = hub.as("G20").postDocument(Samples.utf8(received));

        refusals.assertSubmissionRefused("H41", told(unknown), 422, "schema-violation");
        refusals.assertSubmissionRefused("G20", told(forged), 403, "sender-mismatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9999/12/31 00:00:00",
                "1900/01/01 00:00:00",
                "2025/02/30 10:00:00",
                "2026/11/20 24:00:00",
                "2026-11-20T10:02:11Z",
                "2026/11/20"
            })
    void refusesImpossibleTimes(String time) {
        int number = Samples.freshNumber();
        g22.submit(Samples.utf8(Samples.document(number)));
        String status =
                Samples.status("03-received", number).replaceAll("<edXML:Timestamp>[^<]*", "<edXML:Timestamp>" + time);

        HttpResponse<String> response = h41.postDocument(Samples.utf8(status));

        JsonNode problem = refusals.assertSubmissionRefused("H41", told(response), 422, "invalid-timestamp");
        assertThat(problem.get("errors").get(0).get("pointer").asString()).endsWith("/Timestamp");
    }

    @Test
    void anAcknowledgementOfOtherBytesIsRefused() {
        String exchange =
                g22.submit(Samples.utf8(Samples.document())).get("exchangeId").asString();
        String delivery = h41.deliveryId(exchange);
        String tag = h41.get("/api/v1/inbox/" + delivery)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        String ack = "/api/v1/inbox/" + delivery + "/ack";
        byte[] done = Samples.utf8("{\"outcome\":\"done\"}");

        refusals.assertRefused(
                told(h41.post(ack, "application/json", done, "If-Match", "\"" + "0".repeat(64) + "\"")),
                412,
                "precondition-failed");
        assertThat(h41.post(ack, "application/json", done, "If-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void acknowledgementsSayWhatIsWrong() {
        String exchange =
                g22.submit(Samples.utf8(Samples.document())).get("exchangeId").asString();
        String ack = "/api/v1/inbox/" + h41.deliveryId(exchange) + "/ack";

        refusals.assertRefused(
                told(h41.post(ack, "application/json", Samples.utf8("{\"outcome\":"))), 400, "malformed-json");
        refusals.assertRefused(
                told(h41.post(ack, "application/json", Samples.utf8("{\"outcome\":\"perhaps\"}"))),
                400,
                "malformed-request");
        refusals.assertRefused(told(h41.acknowledge(UUID.randomUUID().toString(), "done")), 404, "not-found");
        assertThat(h41.recipient(exchange, "H41", "state")).hasValue("open");
    }
}
