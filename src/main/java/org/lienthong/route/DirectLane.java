package org.lienthong.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.lienthong.delivery.DirectLanes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes first attempts of one recipient's deliveries straight from memory, as many at once as the recipient's queue has
 * consumers. What is too much for it, or waits when the recipient is paused, goes by way of the broker.
 */
final class DirectLane implements DirectLanes.Lane, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectLane.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String recipient;
    private final DirectLanes lanes;
    private final Consumer<UUID> delivery;
    private final ThreadPoolExecutor threads;
    private volatile boolean open = true;

    /** One delivery that waits or is made. */
    private final class Waiting implements Runnable {

        private final UUID id;

        Waiting(UUID id) {
            this.id = id;
        }

        @Override
        public void run() {
            if (!open) {
                lanes.giveBack(id, recipient);
                return;
            }
            try {
                delivery.accept(id);
            } catch (RuntimeException | Error e) {
                lanes.drop(id);
                LOG.atWarn().addKeyValue("deliveryId", id).log("no outcome, tried again later: {}", e.toString());
            }
        }
    }

    /**
     * @param size how many may wait, at least 1
     * @param delivery makes one, with its outcome
     */
    DirectLane(String recipient, int consumers, int size, DirectLanes lanes, Consumer<UUID> delivery) {
        this.recipient = recipient;
        this.lanes = lanes;
        this.delivery = delivery;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                consumers,
                consumers,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(size),
                work -> new Thread(work, "direct-" + recipient + '-' + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
        lanes.open(recipient, this);
    }

    @Override
    public boolean offer(UUID deliveryId) {
        if (!open) {
            return false;
        }
        try {
            threads.execute(new Waiting(deliveryId));
            return true;
        } catch (RejectedExecutionException e) {
            return false; // too many wait
        }
    }

    /** The recipient takes nothing for now. */
    void pause() {
        open = false;
        waiting().forEach(id -> lanes.giveBack(id, recipient));
    }

    void resume() {
        open = !threads.isShutdown();
    }

    /** Returns when what is under way has its outcome, or has taken too long. */
    @Override
    public void close() {
        lanes.close(recipient, this);
        open = false;
        threads.shutdown();
        waiting().forEach(lanes::drop);
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue("agency", recipient).log("a delivery takes longer than the stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<UUID> waiting() {
        List<Runnable> drained = new ArrayList<>();
        threads.getQueue().drainTo(drained);
        return drained.stream().map(one -> ((Waiting) one).id).toList();
    }
}
