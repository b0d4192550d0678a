package org.lienthong.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.lienthong.agency.Agencies;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.AuditTrail;
import org.lienthong.audit.access.AccessSeal;
import org.lienthong.audit.access.DataAccess;
import org.lienthong.audit.access.DataAccessLog;
import org.lienthong.audit.access.PersonalRows;
import org.lienthong.audit.access.SealedAccess;
import org.lienthong.config.InForce;
import org.lienthong.document.EdxmlReader;
import org.lienthong.embedded.BrokerQueues;
import org.lienthong.embedded.DataDirectory;
import org.lienthong.embedded.DiskReserve;
import org.lienthong.trace.Traces;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** Puts acceptance and delivery together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryProperties.class)
class DeliveryConfiguration {

    @Bean
    TimeOrderedIds timeOrderedIds(Clock clock) {
        return new TimeOrderedIds(clock);
    }

    @Bean
    Arrivals arrivals() {
        return new Arrivals();
    }

    @Bean
    PayloadStore payloadStore(DataSource dataSource, Clock clock) {
        return new PayloadStore(dataSource, clock);
    }

    @Bean
    FreshDeliveries freshDeliveries(DeliveryProperties properties) {
        return new FreshDeliveries(properties.fresh().toBytes(), System::nanoTime);
    }

    @Bean
    OutboxRelay outboxRelay(
            DataSource dataSource, ConnectionFactory broker, Clock clock, DeliveryProperties properties) {
        return new OutboxRelay(
                dataSource,
                broker,
                clock,
                properties.retry().longest(),
                properties.outboxPause().toMillis());
    }

    @Bean
    DirectLanes directLanes(OutboxRelay relay) {
        return new DirectLanes(relay);
    }

    @Bean
    LedgerCounts ledgerCounts(MeterRegistry meters) {
        return new LedgerCounts(meters);
    }

    @Bean
    Backlog backlog(JdbcClient jdbc) {
        return new Backlog(jdbc);
    }

    @Bean
    DeliverySpans deliverySpans(Traces traces, Clock clock) {
        return new DeliverySpans(traces, clock);
    }

    @Bean
    Ledger ledger(
            DataSource dataSource,
            Clock clock,
            AuditLog auditLog,
            PersonalRows personal,
            OutboxRelay relay,
            DirectLanes lanes,
            FreshDeliveries fresh,
            Arrivals arrivals,
            DeliveryProperties properties,
            DeliverySpans spans,
            LedgerCounts counts) {
        DeliveryProperties.Commits commits = properties.ledger();
        return new Ledger(
                dataSource,
                auditLog,
                personal,
                commits.writers(),
                commits.batch(),
                commits.capacity(),
                commits.patience(),
                changes -> {
                    announce(changes, lanes, relay, fresh, arrivals);
                    spans.accepted(changes, clock.instant());
                    counts.count(changes);
                });
    }

    /** Accesses to data share the commits of everything else. */
    @Bean
    DataAccessLog dataAccessLog(Ledger ledger, AccessSeal seal, LedgerCounts counts) {
        return new DataAccessLog() {
            @Override
            public long record(DataAccess access) {
                return begin(access).await();
            }

            @Override
            public Recording begin(DataAccess access) {
                SealedAccess sealed = seal.seal(access);
                return new Lookup(ledger.begin(new Change.Access(sealed)), sealed, counts);
            }
        };
    }

    /** Counted when it is durable, once. */
    private static final class Lookup implements DataAccessLog.Recording {

        private final LongSupplier index;
        private final SealedAccess sealed;
        private final LedgerCounts counts;
        private final AtomicBoolean counted = new AtomicBoolean();

        Lookup(LongSupplier index, SealedAccess sealed, LedgerCounts counts) {
            this.index = index;
            this.sealed = sealed;
            this.counts = counts;
        }

        @Override
        public long await() {
            long durable = index.getAsLong();
            if (counted.compareAndSet(false, true)) {
                counts.lookup(sealed.entry());
            }
            return durable;
        }
    }

    /** So do entries about what is no exchange. */
    @Bean
    AuditTrail auditTrail(Ledger ledger) {
        return entries -> ledger.record(new Change.Entries(entries));
    }

    /** Tells those who wait for it what has just become durable. */
    static void announce(
            List<Change> changes, DirectLanes lanes, OutboxRelay relay, FreshDeliveries fresh, Arrivals arrivals) {
        for (Change change : changes) {
            if (change instanceof Acceptance acceptance) {
                fresh.add(acceptance);
                for (Acceptance.Addressee addressee : acceptance.addressees()) {
                    if (addressee.state() == DeliveryState.WAITING) {
                        lanes.offer(addressee.deliveryId(), addressee.recipient());
                    } else {
                        arrivals.announce(addressee.recipient());
                    }
                }
            } else if (change instanceof Outcome outcome) {
                relay.settled(outcome.deliveryId());
            }
        }
    }

    @Bean
    SubmissionReader submissionReader(
            EdxmlReader edxml, DataDirectory data, DiskReserve reserve, DeliveryProperties properties)
            throws IOException {
        Path spool = data.resolve("spool");
        FileSystemUtils.deleteRecursively(spool); // what a killed hub was receiving; the directory is this one's alone
        DeliveryProperties.Intake intake = properties.intake();
        SpoolingStream.Limits limits = new SpoolingStream.Limits(
                intake.maxSize().toBytes(), intake.patience(), intake.minRate().toBytes());
        return new SubmissionReader(edxml, spool, limits, reserve::enough);
    }

    @Bean
    Traffic traffic(JdbcClient jdbc, Clock clock) {
        return new Traffic(jdbc, clock);
    }

    @Bean
    BusinessHistory businessHistory(JdbcClient jdbc) {
        return new BusinessHistory(jdbc);
    }

    @Bean
    Addressing addressing(Agencies agencies, TimeOrderedIds ids, Clock clock) {
        return new Addressing(agencies, ids, clock);
    }

    @Bean
    Acceptor acceptor(
            Addressing addressing,
            BusinessHistory history,
            PayloadStore payloads,
            Ledger ledger,
            TimeOrderedIds ids,
            Clock clock,
            InForce inForce,
            DeliveryProperties properties) {
        return new Acceptor(addressing, history, payloads, ledger, ids, clock, properties.organId(), inForce::version);
    }

    @Bean
    Refusals submissionRefusals(Ledger ledger, Clock clock) {
        return new Refusals(ledger, clock);
    }

    @Bean
    Deliveries deliveries(
            JdbcClient jdbc,
            Ledger ledger,
            PayloadStore payloads,
            FreshDeliveries fresh,
            DeliveryProperties properties,
            InForce inForce,
            Clock clock) {
        DeliveryProperties.Retry retry = properties.retry();
        RetryPolicy policy = new RetryPolicy(retry.first(), retry.longest(), retry.attempts());
        return new Deliveries(jdbc, ledger, payloads, fresh, policy, clock, new SecureRandom(), inForce::version);
    }

    @Bean
    DeliveryMailbox mailbox(
            JdbcClient jdbc,
            Ledger ledger,
            PayloadStore payloads,
            Arrivals arrivals,
            Clock clock,
            DeliveryProperties properties,
            DeliverySpans spans) {
        return new DeliveryMailbox(jdbc, ledger, payloads, arrivals, clock, properties.inboxWaiters(), spans);
    }

    @Bean
    Exchanges exchanges(
            JdbcClient jdbc, BusinessHistory history, JsonMapper json, Agencies agencies, Deliveries deliveries) {
        return new Exchanges(jdbc, history, json, agencies, deliveries.held());
    }

    @Bean
    SentDeliveries sentDeliveries(JdbcClient jdbc) {
        return new SentDeliveries(jdbc);
    }

    @Bean
    OperatorQueue operatorQueue(
            JdbcClient jdbc, Ledger ledger, Addressing addressing, OutboxRelay relay, Arrivals arrivals, Clock clock) {
        return new OperatorQueue(jdbc, ledger, addressing, relay, arrivals, clock);
    }

    @Bean
    QueueCheck queueCheck(JdbcClient jdbc, Deliveries deliveries, BrokerQueues queues, Agencies agencies, Clock clock) {
        return new QueueCheck(jdbc, deliveries, queues, agencies, clock);
    }

    @Bean
    SpanRecovery spanRecovery(JdbcClient jdbc, Traces traces, DeliverySpans spans, DataDirectory data) {
        return new SpanRecovery(jdbc, traces, spans, data.resolve("traces.mark"));
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> spanRecoveryStart(SpanRecovery recovery) {
        return ready -> recovery.start();
    }

    /** Its changes come after those of the routes. */
    @Bean
    @Order(9)
    ModeChanges modeChanges(JdbcClient jdbc, Agencies agencies, Clock clock) {
        return new ModeChanges(jdbc, agencies, clock);
    }

    /** The relay starts when the routes have declared their queues. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> relayStart(
            OutboxRelay relay,
            QueueCheck check,
            PayloadStore payloads,
            ModeChanges modes,
            DeliveryProperties properties) {
        return ready -> {
            modes.apply();
            relay.start();
            check.start(properties.queueCheck());
            payloads.sweep();
        };
    }
}
