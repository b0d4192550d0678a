package org.lienthong.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lienthong.delivery.Traffic;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much waited at the end of each minute of the last hours. The database knows only what waits now, so it is asked
 * every half minute and the answers are kept in memory: after a restart the curve begins anew.
 */
final class WaitingCurve implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingCurve.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofHours(3);

    private final Traffic traffic;
    private final Clock clock;
    private final TreeMap<Instant, Long> samples = new TreeMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("waiting-curve"));

    WaitingCurve(Traffic traffic, Clock clock) {
        this.traffic = traffic;
        this.clock = clock;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::sample, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Without a database there is a gap in the curve. */
    void sample() {
        try {
            record(traffic.waiting().stream()
                    .mapToLong(Traffic.Waiting::waiting)
                    .sum());
        } catch (RuntimeException e) {
            LOG.debug("what waits could not be read", e);
        }
    }

    synchronized void record(long waiting) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        samples.put(minute, waiting);
        samples.headMap(minute.minus(KEPT)).clear();
    }

    /** What waited in each of these minutes; 0 where nobody looked. */
    synchronized List<Long> at(List<Instant> minutes) {
        List<Long> found = new ArrayList<>(minutes.size());
        for (Instant minute : minutes) {
            found.add(samples.getOrDefault(minute, 0L));
        }
        return found;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
