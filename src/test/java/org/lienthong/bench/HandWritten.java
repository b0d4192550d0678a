package org.lienthong.bench;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.lienthong.embedded.BrokerQueues;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * What one would write with Camel in an afternoon: a controller puts the body into a persistent queue, a transacted
 * consumer posts it to the recipient. Nobody is authenticated, nothing is read, checked, kept or recorded, and a document
 * that is sent twice is delivered twice. On the hub's own embedded broker with the hub's own settings, without PostgreSQL.
 */
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ComponentScan(
        basePackages = "org.lienthong.embedded",
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*HealthConfiguration"))
@Import(HandWrittenController.class)
class HandWritten {

    static final String QUEUE = "documents";

    public static void main(String[] args) {
        SpringApplication.run(HandWritten.class, args);
    }

    @Bean("jms")
    JmsComponent jms(ActiveMQConnectionFactory factory) {
        return JmsComponent.jmsComponent(factory);
    }

    @Bean("jms-out")
    JmsComponent producers(JmsPoolConnectionFactory pool) {
        return JmsComponent.jmsComponent(pool);
    }

    @Bean
    RouteBuilder route(
            BrokerQueues queues, @Value("${consumers}") int consumers, @Value("${receiver}") String receiver) {
        queues.declare(QUEUE);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:" + QUEUE + "?transacted=true&lazyCreateTransactionManager=false"
                                + "&cacheLevelName=CACHE_CONSUMER&concurrentConsumers=" + consumers)
                        .removeHeaders("*")
                        .setHeader("Content-Type", constant("application/xml"))
                        .to(receiver + "?httpMethod=POST&connectionsPerRoute=" + consumers);
            }
        };
    }
}
