package org.lienthong.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.testing.Patience;
import org.lienthong.testing.Ports;
import org.lienthong.testing.TestKeys;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** TLS at both ends: the port of the hub's broker, as an agency's consumer and as another hub sees it. */
class BrokerTlsTest {

    private static TestKeys keys;

    @TempDir
    Path directory;

    private int port;
    private EmbeddedBroker broker;
    private ActiveMQConnectionFactory hub;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        keys = TestKeys.in(directory);
    }

    @BeforeEach
    void open() throws Exception {
        port = Ports.free();
        BrokerSettings settings = settings(Map.of(
                "listen", "true",
                "port", Integer.toString(port),
                "key-store", keys.keyStore().toString(),
                "key-store-password", TestKeys.PASSWORD,
                "logins[0].user", "G16",
                "logins[0].password", "g16-secret",
                "logins[0].queue", "agency.G16"));
        broker = EmbeddedBroker.start(directory.resolve("artemis"), settings, null, new SecureRandom());
        assertThat(broker.failure()).isNull();
        hub = BrokerConfiguration.factory(settings, broker);
        try (BrokerQueues queues = new BrokerQueues(hub);
                JMSContext context = hub.createContext()) {
            queues.declare("agency.G16");
            context.createProducer().send(context.createQueue("agency.G16"), "sealed");
        }
    }

    @AfterEach
    void close() throws Exception {
        hub.close();
        broker.close();
    }

    @Test
    void handsOutDeliveriesOverCore() throws JMSException {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port + "?sslEnabled=true");
        factory.getStaticConnectors()[0]
                .getParams()
                .putAll(Map.of(
                        "trustStorePath", keys.trustStore().toString(), "trustStorePassword", TestKeys.PASSWORD));
        assertReceives(factory);
    }

    @Test
    void handsOutDeliveriesOverAmqp() throws JMSException {
        assertReceives(new JmsConnectionFactory("amqps://127.0.0.1:" + port + "?transport.trustStoreLocation="
                + keys.trustStore() + "&transport.trustStorePassword=" + encoded(TestKeys.PASSWORD)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssl://127.0.0.1:%d", "tcp://127.0.0.1:%d?sslEnabled=true", "ssl://127.0.0.1:%d?callTimeout=5000"
            })
    void letsAHubInThatTrustsTheCertificate(String url) throws JMSException {
        assertReceives(BrokerConfiguration.factory(
                settings(Map.of(
                        "url", url.formatted(port),
                        "trust-store", keys.trustStore().toString(),
                        "trust-store-password", TestKeys.PASSWORD)),
                null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl://127.0.0.1:%d", "tcp://127.0.0.1:%d"})
    void refusesToSpeakToWhomItDoesNotTrustAndInPlainText(String url) {
        ConnectionFactory factory =
                BrokerConfiguration.factory(settings(Map.of("url", url.formatted(port), "call-timeout", "1s")), null);
        assertThatThrownBy(() -> factory.createContext("G16", "g16-secret").start())
                .isInstanceOf(JMSRuntimeException.class);
    }

    @Test
    void showsNoPasswords() {
        BrokerSettings settings =
                settings(Map.of("url", "ssl://b.example:61616?keyStorePassword=geheim", "user", "hub"));
        assertThat(settings.toString()).contains("ssl://b.example:61616").doesNotContain("geheim");
    }

    private static void assertReceives(ConnectionFactory factory) throws JMSException {
        try (JMSContext context = factory.createContext("G16", "g16-secret")) {
            assertThat(context.createConsumer(context.createQueue("agency.G16"))
                            .receive(Patience.LIMIT.toMillis())
                            .getBody(String.class))
                    .isEqualTo("sealed");
        }
    }

    private static BrokerSettings settings(Map<String, String> given) {
        Map<String, String> keys = new HashMap<>();
        given.forEach((key, value) -> keys.put("hub.broker." + key, value));
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate("hub.broker", BrokerSettings.class);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
