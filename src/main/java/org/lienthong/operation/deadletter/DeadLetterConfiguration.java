package org.lienthong.operation.deadletter;

import java.time.Clock;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.consent.ConsentedAction;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Puts the work on dead letters together. */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

    @Bean
    DeadLetters deadLetters(JdbcClient jdbc) {
        return new DeadLetters(jdbc);
    }

    @Bean
    Replays replays(
            JdbcClient jdbc, DeadLetters letters, AuditedTransaction transaction, JsonMapper json, Clock clock) {
        return new Replays(jdbc, letters, transaction, json, clock);
    }

    @Bean
    ConsentedAction replayAction(Replays replays) {
        return replays.actions().get(0);
    }

    @Bean
    ConsentedAction closeAction(Replays replays) {
        return replays.actions().get(1);
    }

    @Bean
    ReplayWorker replayWorker(JdbcClient jdbc, AuditedTransaction transaction, JsonMapper json, Clock clock) {
        return new ReplayWorker(jdbc, transaction, json, clock);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> replayStart(
            ReplayWorker worker, @Value("${hub.operations.workers:true}") boolean wanted) {
        return ready -> {
            if (wanted) {
                worker.start();
            }
        };
    }
}
