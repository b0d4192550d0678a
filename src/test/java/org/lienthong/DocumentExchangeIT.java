package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents and statuses on their way from agency to agency, seen from outside. */
@ExtendWith(SharedHub.class)
class DocumentExchangeIT {

    private static final String DECLARED = "G22,2026/11/20,9001/VPCP-KSTT";

    private final HubCaller g22;
    private final HubCaller h41;
    private final HubCaller g15;
    private final RunningHub hub;

    DocumentExchangeIT(RunningHub hub) {
        this.hub = hub;
        this.g22 = hub.as("G22");
        this.h41 = hub.as("H41");
        this.g15 = hub.as("G15");
    }

    private static String id(JsonNode receipt) {
        return receipt.get("exchangeId").asString();
    }

    private static void assertWhole(byte[] delivered, byte[] sent) {
        assertThat(DeliveredBytes.withoutHop(delivered)).isEqualTo(sent);
    }

    private String submit(String xml) {
        return id(g22.submit(Samples.utf8(xml)));
    }

    @Test
    void carriesTheWorkedSamplesByteForByte() {
        byte[] document = Samples.bytes("documents/new.edxml");
        byte[] status = Samples.bytes("statuses/03-received.edxml");

        JsonNode receipt = g22.submit(document);
        assertThat(receipt.get("kind").asString()).isEqualTo("document");
        assertThat(receipt.get("documentId").asString()).isEqualTo(DECLARED);
        assertThat(receipt.get("sender").asString()).isEqualTo("G22");
        assertThat(receipt.get("recipients").valueStream().map(JsonNode::asString))
                .containsExactly("H41", "G15");
        assertThat(receipt.get("sha256").asString()).isEqualTo(DigestUtils.sha256Hex(document));

        assertWhole(h41.receive(id(receipt)), document);
        assertWhole(g15.receive(id(receipt)), document);
        assertThat(g22.recipient(id(receipt), "H41", "state")).hasValue("done");

        JsonNode answer = h41.submit(status);
        assertThat(answer.get("kind").asString()).isEqualTo("status");
        assertThat(g22.receive(id(answer))).isEqualTo(status);
        assertThat(g22.recipient(id(receipt), "H41", "businessState")).hasValue("received");
        assertThat(g22.recipient(id(receipt), "G15", "businessState")).hasValue("sent");
    }

    @ParameterizedTest
    @CsvSource({
        "recall-vnpt, recall",
        "recall-inet, recall",
        "update-vnpt, update",
        "update-inet, update",
        "replace-vnpt, replace",
        "replace-inet, replace"
    })
    void carriesDocumentsThatChangeEarlierOnes(String example, String type) {
        int number = Samples.freshNumber();
        String original = submit(Samples.document(number));
        byte[] change = Samples.utf8(Samples.numbered("documents/" + example + ".edxml", number));

        String changing = id(g22.submit(change));

        assertWhole(h41.receive(changing), change);
        assertWhole(g15.receive(changing), change);
        JsonNode exchange = g22.exchange(changing);
        assertThat(exchange.get("businessType").asString()).isEqualTo(type);
        assertThat(exchange.get("answers").asString()).isEqualTo(original);
        assertThat(h41.exchange(original).get("statuses").valueStream())
                .as("what was said about the original")
                .anySatisfy(
                        said -> assertThat(said.get("exchangeId").asString()).isEqualTo(changing));
    }

    @Test
    void carriesTheDialectOfTheField() {
        byte[] document = Samples.bytes("documents/dialect.edxml");

        String exchange = id(g22.submit(document));

        assertWhole(h41.receive(exchange), document);
        assertWhole(g15.receive(exchange), document);
    }

    @Test
    void relaysEveryStatusAndShowsHowFarItCame() {
        int number = Samples.freshNumber();
        String exchange = submit(Samples.document(number));

        for (String name : List.of("01-arrived", "03-received", "04-assigned", "05-processing", "06-completed")) {
            byte[] status = Samples.utf8(Samples.status(name, number));
            assertThat(g22.receive(id(h41.submit(status)))).isEqualTo(status);
            assertThat(g22.recipient(exchange, "H41", "businessState")).hasValue(name.substring(3));
        }
        assertThat(g22.exchange(exchange).get("statuses").size()).isEqualTo(5);
    }

    @Test
    void aStatusThatComesLateDoesNotLeadBack() {
        int number = Samples.freshNumber();
        String exchange = submit(Samples.document(number));

        h41.submit(Samples.utf8(Samples.status("05-processing", number)));
        byte[] late = Samples.utf8(Samples.status("03-received", number));

        assertThat(g22.receive(id(h41.submit(late)))).isEqualTo(late);
        assertThat(g22.recipient(exchange, "H41", "businessState")).hasValue("processing");
    }

    @Test
    void aRecallThatIsAgreedToEndsTheDocument() {
        int number = Samples.freshNumber();
        String exchange = submit(Samples.document(number));
        byte[] ask = Samples.utf8(Samples.status("13-recall-requested", number));
        byte[] agree = Samples.utf8(Samples.status("15-change-agreed", number));

        assertThat(h41.receive(id(g22.submit(ask)))).isEqualTo(ask);
        assertThat(g22.receive(id(h41.submit(agree)))).isEqualTo(agree);

        assertThat(g22.recipient(exchange, "H41", "businessState")).hasValue("recalled");
        assertThat(g22.recipient(exchange, "G15", "businessState")).hasValue("sent");
    }

    @Test
    void aRecallThatIsRefusedChangesNothing() {
        int number = Samples.freshNumber();
        String exchange = submit(Samples.document(number));
        h41.submit(Samples.utf8(Samples.status("03-received", number)));

        g22.submit(Samples.utf8(Samples.status("13-recall-requested", number)));
        h41.submit(Samples.utf8(Samples.status("16-change-refused", number)));

        assertThat(g22.recipient(exchange, "H41", "businessState")).hasValue("received");
    }

    @Test
    void theSameSubmissionAgainGivesTheSameReceipt() {
        byte[] document = Samples.utf8(Samples.document());

        HttpResponse<String> first = g22.postDocument(document);
        HttpResponse<String> again = g22.postDocument(document, "Idempotency-Key", "another-key");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(h41.inbox(id(HubCaller.json(first)))).hasSize(1);
    }

    @Test
    void theSameStatusAgainGivesTheSameReceipt() {
        int number = Samples.freshNumber();
        submit(Samples.document(number));
        byte[] status = Samples.utf8(Samples.status("01-arrived", number));

        JsonNode first = h41.submit(status);

        assertThat(h41.submit(status)).isEqualTo(first);
        assertThat(g22.inbox(id(first))).hasSize(1);
    }

    @Test
    void aHundredParallelSubmissionsAreOneExchange() throws Exception {
        byte[] document = Samples.utf8(Samples.document());
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(100);
        Set<String> receipts = new HashSet<>();
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(callers.submit((Callable<String>) () -> {
                    start.await();
                    return g22.submit(document).toString();
                }));
            }
            start.countDown();
            for (Future<String> answer : answers) {
                receipts.add(answer.get());
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(receipts).hasSize(1);
        String exchange = id(JsonMapper.shared().readTree(receipts.iterator().next()));
        assertThat(h41.inbox(exchange)).hasSize(1);
        assertThat(g15.inbox(exchange)).hasSize(1);
        assertThat(hub.audit().ofExchange(exchange)).hasSize(1);
    }

    @Test
    void theSameDocumentIdWithOtherBytesIsAConflict() {
        String document = Samples.document();
        String exchange = submit(document);
        String other = Samples.changed(document, "Phụ lục 1", "Phụ lục 2");

        HttpResponse<String> refused = g22.postDocument(Samples.utf8(other));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("urn:lienthong:problem:idempotency-key-reused");
        assertWhole(h41.receive(exchange), Samples.utf8(document));
    }

    @Test
    void recallOfADocumentIsNotTheSameAsTheDocument() {
        int number = Samples.freshNumber();
        String original = submit(Samples.document(number));

        String recall = submit(Samples.numbered("documents/recall-vnpt.edxml", number));

        assertThat(recall).isNotEqualTo(original);
    }

    @ParameterizedTest
    @CsvSource({
        "000.00.00.H41, H41, the older scheme",
        "BTP, G15, an alias",
        "G05, G12, merged on 2025-03-01",
        "000.00.00.G05, G12, merged and the older scheme",
        "H02, H05, a merged province",
        "G13, G10, merged into a renamed ministry"
    })
    void codesLeadToWhoReceivesToday(String code, String receiver, String why) {
        String document = Samples.documentTo(Samples.freshNumber(), code, "G20");

        JsonNode receipt = g22.submit(Samples.utf8(document));

        assertThat(receipt.get("recipients").valueStream().map(JsonNode::asString))
                .as(why)
                .containsExactly(receiver, "G20");
        assertWhole(hub.as(receiver).receive(id(receipt)), Samples.utf8(document));
    }

    @Test
    void mergedAndSurvivingCodeTogetherAreOneDelivery() {
        String document = Samples.documentTo(Samples.freshNumber(), "G05", "G12");

        JsonNode receipt = g22.submit(Samples.utf8(document));

        assertThat(receipt.get("recipients").valueStream().map(JsonNode::asString))
                .containsExactly("G12");
        assertThat(hub.as("G12").inbox(id(receipt))).hasSize(1);
    }

    @Test
    void whatGoesToASplitAgencyWaitsForAnOperator() {
        String document = Samples.documentTo(Samples.freshNumber(), "G07", "G20");
        String exchange = submit(document);
        HubCaller operator = hub.operator();

        JsonNode waiting = operator.getJson("/api/v1/operations/deliveries?limit=1000")
                .get("items")
                .valueStream()
                .filter(item -> item.get("exchangeId").asString().equals(exchange))
                .findFirst()
                .orElseThrow();
        assertThat(waiting.get("state").asString()).isEqualTo("undecided");
        assertThat(waiting.get("recipient").asString()).isEqualTo("G07");
        assertThat(g22.recipient(exchange, "G07", "state")).hasValue("undecided");

        String path =
                "/api/v1/operations/deliveries/" + waiting.get("deliveryId").asString() + "/assign";
        byte[] decision = Samples.utf8("{\"recipient\":\"G03\"}");
        assertThat(g22.post(path, "application/json", decision).statusCode()).isEqualTo(403);
        assertThat(operator.post(path, "application/json", Samples.utf8("{\"recipient\":\"X1\"}"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(operator.post(path, "application/json", decision).statusCode())
                .isEqualTo(202);

        assertWhole(hub.as("G03").receive(exchange), Samples.utf8(document));
        assertThat(g22.recipient(exchange, "G03", "state")).hasValue("done");
        assertThat(operator.post(path, "application/json", decision).statusCode())
                .as("decided before")
                .isEqualTo(404);
    }

    @Test
    void longPollWakesWhenADocumentArrives() {
        HubCaller reader = hub.as("H14");
        reader.getJson("/api/v1/inbox?limit=500")
                .get("items")
                .forEach(item -> reader.acknowledge(item.get("deliveryId").asString(), "done"));
        CompletableFuture<JsonNode> poll =
                CompletableFuture.supplyAsync(() -> reader.getJson("/api/v1/inbox?kind=document&wait=30"));

        long from = System.nanoTime();
        String exchange = submit(Samples.documentTo(Samples.freshNumber(), "H49", "G20"));
        assertThat(hub.as("H49").inbox(exchange)).hasSize(1);
        assertThat(poll).as("something for others arrived").isNotDone();

        String woken = submit(Samples.documentTo(Samples.freshNumber(), "H14", "G20"));
        assertThat(poll.join().get("items").valueStream().map(DocumentExchangeIT::id))
                .containsExactly(woken);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void anEmptyLongPollEndsInTime() {
        long from = System.nanoTime();

        JsonNode page = hub.as("H18").getJson("/api/v1/inbox?wait=1");

        assertThat(page.get("items").size()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(6));
    }

    @Test
    void unknownAndForeignLookTheSame() {
        String exchange = submit(Samples.document());
        String delivery = h41.deliveryId(exchange);
        String nobody = UUID.randomUUID().toString();
        HubCaller stranger = hub.as("G02");

        assertSameRefusal(stranger.get("/api/v1/exchanges/" + exchange), stranger.get("/api/v1/exchanges/" + nobody));
        assertSameRefusal(stranger.get("/api/v1/inbox/" + delivery), stranger.get("/api/v1/inbox/" + nobody));
        assertSameRefusal(stranger.get("/api/v1/inbox/" + delivery), stranger.get("/api/v1/inbox/" + "not-an-id"));
        assertSameRefusal(stranger.acknowledge(delivery, "done"), stranger.acknowledge(nobody, "done"));
        assertThat(g15.get("/api/v1/inbox/" + delivery).statusCode())
                .as("another recipient's copy")
                .isEqualTo(404);
        assertThat(h41.recipient(exchange, "H41", "state")).hasValue("open");
    }

    private static void assertSameRefusal(HttpResponse<String> foreign, HttpResponse<String> unknown) {
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(withoutTrace(foreign)).isEqualTo(withoutTrace(unknown));
        assertThat(foreign.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
    }

    private static String withoutTrace(HttpResponse<String> response) {
        return response.statusCode() + response.body().replaceAll("\"traceId\":\"[0-9a-f]{32}\"", "");
    }

    @Test
    void onlyTheCallersOwnSubmissionsAndMailboxAreTheirs() {
        String exchange = submit(Samples.document());

        assertThat(g22.inbox(exchange)).isEmpty();
        assertThat(h41.exchange(exchange).get("documentId").asString()).startsWith("G22,");
        assertThat(hub.operator().exchange(exchange).get("sender").asString()).isEqualTo("G22");
    }

    @Test
    void acknowledgementIsIdempotent() {
        String exchange = submit(Samples.document());
        String delivery = h41.deliveryId(exchange);
        h41.download(delivery);

        HttpResponse<String> first = h41.acknowledge(delivery, "done");
        HttpResponse<String> again = h41.acknowledge(delivery, "done");
        HttpResponse<String> other = h41.acknowledge(delivery, "failed");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(h41.inbox(exchange)).isEmpty();
        assertThat(hub.audit().ofExchange(exchange))
                .extracting(row -> row.text("event"))
                .containsExactly("accepted", "delivered", "acknowledged");
    }

    @Test
    void aFailedDeliveryIsToldToTheSender() {
        String exchange = submit(Samples.document());

        h41.acknowledge(h41.deliveryId(exchange), "failed");

        assertThat(g22.recipient(exchange, "H41", "state")).hasValue("failed");
        assertThat(g22.recipient(exchange, "G15", "state")).hasValue("open");
    }

    @Test
    void aDownloadCanBeRepeatedAndSaysItsDigest() {
        String document = Samples.document();
        String exchange = submit(document);
        JsonNode item = h41.delivery(exchange);

        HttpResponse<byte[]> first = h41.download(item.get("deliveryId").asString());
        HttpResponse<byte[]> again = h41.download(item.get("deliveryId").asString());

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(item.get("sha256").asString()).isEqualTo(DigestUtils.sha256Hex(first.body()));
        assertThat(item.get("size").asLong()).isEqualTo(first.body().length);
        assertThat(first.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/xml");
        assertThat(new String(first.body(), StandardCharsets.UTF_8)).contains("Z99.LIENTHONG");
    }
}
