package org.lienthong.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.delivery.CrashPoint;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DeliveryQueues;
import org.lienthong.delivery.DeliverySpans;
import org.lienthong.delivery.DueDelivery;
import org.lienthong.problem.ProblemException;
import org.lienthong.trace.RequestSpan;
import org.springframework.dao.DataAccessException;

/**
 * Takes deliveries off the queue of each recipient of its channel and runs them through the route, recipient by recipient:
 * each has its own consumers, so one that hangs holds up nobody else. The outcome is in the database before the broker's
 * message is acknowledged.
 */
final class DeliverConsumer extends DefaultConsumer {

    /** Acknowledged, not transacted: the outcome is in the database, so the broker's own word is not waited for. */
    static final String OPTIONS = "?acknowledgementModeName=CLIENT_ACKNOWLEDGE"
            + "&cacheLevelName=CACHE_CONSUMER&concurrentConsumers=%d&exchangePattern=InOnly"
            + "&receiveTimeout=1000&acceptMessagesWhileStopping=false&errorHandlerLoggingLevel=WARN"
            + "&errorHandlerLogStackTrace=false";

    private static final long DATABASE_PAUSE_NANOS = 500_000_000;

    private final Channel channel;
    private final HubServices services;
    private final List<RecipientGate> gates = new ArrayList<>();

    DeliverConsumer(HubEndpoint endpoint, Processor processor, Channel channel, HubServices services) {
        super(endpoint, processor);
        this.channel = channel;
        this.services = services;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        for (Agency agency : services.agencies().current().agencies()) {
            if (agency.delivery().mode() == channel.mode()) {
                if (agency.delivery().queue() != null) {
                    services.queues().declare(agency.delivery().queue());
                }
                gates.add(open(agency.id()));
            }
        }
    }

    private RecipientGate open(String recipient) throws Exception {
        String queue = DeliveryQueues.nameFor(recipient);
        services.queues().declare(queue);
        Endpoint endpoint = getEndpoint()
                .getCamelContext()
                .getEndpoint("jms:queue:" + queue
                        + OPTIONS.formatted(services.settings().consumers()));
        RecipientGate gate = new RecipientGate(recipient, services.settings());
        Consumer consumer = endpoint.createConsumer(message -> deliver(message, gate));
        gate.guard(consumer);
        gate.obey(services.deliveries().held());
        // The context starts endpoints that are made during its own start too late: the listeners would wait for ever.
        ServiceHelper.startService(endpoint, consumer);
        DeliverySettings settings = services.settings();
        if (settings.direct() > 0) {
            gate.guard(new DirectLane(
                    recipient,
                    settings.consumers(),
                    settings.direct(),
                    services.lanes(),
                    id -> gate.pass(() -> deliver(id, 0, false, gate, null))));
        }
        gate.started();
        return gate;
    }

    private void deliver(Exchange message, RecipientGate gate) {
        UUID id = UUID.fromString(message.getIn().getHeader(DeliveryQueues.DELIVERY_ID, String.class));
        boolean again = Boolean.TRUE.equals(message.getIn().getHeader("JMSRedelivered", Boolean.class));
        gate.pass(() -> deliver(id, attempt(message), again, gate, relayedAt(message)));
    }

    private void deliver(UUID id, int attempt, boolean again, RecipientGate gate, @Nullable Instant relayed) {
        Deliveries deliveries = services.deliveries();
        Optional<DueDelivery> due =
                once(() -> again ? deliveries.take(id, attempt) : deliveries.takeFirst(id, attempt));
        if (due.isEmpty()) {
            return; // made before a crash that kept the broker from knowing
        }
        DueDelivery delivery = due.get();
        RequestSpan.about(delivery.traceId(), delivery.exchangeId().toString(), delivery.recipient());
        try {
            attempt(delivery, gate, relayed);
        } finally {
            RequestSpan.leave();
        }
    }

    private void attempt(DueDelivery delivery, RecipientGate gate, @Nullable Instant relayed) {
        Deliveries deliveries = services.deliveries();
        DeliverySpans.Attempt span = services.spans().begin(delivery, channel.word(), relayed);
        CrashPoint.DELIVER_TAKEN.pass();
        Exception failure = run(delivery);
        span.answered(failure == null ? null : reason(failure));
        CrashPoint.DELIVER_CALLED.pass();
        if (failure == null) {
            once(() -> deliveries.delivered(delivery, channel.word()));
            gate.succeeded();
        } else if (failure instanceof CallFailedException call && call.isFinal()) {
            once(() -> deliveries.rejected(delivery, channel.word(), reason(call)));
            gate.succeeded();
        } else {
            once(() -> deliveries.failed(delivery, channel.word(), reason(failure)));
            gate.failed();
        }
        span.end();
        CrashPoint.DELIVER_RECORDED.pass();
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

    private @Nullable Exception run(DueDelivery delivery) {
        Exchange exchange = getEndpoint().createExchange(ExchangePattern.InOut);
        exchange.getIn().setBody(new Outgoing(delivery, services.deliveries()));
        exchange.getIn().setHeaders(HubHeaders.of(delivery, channel));
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() == null && exchange.getProperty(DeliveryCall.DELIVERED) == null) {
            return new CallFailedException("the route ended without calling the recipient", false);
        }
        return exchange.getException();
    }

    /** A short reason without what the message said. */
    private static String reason(Exception failure) {
        return failure instanceof CallFailedException call
                ? call.reason()
                : failure.getClass().getSimpleName();
    }

    @Override
    protected void doStop() throws Exception {
        gates.forEach(RecipientGate::close);
        gates.clear();
        super.doStop();
    }
}
