package org.lienthong.agency;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks now and then whether another hub on the same database registered an agency. */
final class AgencyPoll implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AgencyPoll.class);

    private final Runnable look;
    private final ScheduledExecutorService executor;

    AgencyPoll(Runnable look, Duration interval) {
        this.look = look;
        this.executor = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("agency-poll"));
        executor.scheduleWithFixedDelay(this::poll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failure must not end the polling; what is in force stays in force. */
    private void poll() {
        try {
            look.run();
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("Could not look for newly registered agencies");
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
