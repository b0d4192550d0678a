package org.lienthong.route;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.config.InForce;
import org.lienthong.delivery.CrashPoint;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DeliveryQueues;
import org.lienthong.delivery.DeliverySpans;
import org.lienthong.delivery.DirectLanes;
import org.lienthong.delivery.DueDelivery;
import org.lienthong.embedded.BrokerQueues;
import org.lienthong.mapping.MappingException;
import org.lienthong.problem.ProblemException;
import org.lienthong.trace.RequestSpan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Takes deliveries off the queue of each recipient that is pushed to or has a queue of its own, and has the route of its
 * channel run: each recipient has consumers of its own, so one that hangs holds up nobody else. The outcome is in the
 * database before the broker's message is acknowledged. The consumers outlive versions of the configuration; which version's
 * route runs is decided for each delivery.
 */
final class RecipientQueues extends ServiceSupport implements CamelContextAware {

    /** Acknowledged, not transacted: the outcome is in the database, so the broker's own word is not waited for. */
    static final String OPTIONS = "?acknowledgementModeName=CLIENT_ACKNOWLEDGE"
            + "&cacheLevelName=CACHE_CONSUMER&concurrentConsumers=%d&exchangePattern=InOnly"
            + "&receiveTimeout=1000&acceptMessagesWhileStopping=false&errorHandlerLoggingLevel=WARN"
            + "&errorHandlerLogStackTrace=false";

    private static final Logger LOG = LoggerFactory.getLogger(RecipientQueues.class);
    private static final long DATABASE_PAUSE_NANOS = 500_000_000;

    /** Where the hub stands between the broker and its routes. */
    record Parts(
            Agencies agencies,
            Deliveries deliveries,
            BrokerQueues queues,
            DirectLanes lanes,
            DeliverySettings settings,
            DeliverySpans spans) {}

    private record Open(Channel channel, RecipientGate gate) {}

    private @Nullable CamelContext camel;
    private final InForce inForce;
    private final Parts parts;
    private final Map<String, Open> open = new HashMap<>();

    RecipientQueues(InForce inForce, Parts parts) {
        this.inForce = inForce;
        this.parts = parts;
    }

    @Override
    public void setCamelContext(@Nullable CamelContext context) {
        camel = context;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camel;
    }

    @Override
    protected void doStart() throws Exception {
        open();
    }

    /** As {@link #open}, once it was started. */
    void adjust() throws Exception {
        if (isRunAllowed() && camel != null) {
            open();
        }
    }

    /** Opens what recipients need now and closes what they need no more. */
    private synchronized void open() throws Exception {
        Map<String, Channel> wanted = wanted();
        open.entrySet().removeIf(one -> {
            boolean needless = one.getValue().channel() != wanted.get(one.getKey());
            if (needless) {
                one.getValue().gate().close();
            }
            return needless;
        });
        for (Map.Entry<String, Channel> one : wanted.entrySet()) {
            if (!open.containsKey(one.getKey())) {
                open.put(one.getKey(), new Open(one.getValue(), open(one.getKey(), one.getValue())));
            }
        }
    }

    private Map<String, Channel> wanted() throws Exception {
        Entrances entrances = inForce.latest().find(Entrances.class);
        Map<String, Channel> wanted = new HashMap<>();
        for (Agency agency : parts.agencies().current().agencies()) {
            for (Channel channel : Channel.values()) {
                if (agency.delivery().mode() == channel.mode()
                        && entrances != null
                        && entrances.channel(channel) != null) {
                    wanted.put(agency.id(), channel);
                    if (agency.delivery().queue() != null && !open.containsKey(agency.id())) {
                        parts.queues().declare(agency.delivery().queue());
                    }
                }
            }
        }
        return wanted;
    }

    private RecipientGate open(String recipient, Channel channel) throws Exception {
        String queue = DeliveryQueues.nameFor(recipient);
        parts.queues().declare(queue);
        DeliverySettings settings = parts.settings();
        Endpoint endpoint = Objects.requireNonNull(camel)
                .getEndpoint("jms:queue:" + queue + OPTIONS.formatted(settings.consumers()));
        RecipientGate gate = new RecipientGate(recipient, settings);
        Consumer consumer = endpoint.createConsumer(message -> deliver(message, channel, gate));
        gate.guard(consumer);
        gate.obey(parts.deliveries().held());
        // The context starts endpoints that are made during its own start too late: the listeners would wait for ever.
        ServiceHelper.startService(endpoint, consumer);
        if (settings.direct() > 0) {
            gate.guard(new DirectLane(
                    recipient,
                    settings.consumers(),
                    settings.direct(),
                    parts.lanes(),
                    id -> gate.pass(() -> deliver(id, 0, false, channel, gate, null))));
        }
        gate.started();
        return gate;
    }

    private void deliver(Exchange message, Channel channel, RecipientGate gate) {
        UUID id = UUID.fromString(message.getIn().getHeader(DeliveryQueues.DELIVERY_ID, String.class));
        boolean again = Boolean.TRUE.equals(message.getIn().getHeader("JMSRedelivered", Boolean.class));
        gate.pass(() -> deliver(id, attempt(message), again, channel, gate, relayedAt(message)));
    }

    private void deliver(
            UUID id, int attempt, boolean again, Channel channel, RecipientGate gate, @Nullable Instant relayed) {
        Deliveries deliveries = parts.deliveries();
        Optional<DueDelivery> due =
                once(() -> again ? deliveries.take(id, attempt) : deliveries.takeFirst(id, attempt));
        if (due.isEmpty()) {
            return; // made before a crash that kept the broker from knowing
        }
        DueDelivery delivery = due.get();
        RequestSpan.about(delivery.traceId(), delivery.exchangeId().toString(), delivery.recipient());
        try (InForce.Pin pin = inForce.pin()) {
            attempt(delivery, channel, gate, relayed);
        } finally {
            RequestSpan.leave();
        }
    }

    private void attempt(DueDelivery delivery, Channel channel, RecipientGate gate, @Nullable Instant relayed) {
        Deliveries deliveries = parts.deliveries();
        DeliverySpans.Attempt span = parts.spans().begin(delivery, channel.word(), relayed);
        CrashPoint.DELIVER_TAKEN.pass();
        DeliverConsumer.Result result = run(delivery, channel);
        Exception failure = result.failure();
        Outgoing sent = result.sent();
        span.answered(failure == null ? null : reason(failure));
        CrashPoint.DELIVER_CALLED.pass();
        if (failure == null && sent != null) {
            once(() -> deliveries.delivered(delivery, channel.word(), sent.sha256(), sent.mappings()));
            gate.succeeded();
        } else if (failure instanceof CallFailedException call && call.isFinal()) {
            once(() -> deliveries.rejected(delivery, channel.word(), reason(call)));
            gate.succeeded();
        } else {
            once(() -> deliveries.failed(delivery, channel.word(), reason(failure)));
            if (!(failure instanceof MappingException)) { // then the recipient was not even asked
                gate.failed();
            }
        }
        span.end();
        CrashPoint.DELIVER_RECORDED.pass();
    }

    private DeliverConsumer.Result run(DueDelivery delivery, Channel channel) {
        DeliverConsumer route = inForce.part(Entrances.class).channel(channel);
        return route == null
                ? DeliverConsumer.Result.failed(
                        new CallFailedException("no route starts at hub:deliver/" + channel.word(), false))
                : route.run(delivery);
    }

    private static @Nullable Instant relayedAt(Exchange message) {
        Long millis = message.getIn().getHeader(DeliveryQueues.RELAYED_AT, Long.class);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    static int attempt(Exchange message) {
        Integer attempt = message.getIn().getHeader(DeliveryQueues.ATTEMPT, Integer.class);
        return attempt == null ? 0 : attempt;
    }

    /**
     * Holds on until the database answers. Giving the message back instead would use up the broker's attempts during an
     * outage, and repeat a call that was made.
     */
    private <T> T once(Supplier<T> database) {
        while (true) {
            try {
                return database.get();
            } catch (DataAccessException | ProblemException e) {
                if (!isRunAllowed()) {
                    throw e;
                }
                LockSupport.parkNanos(DATABASE_PAUSE_NANOS);
            }
        }
    }

    /** A short reason without what the message said. */
    private static String reason(@Nullable Exception failure) {
        if (failure instanceof MappingException mapping) {
            return String.valueOf(mapping.getMessage());
        }
        return failure instanceof CallFailedException call
                ? call.reason()
                : String.valueOf(failure == null ? null : failure.getClass().getSimpleName());
    }

    @Override
    protected synchronized void doStop() {
        open.values().forEach(one -> one.gate().close());
        open.clear();
        LOG.debug("deliveries stopped");
    }
}
