package org.lienthong.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.agency.Delivery;
import org.lienthong.call.SystemReport;
import org.lienthong.call.Systems;
import org.lienthong.delivery.Backlog;
import org.lienthong.delivery.RecipientStates;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * One contributor for each registered system ({@code G10.land}), and for each agency's own queue ({@code G16.queue}): what
 * calls and deliveries have shown, never a call of its own. A system that fails is {@code DEGRADED}, never down: what an
 * agency does not answer must neither stop nor restart the hub.
 */
final class SystemsHealth implements CompositeHealthContributor {

    static final Status DEGRADED = new Status("DEGRADED", "a registered system does not answer");

    private static final String QUEUE = "queue";

    private final Agencies agencies;
    private final Systems systems;
    private final RecipientStates recipients;
    private final Backlog backlog;
    private final Certificates certificates;
    private final Clock clock;
    private final int failuresToPause;

    SystemsHealth(
            Agencies agencies,
            Systems systems,
            RecipientStates recipients,
            Backlog backlog,
            Certificates certificates,
            Clock clock,
            int failuresToPause) {
        this.failuresToPause = failuresToPause;
        this.agencies = agencies;
        this.systems = systems;
        this.recipients = recipients;
        this.backlog = backlog;
        this.certificates = certificates;
        this.clock = clock;
    }

    /** Of each system, by {@code agency.system}. A recipient's circuit is open while its queue is paused now and then. */
    Map<String, Health> all() {
        Map<String, SystemReport> calls = systems.reports();
        Map<String, Health> all = new TreeMap<>();
        for (Agency agency : agencies.current().agencies()) {
            for (AgencySystem system : agency.systems()) {
                boolean receives = system.name().equals(agency.delivery().system());
                all.put(
                        agency.id() + '.' + system.name(),
                        health(
                                calls.get(agency.id() + '/' + system.name()),
                                receives ? agency.id() : null,
                                Certificates.alias(agency, system)));
            }
            if (agency.delivery().mode() == Delivery.Mode.JMS) {
                all.put(agency.id() + '.' + QUEUE, health(null, agency.id(), null));
            }
        }
        return all;
    }

    private Health health(@Nullable SystemReport calls, @Nullable String recipient, @Nullable String alias) {
        RecipientStates.State state = recipient == null ? null : recipients.of(recipient);
        boolean failing = calls != null && calls.failing() || state != null && state.failures() > 0;
        Health.Builder health = Health.status(failing ? DEGRADED : Status.UP);
        health.withDetail("state", failing ? "failing" : lastSuccess(calls, state) == null ? "unused" : "answering");
        with(health, "lastSuccess", lastSuccess(calls, state));
        boolean paused = state != null && state.failures() >= failuresToPause;
        health.withDetail("circuit", paused ? "open" : calls == null ? "closed" : calls.circuit());
        if (calls != null) {
            with(health, "lastFailure", calls.lastFailure());
        }
        if (recipient != null && state != null) {
            waiting(health, recipient, state);
        }
        Instant expiry = alias == null ? null : certificates.expiry(alias);
        with(health, "certificateExpires", expiry);
        return health.build();
    }

    private void waiting(Health.Builder health, String recipient, RecipientStates.State state) {
        health.withDetail("failuresInRow", state.failures());
        with(health, "reason", state.reason());
        Backlog.Snapshot snapshot = backlog.latest();
        Backlog.Waiting waiting =
                snapshot == null ? null : snapshot.byRecipient().get(recipient);
        health.withDetail("waiting", waiting == null ? 0 : waiting.deliveries());
        if (waiting != null) {
            health.withDetail(
                    "oldestWaitingSeconds",
                    Math.max(
                            0,
                            Duration.between(waiting.oldest(), clock.instant()).toSeconds()));
        }
    }

    private static @Nullable Instant lastSuccess(@Nullable SystemReport calls, RecipientStates.@Nullable State state) {
        Instant called = calls == null ? null : calls.lastSuccess();
        Instant delivered = state == null ? null : state.lastSuccess();
        return called == null || delivered != null && delivered.isAfter(called) ? delivered : called;
    }

    private static void with(Health.Builder health, String name, @Nullable Object value) {
        if (value != null) {
            health.withDetail(name, value.toString());
        }
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        Health health = all().get(name);
        return health == null ? null : (HealthIndicator) () -> health;
    }

    @Override
    public Stream<Entry> stream() {
        return all().entrySet().stream().map(one -> {
            Health health = one.getValue();
            return new Entry(one.getKey(), (HealthIndicator) () -> health);
        });
    }
}
