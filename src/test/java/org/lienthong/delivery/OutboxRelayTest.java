package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.embedded.BrokerQueues;
import org.lienthong.embedded.TestBroker;
import org.lienthong.testing.Patience;
import org.lienthong.testing.TestDatabase;

class OutboxRelayTest {

    @TempDir
    Path directory;

    /** What is accepted and was not offered is looked for after less than that. */
    private static final Duration OVERLOOKED = Duration.ofSeconds(3);

    /** How far the hub's clock is ahead, so that nobody need wait for what it has put off. */
    private volatile Duration ahead = Duration.ZERO;

    private TestBroker broker;
    private DataSource database;
    private Agencies agencies;
    private TestDelivery hub;

    @BeforeEach
    void open() throws Exception {
        broker = new TestBroker(directory.resolve("artemis"));
        database = TestDatabase.empty();
        agencies = agencies();
        broker.queues().declare(DeliveryQueues.nameFor("H41"));
        hub = hub();
    }

    @AfterEach
    void close() throws Exception {
        hub.close();
        broker.close();
    }

    @Test
    void sendsWhatIsAcceptedAndNotesItOnlyWhenItIsNotMade() throws Exception {
        hub.startRelay();
        Receipt receipt = hub.accept("G22", DeliveryTest.document());

        UUID delivery = hub.delivery(receipt, "H41");
        assertThat(received()).isEqualTo(delivery.toString());
        await().untilAsserted(() -> assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 queued"));
    }

    @Test
    void leavesAloneWhatIsMadeAtOnce() throws Exception {
        hub.startRelay();
        Receipt receipt = hub.accept("G22", DeliveryTest.document());
        UUID delivery = hub.delivery(receipt, "H41");
        received();
        hub.deliveries().delivered(hub.deliveries().takeFirst(delivery, 0).orElseThrow(), "push");

        // The next is noted, so the relay has looked at the first one, too.
        Receipt next = hub.accept("G22", DeliveryTest.document(9002));
        await().untilAsserted(() -> assertThat(hub.states(next.exchangeId())).containsExactly("H41 queued"));
        assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 done");
    }

    @Test
    void holdsUpNobodyForAQueueThatIsGone() throws Exception {
        hub.startRelay();
        Receipt receipt = hub.accept("G22", DeliveryTest.document().replace("G15", "H42"));

        assertThat(received()).isEqualTo(hub.delivery(receipt, "H41").toString());
        await().until(() -> hub.jdbc
                .sql("select count(*) from delivery where recipient = 'H42'"
                        + " and next_attempt_at > now() + interval '5 s'")
                .query(Integer.class)
                .single()
                .equals(1));
        broker.queues().declare(DeliveryQueues.nameFor("H42"));
        ahead = Duration.ofSeconds(10);
        assertThat(received("H42", Patience.LIMIT))
                .isEqualTo(hub.delivery(receipt, "H42").toString());
    }

    @Test
    void findsWhatAnEndedHubDidNotSend() throws Exception {
        Receipt receipt = hub.accept("G22", DeliveryTest.document());
        String delivery = hub.delivery(receipt, "H41").toString();
        hub.close();

        ahead = OVERLOOKED;
        hub = hub();
        hub.startRelay();
        assertThat(received()).isEqualTo(delivery);
    }

    @Test
    void sendsAgainWithoutDoublingWhatWasSentAndNotNoted() throws Exception {
        hub.startRelay();
        Receipt receipt = hub.accept("G22", DeliveryTest.document());
        await().untilAsserted(() -> assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 queued"));
        hub.jdbc
                .sql("update delivery set state = 0, next_attempt_at = arrived_at")
                .update(); // as after a crash
        ahead = OVERLOOKED;
        await().untilAsserted(() -> assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 queued"));

        assertThat(received()).isEqualTo(hub.delivery(receipt, "H41").toString());
        assertThat(received(Duration.ofMillis(200))).isNull();
    }

    @Test
    void leavesAloneWhatALaneMakesAndKeepsOtherHubsFromIt() throws Exception {
        List<UUID> taken = new CopyOnWriteArrayList<>();
        hub.lanes.open("H41", taken::add);
        hub.startRelay();
        Receipt receipt = hub.accept("G22", DeliveryTest.document());
        UUID delivery = hub.delivery(receipt, "H41");
        await().untilAsserted(() -> assertThat(taken).containsExactly(delivery)); // after the receipt

        await().until(() -> hub.jdbc
                .sql("select next_attempt_at > now() + interval '10 s' from delivery")
                .query(Boolean.class)
                .single());
        assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 waiting");
        assertThat(received(Duration.ofMillis(200))).isNull();

        hub.deliveries().delivered(hub.deliveries().takeFirst(delivery, 0).orElseThrow(), "push");
        assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 done");
    }

    @Test
    void sendsWhatALaneDoesNotTakeOrGivesBack() throws Exception {
        List<UUID> taken = new CopyOnWriteArrayList<>();
        hub.lanes.open("H41", id -> taken.isEmpty() && taken.add(id));
        hub.startRelay();
        Receipt first = hub.accept("G22", DeliveryTest.document());
        await().until(() -> taken.size() == 1);
        Receipt second = hub.accept("G22", DeliveryTest.document(9002));

        assertThat(received()).isEqualTo(hub.delivery(second, "H41").toString());
        hub.lanes.giveBack(taken.get(0), "H41");
        assertThat(received()).isEqualTo(hub.delivery(first, "H41").toString());
    }

    @Test
    void findsWhatALaneDropped() throws Exception {
        List<UUID> taken = new CopyOnWriteArrayList<>();
        hub.lanes.open("H41", taken::add);
        hub.startRelay();
        Receipt receipt = hub.accept("G22", DeliveryTest.document());
        await().until(() -> taken.size() == 1);
        hub.lanes.drop(taken.get(0));
        ahead = OVERLOOKED;

        assertThat(received()).isEqualTo(hub.delivery(receipt, "H41").toString());
    }

    private String received() throws Exception {
        return received(Patience.LIMIT);
    }

    private String received(Duration wait) throws JMSException {
        return received("H41", wait);
    }

    /** The delivery that the next message is about, or null when none comes in time. */
    private String received(String recipient, Duration wait) throws JMSException {
        try (JMSContext context = broker.factory().createContext()) {
            Message message = context.createConsumer(BrokerQueues.destination(DeliveryQueues.nameFor(recipient)))
                    .receive(wait.toMillis());
            return message == null ? null : message.getStringProperty(DeliveryQueues.DELIVERY_ID);
        }
    }

    private TestDelivery hub() {
        return new TestDelivery(database, agencies, broker.factory(), directory.resolve("spool"), clock());
    }

    private Clock clock() {
        InstantSource now = () -> Instant.now().plus(ahead);
        return now.withZone(ZoneOffset.UTC);
    }

    private Agencies agencies() throws IOException {
        Path files = Files.createDirectories(directory.resolve("agencies"));
        Files.writeString(files.resolve("sample.yaml"), """
                agencies:
                  - {id: G22, names: [{vi: Văn phòng Mẫu}], codes: [{scheme: QD20, value: G22}]}
                  - id: H41
                    names: [{vi: Tỉnh Mẫu}]
                    codes: [{scheme: QD20, value: H41}, {scheme: QD20, value: G15}]
                    delivery: {mode: push, push: {system: documents}}
                    systems: [{name: documents, url: "http://127.0.0.1:9/"}]
                  - id: H42
                    names: [{vi: Tỉnh Mẫu Hai}]
                    codes: [{scheme: QD20, value: H42}]
                    delivery: {mode: push, push: {system: documents}}
                    systems: [{name: documents, url: "http://127.0.0.1:9/"}]
                """);
        return TestAgencies.of(files);
    }
}
