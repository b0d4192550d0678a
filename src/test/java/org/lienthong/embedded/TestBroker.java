package org.lienthong.embedded;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The hub's own broker, for tests of what stands on it. */
public final class TestBroker implements AutoCloseable {

    private final EmbeddedBroker broker;
    private final ActiveMQConnectionFactory factory;
    private final JmsPoolConnectionFactory pool;
    private final BrokerQueues queues;

    public TestBroker(Path directory) {
        BrokerSettings settings =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("hub.broker", BrokerSettings.class);
        broker = EmbeddedBroker.start(directory, settings, null, new SecureRandom());
        if (broker.failure() != null) {
            throw new IllegalStateException(broker.failure());
        }
        factory = BrokerConfiguration.factory(settings, broker);
        pool = BrokerConfiguration.pool(factory);
        queues = new BrokerQueues(factory);
    }

    public ActiveMQConnectionFactory factory() {
        return factory;
    }

    public JmsPoolConnectionFactory pool() {
        return pool;
    }

    public BrokerQueues queues() {
        return queues;
    }

    /** Takes one message, or answers null when none comes in time. */
    public Received receive(String queue, Duration wait) throws JMSException {
        try (JMSContext context = factory.createContext()) {
            Message message = context.createConsumer(context.createQueue(queue)).receive(wait.toMillis());
            if (message == null) {
                return null;
            }
            List<String> properties = new ArrayList<>();
            for (String name : List.of("deliveryId", "exchangeId", "kind", "sender", "sha256")) {
                properties.add(message.getStringProperty(name));
            }
            return new Received(
                    message.getBody(byte[].class),
                    properties.get(0),
                    properties.get(1),
                    properties.get(2),
                    properties.get(3),
                    properties.get(4));
        }
    }

    /** A message as the agency sees it. */
    public record Received(
            byte[] body, String deliveryId, String exchangeId, String kind, String sender, String sha256) {}

    @Override
    public void close() throws Exception {
        queues.close();
        pool.stop();
        factory.close();
        broker.close();
    }
}
