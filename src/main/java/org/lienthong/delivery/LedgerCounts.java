package org.lienthong.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;

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

    LedgerCounts(MeterRegistry meters) {
        this.meters = meters;
        for (Kind kind : Kind.values()) {
            documents(kind, kind.isEdxml() ? "rest" : "dossiers");
        }
        refusals("rest", "schema-violation");
        lookups("denied", "");
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
            case DATA_DENIED -> lookups("denied", agency).increment();
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

    private Counter documents(Kind kind, String channel) {
        return Counter.builder("hub.documents")
                .description("Messages that were accepted, durably")
                .tag("kind", kind.wireName())
                .tag("channel", channel)
                .register(meters);
    }

    private Counter refusals(String channel, String reason) {
        return Counter.builder("hub.refusals")
                .description("Requests that were refused or denied, by the problem's name")
                .tag("channel", channel)
                .tag("reason", reason)
                .register(meters);
    }

    private Counter lookups(String result, String agency) {
        return Counter.builder("hub.lookups")
                .description("Calls of data services, by how they ended")
                .tag("result", result)
                .tag("agency", agency)
                .register(meters);
    }

    private Timer delivery(String channel, AuditEvent event) {
        return Timer.builder("hub.delivery")
                .description("From the acceptance to what became of a delivery")
                .tag("channel", channel)
                .tag("result", event.word())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
