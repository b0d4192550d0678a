package org.lienthong.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.Delivery;
import org.lienthong.audit.cosign.Cosigner;
import org.lienthong.delivery.Backlog;
import org.lienthong.delivery.RecipientStates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Gauges over what was seen last. Labels name agencies and systems of the register, and nothing else that grows. */
final class HubGauges {

    private static final List<String> DEPENDENCIES = List.of(
            "db", "broker", "diskReserve", "auditLog", "witness", "timestamp", "portal", "clock", "certificates");

    private static final Set<Status> UNREADY = Set.of(Status.DOWN, Status.OUT_OF_SERVICE);

    private final MeterRegistry meters;
    private final ObjectProvider<HealthEndpoint> health;
    private final Agencies agencies;
    private final RecipientStates recipients;
    private final Backlog backlog;
    private final Clock clock;
    private final GaugeRows depth;
    private final GaugeRows oldest;
    private final GaugeRows failures;
    private final GaugeRows up;
    private final GaugeRows expiry;

    HubGauges(
            MeterRegistry meters,
            ObjectProvider<HealthEndpoint> health,
            Agencies agencies,
            RecipientStates recipients,
            Backlog backlog,
            Clock clock) {
        this.meters = meters;
        this.health = health;
        this.agencies = agencies;
        this.recipients = recipients;
        this.backlog = backlog;
        this.clock = clock;
        this.depth = rows(
                "hub.queue.depth",
                "recipient",
                "Deliveries that wait for a recipient that is called or has a queue",
                null);
        this.oldest = rows("hub.queue.oldest.age", "recipient", "Since when the oldest of them waits", "seconds");
        this.failures = rows("hub.recipient.failures", "recipient", "Failed attempts in a row", null);
        this.up = rows("hub.system.up", "system", "1 unless the latest call or delivery failed", null);
        this.expiry = rows("hub.cert.expiry", "alias", "What is left of a certificate's validity", "seconds");
    }

    void register(LogLag log, Cosigner witnesses, HubClock wall, ToDoubleFunction<Boolean> disk) {
        DEPENDENCIES.forEach(name -> Gauge.builder("hub.dependency.up", () -> isUp(name))
                .description("1 while the health contributor of this name is up")
                .tag("dependency", name)
                .register(meters));
        gauge("hub.ready", "1 while the hub can accept durably", null, this::isReady);
        gauge("hub.outbox.oldest.age", "Since when the oldest delivery waits", "seconds", this::oldestSeconds);
        gauge("hub.dlq.depth", "Dead letters", null, () -> count(Backlog.Snapshot::dead));
        gauge("hub.undecided", "Deliveries to split agencies", null, () -> count(Backlog.Snapshot::undecided));
        gauge("hub.audit.unpublished", "Entries that no checkpoint has", null, log::unpublished);
        gauge(
                "hub.audit.checkpoint.age",
                "For how long entries have waited for a checkpoint",
                "seconds",
                () -> log.ageSeconds(clock.instant()));
        gauge("hub.audit.witness.lag", "Published entries that are not cosigned", null, log::uncosigned);
        gauge(
                "hub.audit.witness.contradicts",
                "1 while a witness knows another history of the audit log",
                null,
                () -> witnesses.isContradicted() ? 1 : 0);
        FunctionCounter.builder("hub.signature.failures", witnesses, Cosigner::unproven)
                .description("Signatures, cosignatures and timestamps that were not right")
                .tags("agency", "", "reason", "witness-cosignature")
                .register(meters);
        gauge("hub.clock.drift", "How far the clock is ahead of the database's", "seconds", wall::driftSeconds);
        gauge("hub.disk.free", "Usable at the data directory", "bytes", () -> disk.applyAsDouble(true));
        gauge("hub.disk.reserve", "Below this nothing is accepted", "bytes", () -> disk.applyAsDouble(false));
    }

    /** What has a row for each agency or system. */
    void refresh(Map<String, Health> systems, Map<String, Instant> certificates) {
        Backlog.Snapshot seen = backlog.latest();
        List<String> called = agencies.current().agencies().stream()
                .filter(agency -> agency.delivery().mode() != Delivery.Mode.PULL)
                .map(Agency::id)
                .toList();
        Instant now = clock.instant();
        depth.set(called, id -> depth(seen, id));
        oldest.set(called, id -> age(waiting(seen, id), now));
        failures.set(called, id -> recipients.of(id).failures());
        up.set(systems.keySet(), name -> isUp(systems.get(name)) ? 1 : 0);
        expiry.set(certificates.keySet(), alias -> left(certificates.get(alias), now));
    }

    private static double depth(Backlog.@Nullable Snapshot seen, String recipient) {
        Backlog.Waiting waiting = waiting(seen, recipient);
        return waiting == null ? 0 : waiting.deliveries();
    }

    private static Backlog.@Nullable Waiting waiting(Backlog.@Nullable Snapshot seen, String recipient) {
        return seen == null ? null : seen.byRecipient().get(recipient);
    }

    private static double age(Backlog.@Nullable Waiting waiting, Instant now) {
        return waiting == null
                ? 0
                : Math.max(0, Duration.between(waiting.oldest(), now).toSeconds());
    }

    private static double left(@Nullable Instant expiry, Instant now) {
        return expiry == null ? Double.NaN : Duration.between(now, expiry).toSeconds();
    }

    private static boolean isUp(@Nullable Health health) {
        return health != null && health.getStatus().equals(Status.UP);
    }

    private double oldestSeconds() {
        Backlog.Snapshot seen = backlog.latest();
        if (seen == null) {
            return Double.NaN;
        }
        Instant since = seen.oldest();
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }

    private double count(ToDoubleFunction<Backlog.Snapshot> number) {
        Backlog.Snapshot seen = backlog.latest();
        return seen == null ? Double.NaN : number.applyAsDouble(seen);
    }

    private double isReady() {
        HealthDescriptor found = health.getObject().healthForPath("readiness");
        return found != null && !UNREADY.contains(found.getStatus()) ? 1 : 0;
    }

    private double isUp(String path) {
        HealthDescriptor found = health.getObject().healthForPath(path);
        return found != null && found.getStatus().equals(Status.UP) ? 1 : 0;
    }

    private GaugeRows rows(String name, String label, String description, @Nullable String unit) {
        return new GaugeRows(meters, name, label, description, unit);
    }

    private void gauge(
            String name, String description, @Nullable String unit, java.util.function.Supplier<Number> value) {
        Gauge.builder(name, value).description(description).baseUnit(unit).register(meters);
    }
}
