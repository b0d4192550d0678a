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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.embedded.TestBroker;
import org.lienthong.testing.Patience;
import org.lienthong.testing.TestDatabase;

class QueueCheckTest {

    private static final String QUEUE = DeliveryQueues.nameFor("H41");

    @TempDir
    Path directory;

    private TestBroker broker;
    private TestDelivery hub;
    private QueueCheck check;
    private Receipt receipt;

    @BeforeEach
    void open() throws Exception {
        broker = new TestBroker(directory.resolve("artemis"));
        broker.queues().declare(QUEUE);
        Agencies agencies = agencies();
        Clock clock = Clock.systemUTC();
        hub = new TestDelivery(TestDatabase.empty(), agencies, broker.factory(), directory.resolve("spool"), clock);
        check = new QueueCheck(hub.jdbc, hub.deliveries(), broker.queues(), agencies, clock);
        hub.startRelay();
        receipt = hub.accept("G22", DeliveryTest.document());
        awaitState("H41 queued");
        hub.jdbc
                .sql("update delivery set changed_at = changed_at - interval '10 s'")
                .update();
    }

    @AfterEach
    void close() throws Exception {
        check.close();
        hub.close();
        broker.close();
    }

    @Test
    void leavesAloneWhatHasItsMessage() {
        assertThat(check.check()).isZero();
        assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 queued");
    }

    @Test
    void triesAgainWhatLostItsMessage() throws Exception {
        assertThat(receive()).isZero(); // and nobody delivers it

        assertThat(check.check()).isEqualTo(1);
        assertThat(hub.events()).containsExactly("accepted", "attempt-failed");
        assertThat(receive()).isEqualTo(1);
    }

    @Test
    void waitsForABusyHubToNoteWhatBecameOfTheMessage() throws Exception {
        receive();
        hub.jdbc.sql("update delivery set changed_at = now()").update();
        assertThat(check.check()).isZero();
    }

    private void awaitState(String state) {
        await().untilAsserted(() -> assertThat(hub.states(receipt.exchangeId())).containsExactly(state));
    }

    /** The attempt that the next message is for. */
    private int receive() throws JMSException {
        try (JMSContext context = broker.factory().createContext()) {
            Message message = context.createConsumer(context.createQueue(QUEUE)).receive(Patience.LIMIT.toMillis());
            return message.getIntProperty(DeliveryQueues.ATTEMPT);
        }
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
                """);
        return TestAgencies.of(files);
    }
}
