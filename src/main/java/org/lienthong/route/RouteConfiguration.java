package org.lienthong.route;

import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.lienthong.agency.Agencies;
import org.lienthong.agreement.Agreements;
import org.lienthong.call.Systems;
import org.lienthong.config.Directories;
import org.lienthong.config.InForce;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DeliverySpans;
import org.lienthong.delivery.DirectLanes;
import org.lienthong.delivery.Refusals;
import org.lienthong.delivery.SubmissionReader;
import org.lienthong.embedded.BrokerQueues;
import org.lienthong.mapping.Mappings;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
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
    RouteIntake routeIntake(SubmissionReader reader, Refusals refusals, InForce inForce) {
        return new RouteIntake(reader, refusals, inForce);
    }

    /** Consumers: a session of their own each, on their own connection; {@link RecipientQueues} says how they acknowledge. */
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
    RecipientQueues recipientQueues(
            InForce inForce,
            Agencies agencies,
            Deliveries deliveries,
            BrokerQueues queues,
            DirectLanes lanes,
            DeliverySettings settings,
            DeliverySpans spans) {
        return new RecipientQueues(
                inForce, new RecipientQueues.Parts(agencies, deliveries, queues, lanes, settings, spans));
    }

    @Bean
    RouteContexts routeContexts(
            Acceptor acceptor,
            Deliveries deliveries,
            Agencies agencies,
            DeliverySettings settings,
            Systems systems,
            CamelContext outside,
            DeliverySpans spans,
            ObjectProvider<SimulatedComponents> simulated,
            ObjectProvider<RoutePolicyFactory> policies,
            ObjectProvider<InterceptStrategy> interceptors,
            Environment environment) {
        return new RouteContexts(
                new HubServices(acceptor, deliveries, agencies, settings, systems, systems::address, outside, spans),
                simulated.orderedStream().toList(),
                environment::getProperty,
                policies.orderedStream().toList(),
                interceptors.orderedStream().toList());
    }

    /** The others' parts are there when the routes are made of them. */
    @Bean
    @Order(8)
    RouteVersions routeVersions(
            Directories directories,
            InForce inForce,
            RouteContexts contexts,
            RecipientQueues recipients,
            StepCounts counts,
            Agreements agreements,
            Mappings mappings,
            Environment environment,
            @Value("${hub.sandbox.traffic:true}") boolean traffic,
            @Value("${hub.configuration.drain:60s}") Duration drain) {
        boolean sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        RouteVersions versions =
                new RouteVersions(inForce, contexts, recipients, counts, sandbox, traffic, drain.toNanos());
        versions.begin(directories);
        return versions;
    }

    /** What stays when versions change: the way out to recipients, and the watch over dead letters. */
    @Bean
    CamelContextConfiguration outside(
            RecipientQueues recipients, Deliveries deliveries, BrokerQueues queues, Systems systems) {
        return new CamelContextConfiguration() {

            @Override
            public void beforeApplicationStart(CamelContext context) {
                DeliveryCall.prepare(context, systems.reachable());
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                try {
                    queues.declareDeadLetters();
                    context.addService(new DeadLetterWatch(context, deliveries, DEAD_LETTERS));
                    context.addService(recipients);
                } catch (Exception e) {
                    throw new IllegalStateException("deliveries cannot be made", e);
                }
            }
        };
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> simulationStart(RouteVersions versions) {
        return ready -> {
            try {
                versions.started();
            } catch (Exception e) {
                throw new IllegalStateException("the simulated systems do not run", e);
            }
        };
    }
}
