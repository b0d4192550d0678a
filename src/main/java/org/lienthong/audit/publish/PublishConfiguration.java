package org.lienthong.audit.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import javax.sql.DataSource;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.audit.cosign.Cosigner;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.embedded.DataDirectory;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the log together: {@code hub.log.*}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LogSettings.class)
class PublishConfiguration {

    @Bean
    AuditLog auditLog() {
        return new AuditLog();
    }

    @Bean
    AuditedTransaction auditedTransaction(TransactionTemplate transaction, DataSource database, AuditLog log) {
        return new AuditedTransaction(transaction, database, log);
    }

    @Bean
    SignerKey logSigner(DataDirectory data, LogSettings settings) throws IOException {
        Path named = settings.keyFile();
        SignerKey key = named != null
                ? LogKey.open(named, settings.origin())
                : LogKey.openOrCreate(data.resolve("log.key"), settings.origin(), new SecureRandom());
        LoggerFactory.getLogger(LogPublisher.class).atInfo().log("the audit log's verifier key is {}", key.verifier());
        return key;
    }

    @Bean
    VerifierKey logVerifier(SignerKey logSigner) {
        return logSigner.verifier();
    }

    @Bean
    LogDirectory logDirectory(DataDirectory data, LogSettings settings) {
        Path named = settings.directory();
        return new LogDirectory(named == null ? data.resolve("log") : named.toAbsolutePath());
    }

    @Bean
    @DependsOn("cosigner") // which must not miss what is published first
    @DependsOnDatabaseInitialization
    LogPublisher logPublisher(
            DataSource dataSource, LogDirectory directory, SignerKey signer, AuditLog auditLog, LogSettings settings) {
        LogPublisher publisher =
                new LogPublisher(dataSource, directory, signer, auditLog, settings.interval(), settings.recheck());
        publisher.start();
        return publisher;
    }

    @Bean
    InclusionProofs inclusionProofs(LogDirectory directory, VerifierKey key, Cosigner cosigner) {
        return new InclusionProofs(directory, key, cosigner::isPrompt);
    }

    /** Part of readiness: a hub that may not write must get no work. */
    @Bean
    HealthIndicator auditLogHealthIndicator(AuditLog auditLog, LogPublisher publisher) {
        return () -> {
            String reason = auditLog.inconsistency();
            if (reason != null) {
                return Health.down().withDetail("reason", reason).build();
            }
            String notice = publisher.notice();
            return notice == null
                    ? Health.up().build()
                    : Health.up().withDetail("notice", notice).build();
        };
    }
}
