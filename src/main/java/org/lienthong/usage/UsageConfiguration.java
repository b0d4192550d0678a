package org.lienthong.usage;

import org.lienthong.agency.Agencies;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.Text;
import org.lienthong.audit.access.SubjectIndex;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Puts the usage view together: {@code hub.usage.*}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UsageSettings.class)
class UsageConfiguration {

    @Bean
    UsageReader usageReader(
            SubjectIndex index, JdbcClient jdbc, Agencies agencies, Agreements agreements, JsonMapper json) {
        return new UsageReader(index, jdbc, agencies, code -> inWords(agreements, code), json);
    }

    @Bean
    RecentUses recentUses(JdbcClient jdbc, JsonMapper json) {
        return new RecentUses(jdbc, json);
    }

    private static String inWords(Agreements agreements, String code) {
        Text words = agreements.purposes().get(code);
        return words == null ? code : words.vi();
    }

    @Bean
    Readers usageReaders(UsageSettings settings, Agencies agencies, ApplicationEventPublisher events) {
        return new Readers(settings, agencies, events);
    }
}
