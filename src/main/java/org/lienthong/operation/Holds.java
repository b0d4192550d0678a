package org.lienthong.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lienthong.delivery.HeldRecipients;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which agencies' deliveries and services wait at the moment, as each hub on the database knows it: it looks again every
 * second, and at once when it was told itself. While the database does not answer, what was known goes on.
 */
public final class Holds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    private record Known(List<Pause> pauses, List<Maintenance> maintenance) {}

    private final OrderRows rows;
    private final Clock clock;
    private final HeldRecipients recipients;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("holds"));
    private volatile Known known = new Known(List.of(), List.of());
    private volatile Map<String, Hold> held = Map.of();

    /** @param recipients told whose deliveries wait */
    Holds(OrderRows rows, HeldRecipients recipients, Clock clock) {
        this.rows = rows;
        this.recipients = recipients;
        this.clock = clock;
    }

    /** Reads what is in force, then goes on looking. */
    void start(Duration interval) {
        look();
        thread.scheduleWithFixedDelay(this::tryLook, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tryLook() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("pauses and maintenance could not be read; what was known goes on");
            publish();
        }
    }

    /** Something has changed; returns before it is known. */
    void lookSoon() {
        thread.execute(this::tryLook);
    }

    /** Something has changed; returns when it is in force here. */
    synchronized void look() {
        known = new Known(rows.pauses(), rows.maintenance(clock.instant()));
        publish();
    }

    private synchronized void publish() {
        Instant now = clock.instant();
        Map<String, Hold> next = new HashMap<>();
        for (Maintenance one : known.maintenance()) {
            if (one.service() == null && one.lastsAt(now)) {
                next.put(one.agency(), new Hold(one.agency(), "maintenance", one.from(), one.to(), one.reason()));
            }
        }
        for (Pause one : known.pauses()) {
            next.put(one.agency(), new Hold(one.agency(), "pause", one.since(), null, one.reason()));
        }
        held = Map.copyOf(next);
        Map<String, String> words = new HashMap<>();
        next.values().forEach(hold -> words.put(hold.agency(), hold.words()));
        recipients.set(words);
    }

    /** Why deliveries to the agency wait, if they do. */
    public Optional<Hold> of(String agency) {
        return Optional.ofNullable(held.get(agency));
    }

    /** By agency id. */
    public Map<String, Hold> all() {
        return held;
    }

    /** The maintenance that a call of this service meets now, the one that ends last. */
    public Optional<Maintenance> maintenance(String provider, String service) {
        Instant now = clock.instant();
        return known.maintenance().stream()
                .filter(one -> one.agency().equals(provider)
                        && (one.service() == null || one.service().equals(service))
                        && one.lastsAt(now))
                .max(java.util.Comparator.comparing(Maintenance::to));
    }

    /** Announced and not over, soonest first. */
    public List<Maintenance> ahead() {
        Instant now = clock.instant();
        return known.maintenance().stream().filter(one -> one.to().isAfter(now)).toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
