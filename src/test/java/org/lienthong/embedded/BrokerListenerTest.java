package org.lienthong.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lienthong.testing.Patience;
import org.lienthong.testing.Ports;
import org.springframework.util.unit.DataSize;

/** The broker's own port, as an agency's consumer sees it. */
class BrokerListenerTest {

    enum Protocol {
        CORE,
        AMQP
    }

    @TempDir
    Path directory;

    private int port;
    private EmbeddedBroker broker;
    private ActiveMQConnectionFactory hub;

    @BeforeEach
    void open() throws Exception {
        port = Ports.free();
        BrokerSettings settings = settings();
        broker = EmbeddedBroker.start(directory, settings, null, new SecureRandom());
        assertThat(broker.failure()).isNull();
        hub = BrokerConfiguration.factory(settings, broker);
        try (BrokerQueues queues = new BrokerQueues(hub)) {
            queues.declare("agency.G16");
            queues.declare("agency.G17");
        }
    }

    @AfterEach
    void close() throws Exception {
        hub.close();
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void handsAnAgencyItsDeliveriesWholeAndOnce(Protocol protocol) throws JMSException {
        byte[] document = "<edXML>Nguyễn Văn Mẫu</edXML>".getBytes(StandardCharsets.UTF_8);
        send("agency.G16", document);

        try (JMSContext agency = agency(protocol, "g16-secret")) {
            BytesMessage message = (BytesMessage)
                    agency.createConsumer(agency.createQueue("agency.G16")).receive(Patience.LIMIT.toMillis());
            assertThat(message.getBody(byte[].class)).isEqualTo(document);
            assertThat(message.getStringProperty("deliveryId")).isEqualTo("d-1");
        }
        try (JMSContext agency = agency(protocol, "g16-secret")) {
            assertThat(agency.createConsumer(agency.createQueue("agency.G16")).receive(300))
                    .isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsOthersOut(Protocol protocol) {
        assertThatThrownBy(() -> agency(protocol, "guess").start()).isInstanceOf(JMSRuntimeException.class);
        try (JMSContext agency = agency(protocol, "g16-secret")) {
            assertThatThrownBy(() -> agency.createConsumer(agency.createQueue("agency.G17")))
                    .isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(() ->
                            agency.createProducer().send(agency.createQueue("agency.G16"), agency.createMessage()))
                    .isInstanceOf(JMSRuntimeException.class);
        }
    }

    private void send(String queue, byte[] body) throws JMSException {
        try (JMSContext context = hub.createContext()) {
            BytesMessage message = context.createBytesMessage();
            message.writeBytes(body);
            message.setStringProperty("deliveryId", "d-1");
            context.createProducer().send(context.createQueue(queue), message);
        }
    }

    private JMSContext agency(Protocol protocol, String password) {
        ConnectionFactory factory = protocol == Protocol.AMQP
                ? new JmsConnectionFactory("amqp://127.0.0.1:" + port)
                : new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port + "?reconnectAttempts=0");
        return factory.createContext("G16", password);
    }

    private BrokerSettings settings() {
        return new BrokerSettings(
                null,
                null,
                null,
                true,
                "127.0.0.1",
                port,
                null,
                null,
                null,
                null,
                false,
                List.of(new BrokerSettings.Login("G16", "g16-secret", "agency.G16")),
                Duration.ofNanos(200_000),
                DataSize.ofGigabytes(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }
}
