package org.lienthong.publish;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Gives what the hub was started with its number before anything can be accepted, and then looks for newer versions. */
final class VersionPoll implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(VersionPoll.class);

    private final Publisher publisher;
    private final StartChoice.Chosen chosen;
    private final Duration interval;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("configuration-poll"));
    private volatile boolean begun;

    VersionPoll(Publisher publisher, StartChoice.Chosen chosen, Duration interval) {
        this.publisher = publisher;
        this.chosen = chosen;
        this.interval = interval;
    }

    @Override
    public void start() {
        look();
        thread.scheduleWithFixedDelay(this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failure must not end the looking; what runs goes on running. */
    private void look() {
        try {
            if (begun) {
                publisher.takeOver();
            } else {
                publisher.begin(chosen);
                begun = true;
            }
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("Could not look for a new configuration");
        }
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return !thread.isShutdown() && begun;
    }

    /** Before the web server. */
    @Override
    public int getPhase() {
        return 0;
    }
}
