package org.lienthong.document;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The reader and the writer as beans, with the limits of {@code hub.edxml}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdxmlLimits.class)
class DocumentConfiguration {

    @Bean
    EdxmlReader edxmlReader(EdxmlLimits limits, ObjectProvider<Clock> clock) {
        return new EdxmlReader(limits, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    EdxmlWriter edxmlWriter() {
        return new EdxmlWriter();
    }
}
