package org.lienthong.route;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Consumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.HeldRecipients;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker before one recipient: after some failures in a row its queue is left alone for a while, longer each
 * time, so that a backlog does not use up its attempts against a system that is down.
 */
final class RecipientGate implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecipientGate.class);

    private static final long HELD_PAUSE_NANOS = 100_000_000;

    private final String recipient;
    private final DeliverySettings settings;
    private final ScheduledExecutorService scheduler;
    private final Semaphore places;
    private org.apache.camel.Consumer consumer;
    private @Nullable DirectLane lane;
    private int failures;
    private long pauseMillis = 1000;
    private boolean paused;
    private volatile boolean held;
    private volatile boolean closed;
    private Runnable deaf = () -> {};

    @SuppressWarnings("NullAway.Init") // guard() follows at once; the consumer needs the gate first
    RecipientGate(String recipient, DeliverySettings settings) {
        this.recipient = recipient;
        this.settings = settings;
        this.places = new Semaphore(settings.consumers(), true);
        this.scheduler = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("gate-" + recipient));
    }

    void guard(Consumer consumer) {
        this.consumer = consumer;
    }

    void guard(DirectLane lane) {
        this.lane = lane;
    }

    /** Waits, too, while somebody ordered so; to be called before the consumer starts. */
    void obey(HeldRecipients recipients) {
        deaf = recipients.listen(recipient, this::hold);
    }

    /** Consumer and lane are there and take deliveries. */
    void started() {
        if (held) {
            scheduler.execute(this::apply);
        }
    }

    /** As many deliveries at once as there are consumers, whichever way they came. */
    void pass(Runnable delivery) {
        places.acquireUninterruptibly();
        try {
            awaitRelease();
            delivery.run();
        } finally {
            places.release();
        }
    }

    /** One that comes between the order and the suspension is not made, and its message not acknowledged. */
    private void awaitRelease() {
        while (held && !closed) {
            LockSupport.parkNanos(HELD_PAUSE_NANOS);
        }
        if (held) {
            throw new RejectedExecutionException("deliveries to " + recipient + " wait, and the hub stops");
        }
    }

    private void hold(boolean wanted) {
        if (held != wanted && !closed) {
            held = wanted;
            LOG.atInfo()
                    .addKeyValue("agency", recipient)
                    .log(wanted ? "deliveries to {} wait, by order" : "deliveries to {} go on", recipient);
            scheduler.execute(this::apply);
        }
    }

    synchronized void succeeded() {
        failures = 0;
        pauseMillis = 1000;
    }

    synchronized void failed() {
        failures++;
        if (failures < settings.failuresToPause() || paused) {
            return;
        }
        paused = true;
        long pause = pauseMillis;
        pauseMillis = Math.min(pauseMillis * 2, settings.longestPause().toMillis());
        scheduler.execute(this::apply);
        scheduler.schedule(this::tryAgain, pause, TimeUnit.MILLISECONDS);
        LOG.atWarn()
                .addKeyValue("agency", recipient)
                .addKeyValue("pauseMillis", pause)
                .log("{} does not take deliveries: its queue is paused for {} ms", recipient, pause);
    }

    private void tryAgain() {
        synchronized (this) {
            paused = false;
        }
        apply();
    }

    /** Suspends or resumes, whichever is due; on the scheduler's thread alone, so in order. */
    private void apply() {
        boolean wait;
        synchronized (this) {
            wait = paused || held;
        }
        if (wait) {
            if (lane != null) {
                lane.pause();
            }
            ServiceHelper.suspendService(consumer);
        } else {
            ServiceHelper.resumeService(consumer);
            if (lane != null) {
                lane.resume();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        deaf.run();
        scheduler.shutdownNow();
        if (lane != null) {
            lane.close();
        }
        ServiceHelper.stopService(consumer);
    }
}
