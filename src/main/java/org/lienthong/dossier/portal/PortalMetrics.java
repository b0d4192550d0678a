package org.lienthong.dossier.portal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What operators see of the way to the portal. */
final class PortalMetrics {

    private final Map<Meaning, Timer> calls = new EnumMap<>(Meaning.class);
    private final Map<Item.End, Counter> records = new EnumMap<>(Item.End.class);
    private final Counter recognised;
    private final AtomicLong tasks = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();

    PortalMetrics(MeterRegistry meters) {
        for (Meaning meaning : Meaning.values()) {
            calls.put(
                    meaning,
                    Timer.builder("portal.calls")
                            .description("Calls of the national portal, by what its answer meant")
                            .tag("answer", meaning.word())
                            .register(meters));
        }
        for (Item.End end : Item.End.values()) {
            records.put(
                    end,
                    Counter.builder("portal.records")
                            .description("Records that came to an end at the national portal, or began to wait")
                            .tag("result", end.name().toLowerCase(java.util.Locale.ROOT))
                            .register(meters));
        }
        recognised = Counter.builder("portal.recognised")
                .description("Records in doubt that the portal turned out to have")
                .register(meters);
        Gauge.builder("portal.tasks.waiting", tasks, AtomicLong::get)
                .description("Parts of batches that the portal is still to get")
                .register(meters);
        Gauge.builder("portal.lag", oldestSeconds, AtomicLong::get)
                .description("Age of the oldest batch that the portal is still to get")
                .baseUnit("seconds")
                .register(meters);
    }

    void answered(Meaning meaning, long nanos) {
        java.util.Objects.requireNonNull(calls.get(meaning)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void ended(Item.End end, int count) {
        java.util.Objects.requireNonNull(records.get(end)).increment(count);
    }

    void recognised(int count) {
        recognised.increment(count);
    }

    void backlog(long waiting, long seconds) {
        tasks.set(waiting);
        oldestSeconds.set(seconds);
    }

    long waiting() {
        return tasks.get();
    }

    long lagSeconds() {
        return oldestSeconds.get();
    }
}
