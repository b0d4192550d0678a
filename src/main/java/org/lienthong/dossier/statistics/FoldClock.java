package org.lienthong.dossier.statistics;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what changed added up every few seconds, so that readers find little left to do. */
final class FoldClock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FoldClock.class);

    private final Fold fold;
    private final ScheduledExecutorService executor;

    FoldClock(Fold fold, Duration interval) {
        this.fold = fold;
        this.executor = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("statistics-fold"));
        executor.scheduleWithFixedDelay(this::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failure must not end it: nothing is lost, the next time or the next reader adds up the same. */
    private void run() {
        try {
            fold.completeUnlessBusy();
        } catch (SQLException | RuntimeException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("Counts could not be added up; they will be later");
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
