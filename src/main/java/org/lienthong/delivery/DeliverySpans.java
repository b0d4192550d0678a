package org.lienthong.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.trace.RequestSpan;
import org.lienthong.trace.SpanIds;
import org.lienthong.trace.SpanRecord;
import org.lienthong.trace.Traces;

/**
 * The spans of an exchange: {@code accept} beneath the request that brought it, {@code relay} and {@code deliver} for each
 * attempt at each recipient, {@code answer} beneath that. Their ids follow from those of exchange and delivery, so nothing
 * has to be handed from one process to the next but what is durable anyway.
 */
public final class DeliverySpans {

    private static final String DELIVER = "deliver";

    private final Traces traces;
    private final Clock clock;

    DeliverySpans(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    public static DeliverySpans none() {
        return new DeliverySpans(Traces.off(), Clock.systemUTC());
    }

    /** {@code traceparent} for the recipient of this attempt; null when the exchange has no such trace. */
    public @Nullable String traceparent(DueDelivery delivery) {
        return traces.traceparent(delivery.traceId(), SpanIds.deliver(delivery.id(), delivery.attempts()));
    }

    @Nullable
    String traceparent(String traceId, UUID deliveryId) {
        return traces.traceparent(traceId, SpanIds.deliver(deliveryId, 0));
    }

    /** One attempt, from its begin to its durable outcome. */
    public final class Attempt {

        private final DueDelivery delivery;
        private final String channel;
        private final @Nullable Instant relayed;
        private final Instant start = clock.instant();
        private Instant answered = start;
        private @Nullable String failure;

        private Attempt(DueDelivery delivery, String channel, @Nullable Instant relayed) {
            this.delivery = delivery;
            this.channel = channel;
            this.relayed = relayed;
        }

        /** @param reason why it failed, in words that hold nothing of the message; null when it did not */
        public void answered(@Nullable String reason) {
            answered = clock.instant();
            failure = reason;
        }

        public void end() {
            if (traces.sampled(delivery.traceId())) {
                Hop hop = new Hop(
                        delivery.traceId(),
                        delivery.exchangeId(),
                        delivery.id(),
                        delivery.attempts(),
                        about(delivery.kind(), delivery.recipient(), channel));
                Instant since = relayed;
                relayed(hop, since == null ? acceptedAt(delivery.exchangeId()) : since, start, since == null);
                delivered(hop, start, answered, SpanIds.relay(hop.delivery(), hop.attempt()), failure);
                answer(hop, answered, clock.instant(), failure);
            }
        }
    }

    public Attempt begin(DueDelivery delivery, String channel, @Nullable Instant relayed) {
        return new Attempt(delivery, channel, relayed);
    }

    /** An attempt of a delivery, and what its spans say of it. */
    record Hop(String traceId, UUID exchange, UUID delivery, int attempt, Map<String, String> about) {}

    void accepted(List<Change> changes, Instant now) {
        if (!traces.isOn()) {
            return;
        }
        for (Change change : changes) {
            if (change instanceof Acceptance made && traces.sampled(made.traceId())) {
                accepted(
                        made.id(),
                        RequestSpan.of(made.traceId(), made.requestSpan()),
                        made.traceId(),
                        made.acceptedAt(),
                        now,
                        about(made.kind(), made.sender(), made.channel()));
            }
        }
    }

    void accepted(
            UUID exchange,
            @Nullable RequestSpan request,
            String traceId,
            Instant start,
            Instant end,
            Map<String, String> about) {
        traces.record(new SpanRecord(
                traceId,
                SpanIds.accept(exchange),
                request == null ? null : request.id(),
                "accept",
                SpanRecord.Kind.INTERNAL,
                start,
                end,
                with(about, "lienthong.exchange", exchange.toString()),
                null));
    }

    void relayed(Hop hop, Instant start, Instant end, boolean direct) {
        traces.record(new SpanRecord(
                hop.traceId(),
                SpanIds.relay(hop.delivery(), hop.attempt()),
                SpanIds.accept(hop.exchange()),
                "relay",
                SpanRecord.Kind.PRODUCER,
                start,
                end,
                with(attributes(hop), "lienthong.way", direct ? "memory" : "broker"),
                null));
    }

    void delivered(Hop hop, Instant start, Instant end, String parent, @Nullable String failure) {
        traces.record(new SpanRecord(
                hop.traceId(),
                SpanIds.deliver(hop.delivery(), hop.attempt()),
                parent,
                DELIVER,
                SpanRecord.Kind.CLIENT,
                start,
                end,
                attributes(hop),
                failure));
    }

    void answer(Hop hop, Instant start, Instant end, @Nullable String failure) {
        traces.record(new SpanRecord(
                hop.traceId(),
                SpanIds.answer(hop.delivery(), hop.attempt()),
                SpanIds.deliver(hop.delivery(), hop.attempt()),
                "answer",
                SpanRecord.Kind.INTERNAL,
                start,
                end,
                attributes(hop),
                failure));
    }

    /** The recipient came for it. */
    void fetched(String traceId, Mailbox.Item item, Instant now) {
        delivered(hop(traceId, item), now, clock.instant(), SpanIds.accept(item.exchangeId()), null);
    }

    void acknowledged(String traceId, Mailbox.Item item, Mailbox.State state, Instant now) {
        answer(hop(traceId, item), now, clock.instant(), state == Mailbox.State.FAILED ? "failed" : null);
    }

    private static Hop hop(String traceId, Mailbox.Item item) {
        return new Hop(traceId, item.exchangeId(), item.deliveryId(), 0, about(item.kind(), item.to(), "pull"));
    }

    static Map<String, String> about(Kind kind, String agency, String channel) {
        return Map.of("lienthong.kind", kind.wireName(), "lienthong.agency", agency, "lienthong.channel", channel);
    }

    private static Map<String, String> attributes(Hop hop) {
        Map<String, String> attributes =
                with(hop.about(), "lienthong.exchange", hop.exchange().toString());
        attributes.put("lienthong.attempt", String.valueOf(hop.attempt() + 1));
        return attributes;
    }

    private static Map<String, String> with(Map<String, String> about, String name, String value) {
        Map<String, String> attributes = new LinkedHashMap<>(about);
        attributes.put(name, value);
        return attributes;
    }

    /** Ids of exchanges begin with the time (RFC 9562 §5.7). */
    static Instant acceptedAt(UUID exchange) {
        return Instant.ofEpochMilli(exchange.getMostSignificantBits() >>> 16);
    }
}
