package org.lienthong.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.Delivery.Mode;
import org.lienthong.embedded.BrokerQueues;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the broker with the database: a queue that is gone is declared again, and a delivery that the database calls
 * queued while the recipient's queue is empty has lost its message, with the broker's data or by somebody's hand. That
 * counts as a failed attempt, so the next message has another duplicate id, and the old one is void should it turn up.
 */
final class QueueCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueCheck.class);
    private static final int AT_ONCE = 500;

    /** Beyond what clocks of hubs on one database differ by. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private static final String WITHOUT_MESSAGE = """
            select id, attempts from delivery
            where state = 1 and recipient = any (:recipients) and changed_at < :before
            order by changed_at limit :limit""";

    private record Lost(UUID id, int attempts) {}

    private final JdbcClient jdbc;
    private final Deliveries deliveries;
    private final BrokerQueues queues;
    private final Agencies agencies;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("queue-check"));

    QueueCheck(JdbcClient jdbc, Deliveries deliveries, BrokerQueues queues, Agencies agencies, Clock clock) {
        this.jdbc = jdbc;
        this.deliveries = deliveries;
        this.queues = queues;
        this.agencies = agencies;
        this.clock = clock;
    }

    /** The first look is at once: the broker may have lost its data while the hub was down. */
    void start(Duration interval) {
        thread.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            int lost = check();
            if (lost > 0) {
                LOG.atWarn()
                        .addKeyValue("deliveries", lost)
                        .log("{} deliveries had lost their messages at the broker; they are tried again", lost);
            }
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("the queues could not be compared with the database");
        }
    }

    /** Returns how many deliveries had no message. */
    int check() {
        queues.restore();
        OffsetDateTime before =
                clock.instant().minus(SETTLED).atOffset(ZoneOffset.UTC); // before the queues are seen to be empty
        List<String> empty = new ArrayList<>();
        for (Agency agency : agencies.current().agencies()) {
            if (agency.delivery().mode() != Mode.PULL && queues.depth(DeliveryQueues.nameFor(agency.id())) == 0) {
                empty.add(agency.id());
            }
        }
        if (empty.isEmpty()) {
            return 0;
        }
        List<Lost> lost = jdbc.sql(WITHOUT_MESSAGE)
                .param("recipients", empty.toArray(String[]::new))
                .param("before", before)
                .param("limit", AT_ONCE)
                .query((row, number) -> new Lost(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
        for (Lost one : lost) {
            deliveries
                    .take(one.id(), one.attempts())
                    .ifPresent(due -> deliveries.failed(due, "broker", "its message was gone from the queue"));
        }
        return lost.size();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
