package org.lienthong.embedded;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.security.SecureRandom;
import java.util.Map;
import org.apache.activemq.artemis.core.server.metrics.ActiveMQMetricsPlugin;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * The embedded broker unless {@code hub.broker.url} names another, and connections to whichever it is. The bean
 * {@code connectionFactory} is for consumers, {@code pooledConnectionFactory} for producers outside a consumer's session.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerSettings.class)
class BrokerConfiguration {

    @Bean
    @Conditional(NoBrokerUrl.class)
    EmbeddedBroker embeddedBroker(
            DataDirectory data,
            BrokerSettings settings,
            EmbeddedSettings embedded,
            Environment environment,
            ObjectProvider<MeterRegistry> meters) {
        PostgresConfiguration.refuseInProduction(environment, embedded, "Artemis", "--hub.broker.url");
        MeterRegistry registry = meters.getIfAvailable();
        return EmbeddedBroker.start(
                data.resolve("artemis"), settings, registry == null ? null : new Meters(registry), new SecureRandom());
    }

    @Bean
    @Primary
    ActiveMQConnectionFactory connectionFactory(BrokerSettings settings, ObjectProvider<EmbeddedBroker> embedded) {
        EmbeddedBroker broker = embedded.getIfAvailable();
        ActiveMQConnectionFactory factory = factory(settings, broker);
        if (broker == null) {
            probe(factory, settings);
        }
        return factory;
    }

    @Bean(destroyMethod = "stop")
    JmsPoolConnectionFactory pooledConnectionFactory(ActiveMQConnectionFactory connectionFactory) {
        return pool(connectionFactory);
    }

    @Bean
    BrokerQueues brokerQueues(ActiveMQConnectionFactory connectionFactory) {
        return new BrokerQueues(connectionFactory);
    }

    static ActiveMQConnectionFactory factory(BrokerSettings settings, @Nullable EmbeddedBroker broker) {
        ActiveMQConnectionFactory factory = broker == null
                ? BrokerAddress.outside(settings)
                : new ActiveMQConnectionFactory(broker.url(), broker.user(), broker.password());
        factory.setBlockOnDurableSend(true);
        factory.setCallTimeout(settings.callTimeout().toMillis());
        factory.setCallFailoverTimeout(settings.callTimeout().toMillis());
        factory.setConfirmationWindowSize(1 << 20); // without it, asynchronous sends are confirmed by nobody
        factory.setDeserializationDenyList("*");
        return factory;
    }

    static JmsPoolConnectionFactory pool(ActiveMQConnectionFactory factory) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory);
        pool.setMaxConnections(4);
        return pool;
    }

    private static void probe(ActiveMQConnectionFactory factory, BrokerSettings settings) {
        try (Connection connection = factory.createConnection()) {
            connection.start();
        } catch (JMSException e) {
            String address = BrokerAddress.shown(settings.url());
            throw new StartupProblem(
                    "The broker " + address + " does not let the hub in: " + e.getMessage(),
                    "Không kết nối được tới hàng đợi thông điệp " + address + ".",
                    "Check hub.broker.url, hub.broker.user and hub.broker.password, and that the broker runs.",
                    e);
        }
    }

    private static final class Meters implements ActiveMQMetricsPlugin {

        private final transient MeterRegistry registry;

        Meters(MeterRegistry registry) {
            this.registry = registry;
        }

        @Override
        public ActiveMQMetricsPlugin init(Map<String, String> options) {
            return this;
        }

        @Override
        public MeterRegistry getRegistry() {
            return registry;
        }
    }

    /** Empty counts as unset. */
    static final class NoBrokerUrl implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("hub.broker.url"));
        }
    }
}
