package org.lienthong.route;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker before one recipient: after some failures in a row its queue is left alone for a while, longer each
 * time, so that a backlog does not use up its attempts against a system that is down.
 */
final class RecipientGate implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecipientGate.class);

    private final String recipient;
    private final DeliverySettings settings;
    private final ScheduledExecutorService scheduler;
    private final Semaphore places;
    private org.apache.camel.Consumer consumer;
    private @Nullable DirectLane lane;
    private int failures;
    private long pauseMillis = 1000;
    private boolean paused;

    @SuppressWarnings("NullAway.Init") // guard() follows at once; the consumer needs the gate first
    RecipientGate(String recipient, DeliverySettings settings) {
        this.recipient = recipient;
        this.settings = settings;
        this.places = new Semaphore(settings.consumers(), true);
        this.scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "gate-" + recipient);
            thread.setDaemon(true);
            return thread;
        });
    }

    void guard(Consumer consumer) {
        this.consumer = consumer;
    }

    void guard(DirectLane lane) {
        this.lane = lane;
    }

    /** As many deliveries at once as there are consumers, whichever way they came. */
    void pass(Runnable delivery) {
        places.acquireUninterruptibly();
        try {
            delivery.run();
        } finally {
            places.release();
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
        scheduler.execute(this::suspend);
        scheduler.schedule(this::resume, pause, TimeUnit.MILLISECONDS);
        LOG.atWarn()
                .addKeyValue("agency", recipient)
                .addKeyValue("pauseMillis", pause)
                .log("{} does not take deliveries: its queue is paused for {} ms", recipient, pause);
    }

    private void suspend() {
        if (lane != null) {
            lane.pause();
        }
        ServiceHelper.suspendService(consumer);
    }

    private void resume() {
        synchronized (this) {
            paused = false;
        }
        ServiceHelper.resumeService(consumer);
        if (lane != null) {
            lane.resume();
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        if (lane != null) {
            lane.close();
        }
        ServiceHelper.stopService(consumer);
    }
}
