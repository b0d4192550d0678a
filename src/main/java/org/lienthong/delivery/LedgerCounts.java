package org.lienthong.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Detail;

/** Counts what became durable. Labels are words of the hub's own, never what a caller chose. */
final class LedgerCounts {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofHours(24)
    };

    private final MeterRegistry meters;
    private final ConcurrentMap<Labels, Counter> documents = new ConcurrentHashMap<>();
    private final ConcurrentMap<Labels, Counter> refusals = new ConcurrentHashMap<>();
    private final ConcurrentMap<Labels, Counter> lookups = new ConcurrentHashMap<>();
    private final ConcurrentMap<Labels, Counter> denied = new ConcurrentHashMap<>();
    private final ConcurrentMap<Labels, Timer> deliveries = new ConcurrentHashMap<>();

    /** What a meter is found by: Micrometer would build and sort its tags at each use. */
    private record Labels(Object one, Object other) {}

    LedgerCounts(MeterRegistry meters) {
        this.meters = meters;
        for (Kind kind : Kind.values()) {
            documents(kind, kind.isEdxml() ? "rest" : "dossiers");
        }
        refusals("rest", "schema-violation");
        lookups("denied", "");
        denied("", "");
        for (AuditEvent event : List.of(AuditEvent.DELIVERED, AuditEvent.ATTEMPT_FAILED, AuditEvent.DEAD_LETTERED)) {
            delivery("push", event);
        }
    }

    void count(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Acceptance made) {
                documents(made.kind(), made.channel()).increment();
            } else if (change instanceof Outcome outcome) {
                delivered(outcome.entry());
            } else if (change instanceof Change.Entries made) {
                made.entries().forEach(this::refused);
            }
        }
    }

    /** @param entry of an access to data; who asks is in the register */
    void lookup(AuditEntry entry) {
        String agency = entry.who().actor();
        switch (entry.event()) {
            case DATA_RELEASED -> lookups("released", agency).increment();
            case DATA_DENIED -> {
                lookups("denied", agency).increment();
                denied(agency, purpose(entry)).increment();
            }
            case DATA_FAILED -> lookups("failed", agency).increment();
            default -> {
                // asked; the outcome follows
            }
        }
    }

    private void delivered(@Nullable AuditEntry entry) {
        if (entry == null) {
            return;
        }
        UUID exchange = entry.about().exchange();
        String channel = entry.origin().channel();
        if (exchange == null || channel == null) {
            return;
        }
        switch (entry.event()) {
            case DELIVERED, REJECTED, ATTEMPT_FAILED, DEAD_LETTERED, ACKNOWLEDGED ->
                delivery(channel, entry.event())
                        .record(Duration.between(DeliverySpans.acceptedAt(exchange), entry.at()));
            default -> {
                // an operator's doing
            }
        }
    }

    private void refused(AuditEntry entry) {
        String channel = entry.origin().channel();
        if ((entry.event() == AuditEvent.REFUSED || entry.event() == AuditEvent.DENIED)
                && channel != null
                && entry.result() != null) {
            refusals(channel, entry.result()).increment();
        }
    }

    /** One of an agreement; what a caller made up is not kept. */
    private static String purpose(AuditEntry entry) {
        String purpose = entry.detail() instanceof Detail.Access access ? access.purpose() : null;
        return purpose == null ? "" : purpose;
    }

    private Counter documents(Kind kind, String channel) {
        return documents.computeIfAbsent(new Labels(kind, channel), labels -> Counter.builder("hub.documents")
                .description("Messages that were accepted, durably")
                .tag("kind", kind.wireName())
                .tag("channel", channel)
                .register(meters));
    }

    private Counter refusals(String channel, String reason) {
        return refusals.computeIfAbsent(new Labels(channel, reason), labels -> Counter.builder("hub.refusals")
                .description("Requests that were refused or denied, by the problem's name")
                .tag("channel", channel)
                .tag("reason", reason)
                .register(meters));
    }

    private Counter lookups(String result, String agency) {
        return lookups.computeIfAbsent(new Labels(result, agency), labels -> Counter.builder("hub.lookups")
                .description("Calls of data services, by how they ended")
                .tag("result", result)
                .tag("agency", agency)
                .register(meters));
    }

    private Counter denied(String agency, String purpose) {
        return denied.computeIfAbsent(new Labels(agency, purpose), labels -> Counter.builder("hub.lookup.denied")
                .description("Calls of data services that were denied, by the purpose if an agreement has it")
                .tag("agency", agency)
                .tag("purpose", purpose)
                .register(meters));
    }

    private Timer delivery(String channel, AuditEvent event) {
        return deliveries.computeIfAbsent(new Labels(channel, event), labels -> Timer.builder("hub.delivery")
                .description("From the acceptance to what became of a delivery")
                .tag("channel", channel)
                .tag("result", event.word())
                .serviceLevelObjectives(BUCKETS)
                .register(meters));
    }
}
