package org.lienthong.call;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels requests whose deadline has passed, some hundredths of a second later. It looks at all of them now and then,
 * because an alarm for each would wake a thread at every call, and hardly ever ring.
 */
final class DeadlineWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
    private static final long TICK_MILLIS = 20;

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("call-deadlines"));

    DeadlineWatch() {
        thread.scheduleWithFixedDelay(this::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A request under way; closing it ends the watch. */
    final class Watched implements AutoCloseable {

        private final Cancellable request;
        private final Deadline deadline;
        private volatile boolean late;

        private Watched(Cancellable request, Deadline deadline) {
            this.request = request;
            this.deadline = deadline;
        }

        /** Whether it was cancelled because its time was over. */
        boolean late() {
            return late;
        }

        private void cancelIfLate() {
            if (deadline.passed() && watched.remove(this)) {
                late = true;
                try {
                    request.cancel();
                } catch (RuntimeException e) {
                    LOG.warn("a request could not be cancelled", e); // and the others are
                }
            }
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }

    Watched watch(Cancellable request, Deadline deadline) {
        Watched one = new Watched(request, deadline);
        watched.add(one);
        return one;
    }

    private void look() {
        watched.forEach(Watched::cancelIfLate);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
