package org.lienthong.publish;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has the watched directory looked at again and again, from when the hub is up. */
final class DirectoryLooks implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLooks.class);

    private final DirectoryWatch watch;
    private final Duration interval;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("configuration-watch"));
    private volatile boolean running;

    DirectoryLooks(DirectoryWatch watch, Duration interval) {
        this.watch = watch;
        this.interval = interval;
    }

    @Override
    public void start() {
        running = true;
        thread.scheduleWithFixedDelay(this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failure must not end the looking; what runs goes on running. */
    private void look() {
        try {
            watch.look();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("Could not take what is in the watched directory");
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
