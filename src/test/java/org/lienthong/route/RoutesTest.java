package org.lienthong.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.call.CheckedAddresses;
import org.lienthong.codelist.CodeLists;
import org.lienthong.delivery.DeliverySpans;
import org.lienthong.delivery.Receipt;
import org.lienthong.delivery.TestDelivery;
import org.lienthong.embedded.TestBroker;
import org.lienthong.mapping.MapComponent;
import org.lienthong.testing.Patience;
import org.lienthong.testing.TestDatabase;

/**
 * The routes that ship, from hand-in to the recipient, on a real database, broker and HTTP. One of them was changed: two
 * recipients get documents in a form of their own.
 */
class RoutesTest {

    private static final int CONSUMERS = 2;
    private static final int DIRECT = 8;
    private static final AtomicInteger NUMBER = new AtomicInteger(31_000);

    @TempDir
    static Path directory;

    private static PushReceivers receivers;
    private static TestBroker broker;
    private static TestDelivery delivery;
    private static RouteRig rig;

    @BeforeAll
    static void start() throws Exception {
        receivers = new PushReceivers();
        broker = new TestBroker(directory.resolve("artemis"));
        ShippedRoutes files = new ShippedRoutes(directory, receivers);
        Agencies agencies = files.agencies();
        delivery = new TestDelivery(
                TestDatabase.empty(), agencies, broker.factory(), directory.resolve("spool"), Clock.systemUTC());
        DeliverySettings settings = new DeliverySettings(
                CONSUMERS, DIRECT, Duration.ofSeconds(5), Duration.ofSeconds(60), 100, Duration.ofSeconds(1));
        rig = new RouteRig(delivery, agencies, settings);
        DefaultCamelContext camel = rig.camel();
        DeliveryCall.prepare(camel, CheckedAddresses.of(true));
        camel.addComponent(
                "map",
                MapComponent.of(files.mappings(), CodeLists.read(Path.of("config/codelists")), Clock.systemUTC()));
        camel.addComponent("jms", JmsComponent.jmsComponent(broker.factory()));
        camel.addComponent("agency-queues", JmsComponent.jmsComponent(broker.pool()));
        new RouteFiles(files.routes(), RouteFiles.Simulated.NONE).load(camel);
        camel.start();
        camel.addService(new RecipientQueues(
                rig.inForce(),
                new RecipientQueues.Parts(
                        agencies,
                        delivery.deliveries(),
                        broker.queues(),
                        delivery.lanes(),
                        settings,
                        DeliverySpans.none())));
        delivery.startRelay();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
        delivery.close();
        broker.close();
        receivers.close();
    }

    @BeforeEach
    void forget() {
        receivers.reset();
    }

    @Test
    void acceptsAndGivesAReceipt() throws Exception {
        String document = document("G01", "G22");
        Receipt receipt = send(document);
        assertThat(receipt.sender()).isEqualTo("G22");
        assertThat(receipt.recipients()).containsExactly("G01", "G22");
        assertThat(receipt.sha256()).isEqualTo(DigestUtils.sha256Hex(document));
        assertThat(receipt.repeated()).isFalse();
        assertThat(send(document).exchangeId()).isEqualTo(receipt.exchangeId());
        assertThat(states(receipt)).containsExactly("G01 open", "G22 open");
    }

    @Test
    void waitsForAHeldRecipientWithoutUsingAttempts() throws Exception {
        delivery.deliveries().held().set(Map.of("H41", "pause"));
        Receipt held = send(document("H41", "G18"));
        Receipt second = send(document("H41", "G18"));
        awaitStates(held, "H41 queued", "G18 done");
        awaitStates(second, "H41 queued", "G18 done");
        assertThat(receivers.calls("/H41")).isEmpty();
        assertThat(delivery.exchanges()
                        .find(held.exchangeId(), any -> true)
                        .orElseThrow()
                        .recipients())
                .extracting(one -> one.agency() + ' ' + one.reason())
                .containsExactlyInAnyOrder("H41 pause", "G18 null");
        delivery.deliveries().held().set(Map.of());
        awaitStates(held, "H41 done", "G18 done");
        awaitStates(second, "H41 done", "G18 done");
        assertThat(receivers.calls("/H41")).hasSize(2);
        assertThat(delivery.events(held.exchangeId()))
                .containsOnlyOnce("accepted")
                .doesNotContain("attempt-failed");
    }

    @Test
    void pushesWithAKeyAndADigest() throws Exception {
        Receipt receipt = send(document("H41", "G01"));
        awaitStates(receipt, "H41 done", "G01 open");

        assertThat(receivers.calls("/H41")).hasSize(1);
        PushReceivers.Call call = receivers.calls("/H41").get(0);
        // No option of the HTTP client, whatever the address says.
        assertThat(call.target()).isEqualTo("POST /H41?httpMethod=GET&proxyHost=nowhere.example");
        assertThat(call.header("Content-Type")).isEqualTo("application/xml; charset=UTF-8");
        assertThat(call.header("Exchange-Id")).isEqualTo(receipt.exchangeId().toString());
        assertThat(call.header("Idempotency-Key")).matches("[0-9a-f-]{36}").isNotEqualTo(call.header("Exchange-Id"));
        assertThat(call.header("Message-Kind")).isEqualTo("document");
        assertThat(call.header("Sender-Agency")).isEqualTo("G22");
        assertThat(call.header("Content-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(DigestUtils.sha256(call.body())) + ':');
        assertThat(new String(call.body(), UTF_8)).contains(receipt.documentId(), "Z99.LIENTHONG");
    }

    @Test
    void mapsForTheOneWhoWantsAnotherForm() throws Exception {
        Receipt receipt = send(document("H41", "G02"));
        awaitStates(receipt, "H41 done", "G02 done");

        PushReceivers.Call mapped = receivers.calls("/G02").get(0);
        assertThat(new String(mapped.body(), UTF_8).replace("\\/", "/"))
                .isEqualTo("{\"id\":\"" + receipt.documentId() + "\"}");
        assertThat(mapped.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
        String digest = Base64.getEncoder().encodeToString(DigestUtils.sha256(mapped.body()));
        assertThat(mapped.header("Content-Digest")).isEqualTo("sha-256=:" + digest + ':');
        byte[] others = receivers.calls("/H41").get(0).body();
        assertThat(new String(others, UTF_8)).contains("<edXML").contains("Z99.LIENTHONG");

        assertThat(delivered(receipt, "G02"))
                .containsEntry("sha256", DigestUtils.sha256Hex(mapped.body()))
                .containsEntry("result", "mapped by archive.xsl");
        assertThat(delivered(receipt, "H41"))
                .containsEntry("sha256", DigestUtils.sha256Hex(others))
                .doesNotContainKey("result");
    }

    @Test
    void mapsForTheOneWithAQueue() throws Exception {
        Receipt receipt = send(document("G16", "G15"));
        TestBroker.Received mapped = broker.receive("g16.documents", Patience.LIMIT);
        TestBroker.Received whole = broker.receive("g15.documents", Patience.LIMIT);
        awaitStates(receipt, "G16 done", "G15 done");

        assertThat(new String(mapped.body(), UTF_8).replace("\\/", "/"))
                .isEqualTo("{\"id\":\"" + receipt.documentId() + "\"}");
        assertThat(mapped.sha256()).isEqualTo(DigestUtils.sha256Hex(mapped.body()));
        assertThat(new String(whole.body(), UTF_8)).contains("<edXML");
        assertThat(delivered(receipt, "G16"))
                .containsEntry("sha256", mapped.sha256())
                .containsEntry("result", "mapped by archive.xsl");
        assertThat(delivered(receipt, "G15")).containsEntry("sha256", whole.sha256());
    }

    @Test
    void tellsInTheHistoryWhyADocumentCannotBeMapped() throws Exception {
        Receipt receipt = send(document("H41", "G03"));
        awaitStates(receipt, "H41 done", "G03 dead");
        assertThat(receivers.calls("/G03")).isEmpty();
        assertThat(delivery.exchanges()
                        .find(receipt.exchangeId(), any -> true)
                        .orElseThrow()
                        .history())
                .filteredOn(
                        event -> "G03".equals(event.agency()) && event.event().equals("dead-lettered"))
                .extracting(event -> event.result())
                .containsExactly("mapping fails.xsl:2: FOER0000");
    }

    @Test
    void mapsNoDocumentThatIsTooLargeForMemory() throws Exception {
        Receipt small = send(withAttachment(3 << 20));
        awaitStates(small, "H41 done", "G02 done");
        receivers.reset();
        Receipt receipt = send(withAttachment(5 << 20));
        awaitStates(receipt, "H41 done", "G02 dead");
        assertThat(receivers.calls("/H41").get(0).body()).hasSizeGreaterThan(5 << 20);
        assertThat(receivers.calls("/G02")).isEmpty();
        assertThat(delivery.exchanges()
                        .find(receipt.exchangeId(), any -> true)
                        .orElseThrow()
                        .recipients())
                .filteredOn(recipient -> recipient.agency().equals("G02"))
                .allSatisfy(recipient -> assertThat(recipient.reason())
                        .startsWith("mapping archive.xsl: the document has 52")
                        .endsWith(" bytes, hub.mapping.max-document is 4194304"));
    }

    private static String withAttachment(int base64) {
        String content = "JVBERi0xLjcKJSBzeW50aGV0aWMK";
        String document = document("H41", "G02");
        assertThat(document).contains(content);
        return document.replace(content, content + "QUJD".repeat(base64 / 4));
    }

    private static Map<String, Object> delivered(Receipt receipt, String recipient) {
        return delivery.entries(receipt.exchangeId()).stream()
                .filter(entry -> "delivered".equals(entry.get("event")) && recipient.equals(entry.get("subject")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void triesAgainAfterAFailureOfTheRecipient() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        receivers.answer("/H41", call -> answered.incrementAndGet() < 3 ? 500 : 200);
        Receipt receipt = send(document("H41", "G01"));
        awaitStates(receipt, "H41 done", "G01 open");

        assertThat(receivers.calls("/H41"))
                .hasSize(3)
                .extracting(call -> call.header("Idempotency-Key"))
                .containsOnly(receivers.calls("/H41").get(0).header("Idempotency-Key"));
        assertThat(receivers.calls("/H41").get(2).body())
                .isEqualTo(receivers.calls("/H41").get(0).body());
        assertThat(delivery.events(receipt.exchangeId()))
                .containsExactly("accepted", "attempt-failed", "attempt-failed", "delivered");
    }

    @Test
    void givesUpAfterTheLastAttempt() throws Exception {
        receivers.answer("/H41", call -> 503);
        Receipt receipt = send(document("H41", "G01"));
        awaitStates(receipt, "H41 dead", "G01 open");
        assertThat(receivers.calls("/H41")).hasSize(4);
        assertThat(delivery.events(receipt.exchangeId())).endsWith("attempt-failed", "dead-lettered");
    }

    @Test
    void takesARefusalForFinal() throws Exception {
        receivers.answer("/H41", call -> 422);
        Receipt receipt = send(document("H41", "G01"));
        awaitStates(receipt, "H41 failed", "G01 open");
        assertThat(receivers.calls("/H41")).hasSize(1);
        assertThat(delivery.events(receipt.exchangeId())).containsExactly("accepted", "rejected");
    }

    @Test
    void holdsUpNobodyElseForOneWhoHangs() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        receivers.answer("/G18", call -> {
            released.await();
            return 200;
        });
        try {
            List<Receipt> hung = List.of(send(document("G18", "G01")), send(document("G18", "G01")));
            Receipt both = send(document("H41", "G18"));
            await().until(() -> receivers.calls("/G18").size() == 2); // its share of the consumers
            awaitStates(both, "H41 done", "G18 waiting");
            assertThat(states(hung.get(0))).containsExactly("G18 waiting", "G01 open");
            released.countDown();
            awaitStates(both, "H41 done", "G18 done");
            for (Receipt receipt : hung) {
                awaitStates(receipt, "G18 done", "G01 open");
            }
        } finally {
            released.countDown();
        }
    }

    @Test
    void makesWhatIsTooMuchForMemoryByWayOfTheBroker() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        receivers.answer("/G18", call -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            released.await();
            atOnce.decrementAndGet();
            return 200;
        });
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < CONSUMERS + DIRECT + 3; i++) {
            receipts.add(send(document("G18", "G01")));
        }
        await().until(() -> broker.queues().depth("deliver.G18") == 3);
        released.countDown();
        for (Receipt receipt : receipts) {
            awaitStates(receipt, "G18 done", "G01 open");
        }
        assertThat(receivers.calls("/G18")).hasSize(receipts.size());
        assertThat(most.get()).isEqualTo(CONSUMERS);
    }

    @Test
    void putsItIntoTheRecipientsQueueOnce() throws Exception {
        Receipt receipt = send(document("G01", "G15"));
        TestBroker.Received received = broker.receive("g15.documents", Patience.LIMIT);
        awaitStates(receipt, "G01 open", "G15 done");

        assertThat(received.exchangeId()).isEqualTo(receipt.exchangeId().toString());
        assertThat(received.kind()).isEqualTo("document");
        assertThat(received.sender()).isEqualTo("G22");
        assertThat(received.sha256()).isEqualTo(DigestUtils.sha256Hex(received.body()));
        assertThat(new String(received.body(), UTF_8)).contains(receipt.documentId(), "Z99.LIENTHONG");
        assertThat(broker.queues().depth("g15.documents")).isZero();
        assertThat(broker.queues().depth("deliver.G15")).isZero();
    }

    private static Receipt send(String document) throws Exception {
        return rig.intake().submit(TestDelivery.submission("G22", document));
    }

    /** A new document, by G22, to these two. */
    private static String document(String first, String second) {
        return TestDelivery.example("documents/new.edxml")
                .replace("9001", Integer.toString(NUMBER.incrementAndGet()))
                .replace(">H41</edXML:OrganId>", ">" + first + "</edXML:OrganId>")
                .replace(">G15</edXML:OrganId>", ">" + second + "</edXML:OrganId>");
    }

    private static List<String> states(Receipt receipt) {
        return delivery.states(receipt.exchangeId());
    }

    private static void awaitStates(Receipt receipt, String... states) {
        await().untilAsserted(() -> assertThat(states(receipt)).containsExactly(states));
    }
}
