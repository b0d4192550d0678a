package org.lienthong.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what must not be looked at while somebody asks, because it may hang: each on a thread of its own, again and again
 * with a pause between. Who asks for health or metrics gets what was seen last.
 */
final class Lookout implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    /** Something that may fail or hang. */
    interface Look {
        void look() throws Exception;
    }

    private final List<ScheduledExecutorService> threads = new ArrayList<>();

    void every(Duration pause, String name, Look look) {
        ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("look-" + name));
        threads.add(thread);
        thread.scheduleWithFixedDelay(() -> tried(name, look), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("IllegalCatch") // the next look must follow
    private static void tried(String name, Look look) {
        try {
            look.look();
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("{} cannot be seen", name);
        }
    }

    @Override
    public void close() {
        threads.forEach(ScheduledExecutorService::shutdownNow);
    }
}
