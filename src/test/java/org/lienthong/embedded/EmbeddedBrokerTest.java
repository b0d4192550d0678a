package org.lienthong.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.testing.Patience;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.util.unit.DataSize;

class EmbeddedBrokerTest {

    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private ActiveMQConnectionFactory factory;
    private BrokerQueues queues;

    @BeforeEach
    void start() {
        open(directory);
    }

    @AfterEach
    void stop() throws Exception {
        queues.close();
        factory.close();
        broker.close();
    }

    @Test
    void keepsItsMessagesAcrossARestart() throws Exception {
        queues.declare("agency.G09");
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("agency.G09"), "kept");
        }
        stop();
        open(directory);

        assertThat(queues.depth("agency.G09")).isEqualTo(1);
        assertThat(receive("agency.G09").getBody(String.class)).isEqualTo("kept");
    }

    @Test
    void writesThroughToTheDisk() {
        Configuration plan = broker.server().getConfiguration();
        assertThat(plan.isPersistenceEnabled()).isTrue();
        assertThat(plan.getJournalType()).isEqualTo(JournalType.NIO);
        assertThat(plan.isJournalDatasync()).isTrue();
        assertThat(plan.isJournalSyncTransactional()).isTrue();
        assertThat(plan.isJournalSyncNonTransactional()).isTrue();
        assertThat(plan.isPersistDeliveryCountBeforeDelivery()).isTrue();
        assertThat(plan.getJournalBufferTimeout_NIO()).isEqualTo(200_000);
        assertThat(factory.isBlockOnDurableSend()).isTrue();
    }

    @Test
    void declaringTwiceIsTheSameAsOnce() {
        queues.declare("agency.H26");
        queues.declare("agency.H26");
        assertThat(queues.depth("agency.H26")).isZero();
        assertThat(queues.depth("agency.none")).isEqualTo(-1);
    }

    @Test
    void keepsADeclaredQueueThatRanEmpty() throws Exception {
        queues.declare("agency.G18");
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("agency.G18"), "once");
        }
        receive("agency.G18");
        assertThat(queues.depth("agency.G18")).isZero();
    }

    @Test
    void anAgencyConsumesFromItsOwnQueueAndDoesNothingElse() throws Exception {
        queues.declare("agency.G16");
        queues.declare("agency.G18");
        try (JMSContext hub = factory.createContext()) {
            hub.createProducer().send(hub.createQueue("agency.G16"), "for G16");
        }
        try (JMSContext agency = factory.createContext("G16", "g16-secret")) {
            assertThat(agency.createConsumer(agency.createQueue("agency.G16"))
                            .receive(Patience.LIMIT.toMillis())
                            .getBody(String.class))
                    .isEqualTo("for G16");
            assertThatThrownBy(() -> agency.createConsumer(agency.createQueue("agency.G18")))
                    .hasMessageContaining("AMQ229213");
            assertThatThrownBy(() -> agency.createProducer().send(agency.createQueue("agency.G18"), "forged"))
                    .hasMessageContaining("AMQ229032");
            assertThatThrownBy(() -> agency.createProducer().send(agency.createQueue("agency.G16"), "forged"))
                    .hasMessageContaining("AMQ229032");
        }
        assertThatThrownBy(() -> factory.createContext("G16", "guessed").createQueue("agency.G16"))
                .hasMessageContaining("AMQ229031");
    }

    @Test
    void sendingToAnUndeclaredQueueFails() {
        assertSendFails(factory);
        JmsPoolConnectionFactory pool = BrokerConfiguration.pool(factory);
        try {
            assertSendFails(pool);
        } finally {
            pool.stop();
        }
    }

    @Test
    void aPoisonMessageEndsInTheDeadLetterQueue() throws Exception {
        broker.server().getAddressSettingsRepository().addMatch("poison", new AddressSettings().setRedeliveryDelay(0));
        queues.declare("poison");
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            context.createProducer().send(context.createQueue("poison"), "poison");
            context.commit();
            var consumer = context.createConsumer(context.createQueue("poison"));
            for (int attempt = 1; attempt <= 10; attempt++) {
                Message message = consumer.receive(Patience.LIMIT.toMillis());
                assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(attempt);
                context.rollback();
            }
        }
        Message dead = receive("DLA::DLQ");
        assertThat(dead.getBody(String.class)).isEqualTo("poison");
        assertThat(dead.getStringProperty("_AMQ_ORIG_QUEUE")).isEqualTo("poison");
    }

    @Test
    void dropsARepeatedDuplicateId() throws Exception {
        queues.declare("once");
        try (JMSContext context = factory.createContext()) {
            for (int i = 0; i < 2; i++) {
                context.createProducer()
                        .setProperty("_AMQ_DUPL_ID", "delivery-1")
                        .send(context.createQueue("once"), "x");
            }
        }
        assertThat(queues.depth("once")).isEqualTo(1);
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        assertThatThrownBy(() -> factory.createContext("hub", "guess")).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> factory.createContext(null, null)).isInstanceOf(JMSRuntimeException.class);
    }

    @Test
    void neverDeserialisesObjects() throws Exception {
        queues.declare("objects");
        try (JMSContext context = factory.createContext()) {
            context.createProducer()
                    .send(context.createQueue("objects"), context.createObjectMessage(new java.util.ArrayList<>()));
        }
        ObjectMessage message = (ObjectMessage) receive("objects");
        assertThatThrownBy(message::getObject).isInstanceOf(JMSException.class);
    }

    @Test
    void carriesALargeMessage() throws Exception {
        queues.declare("large");
        byte[] bytes = new byte[3 << 20];
        new java.util.Random(1).nextBytes(bytes);
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("large"), bytes);
        }
        stop();
        open(directory);
        try (JMSContext context = factory.createContext()) {
            Message message =
                    context.createConsumer(context.createQueue("large")).receive(Patience.LIMIT.toMillis());
            assertThat(message.getBody(byte[].class)).isEqualTo(bytes);
        }
    }

    @Test
    void saysWhyItDidNotInitialise() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        EmbeddedBroker broken =
                EmbeddedBroker.start(file, settings("vm", Duration.ofSeconds(2)), null, new SecureRandom());
        try {
            assertThat(broken.active()).isFalse();
            assertThat(broken.failure()).contains("did not become active");
        } finally {
            broken.close();
        }
    }

    private void assertSendFails(ConnectionFactory through) {
        assertThatThrownBy(() -> {
                    try (JMSContext context = through.createContext()) {
                        context.createProducer().send(context.createQueue("misspelt"), "lost?");
                    }
                })
                .isInstanceOf(JMSRuntimeException.class);
    }

    private Message receive(String queue) {
        try (JMSContext context = factory.createContext()) {
            Message message = context.createConsumer(context.createQueue(queue)).receive(Patience.LIMIT.toMillis());
            assertThat(message).isNotNull();
            return message;
        }
    }

    private void open(Path at) {
        BrokerSettings settings = settings(null, Duration.ofSeconds(30));
        broker = EmbeddedBroker.start(at.resolve("artemis"), settings, null, new SecureRandom());
        assertThat(broker.failure()).isNull();
        factory = BrokerConfiguration.factory(settings, broker);
        queues = new BrokerQueues(factory);
    }

    private static BrokerSettings settings(String url, Duration startTimeout) {
        return new BrokerSettings(
                url,
                null,
                null,
                false,
                "127.0.0.1",
                61616,
                null,
                null,
                null,
                null,
                false,
                List.of(new BrokerSettings.Login("G16", "g16-secret", "agency.G16")),
                Duration.ofNanos(200_000),
                DataSize.ofGigabytes(1),
                startTimeout,
                Duration.ofSeconds(10));
    }
}
