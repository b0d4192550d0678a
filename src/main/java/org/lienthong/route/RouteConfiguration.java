package org.lienthong.route;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.lienthong.agency.Agencies;
import org.lienthong.agreement.Agreements;
import org.lienthong.call.Systems;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DeliverySpans;
import org.lienthong.delivery.DirectLanes;
import org.lienthong.delivery.Refusals;
import org.lienthong.delivery.SubmissionReader;
import org.lienthong.dossier.portal.PortalRoutes;
import org.lienthong.embedded.BrokerQueues;
import org.lienthong.service.ServiceRoutes;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The {@code hub:} component, what it stands on, and the stewards' routes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class RouteConfiguration {

    private static final String DEAD_LETTERS = "DLA::DLQ";

    @Bean
    StepCounts stepCounts(Clock clock) {
        return new StepCounts(clock);
    }

    @Bean
    RouteIntake routeIntake(SubmissionReader reader, Refusals refusals) {
        return new RouteIntake(reader, refusals);
    }

    @Bean("hub")
    HubComponent hubComponent(
            Acceptor acceptor,
            Deliveries deliveries,
            Agencies agencies,
            BrokerQueues queues,
            DirectLanes lanes,
            RouteIntake intake,
            DeliverySettings settings,
            ServiceRoutes serviceRoutes,
            Systems systems,
            PortalRoutes portalRoutes,
            DeliverySpans spans) {
        return new HubComponent(new HubServices(
                acceptor,
                deliveries,
                agencies,
                queues,
                lanes,
                intake,
                settings,
                serviceRoutes,
                systems,
                portalRoutes,
                spans));
    }

    /** Consumers: a session of their own each, on their own connection; {@link DeliverConsumer} says how they acknowledge. */
    @Bean("jms")
    JmsComponent jmsComponent(ActiveMQConnectionFactory connectionFactory) {
        return queues(connectionFactory);
    }

    /** Producers: pooled, and never in a consumer's session. */
    @Bean("agency-queues")
    JmsComponent agencyQueues(JmsPoolConnectionFactory pooledConnectionFactory) {
        return queues(pooledConnectionFactory);
    }

    private static JmsComponent queues(ConnectionFactory connections) {
        JmsComponent component = JmsComponent.jmsComponent(connections);
        component.setDestinationResolver((session, name, topic) -> BrokerQueues.destination(name));
        return component;
    }

    @Bean
    RouteFiles routeFiles(
            @Value("${hub.routes:routes}") Path directory,
            @Value("${hub.sandbox.traffic:true}") boolean traffic,
            Agreements agreements,
            Environment environment) {
        Unserved unserved = new Unserved(agreements.services());
        if (!environment.acceptsProfiles(Profiles.of("sandbox"))) {
            return new RouteFiles(directory, RouteFiles.Simulated.NONE, unserved);
        }
        return new RouteFiles(directory, traffic ? RouteFiles.Simulated.ALL : RouteFiles.Simulated.REGISTERS, unserved);
    }

    @Bean
    CamelContextConfiguration loadRoutes(RouteFiles files, Deliveries deliveries, BrokerQueues queues) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                files.load(context);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                try {
                    queues.declareDeadLetters();
                    context.addService(new DeadLetterWatch(context, deliveries, DEAD_LETTERS));
                } catch (Exception e) {
                    throw new IllegalStateException("the dead-letter queue cannot be watched", e);
                }
            }
        };
    }
}
