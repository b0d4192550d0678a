package org.lienthong.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * The data directory, and the embedded PostgreSQL unless {@code spring.datasource.url} names another. Only connection
 * details are handed on: the pool and Flyway are Spring Boot's, and stop before the server does because they use it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddedSettings.class)
public class PostgresConfiguration {

    @Bean
    DataDirectory dataDirectory(@Value("${hub.data:data}") Path directory) {
        return DataDirectory.open(directory);
    }

    @Bean
    @Conditional(NoDatasourceUrl.class)
    PostgresServer postgresServer(DataDirectory data, EmbeddedSettings settings, Environment environment) {
        refuseInProduction(environment, settings, "PostgreSQL", "--spring.datasource.url");
        return PostgresServer.start(data, settings, new SecureRandom());
    }

    @Bean
    @Conditional(NoDatasourceUrl.class)
    JdbcConnectionDetails embeddedPostgresDetails(PostgresServer server) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return server.user();
            }

            @Override
            public String getPassword() {
                return server.password();
            }

            @Override
            public String getJdbcUrl() {
                return server.url();
            }
        };
    }

    static void refuseInProduction(Environment environment, EmbeddedSettings settings, String store, String key) {
        if (environment.acceptsProfiles(Profiles.of("production")) && !settings.allowedInProduction()) {
            throw new StartupProblem(
                    "The profile production does not use the embedded " + store + " without an explicit yes.",
                    "Cấu hình production không dùng " + store + " nhúng khi chưa được cho phép rõ ràng.",
                    "Name an outside one with " + key + ", or set hub.embedded.allowed-in-production=true.");
        }
    }

    /** Empty counts as unset: an unset variable in {@code spring.datasource.url=${DB_URL:}} means the embedded one. */
    static final class NoDatasourceUrl implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }
}
