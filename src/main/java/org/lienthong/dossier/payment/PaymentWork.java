package org.lienthong.dossier.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lienthong.thread.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a lost answer or a crash has left: asks the platform again, and tells one-stop systems of payments that were
 * posted. Several hubs may do so: each takes other rows, and telling twice tells once.
 */
final class PaymentWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentWork.class);
    private static final int AT_ONCE = 20;

    /** A confirmation that is younger is being told by whoever takes it in. */
    private static final Duration IN_HAND = Duration.ofSeconds(30);

    private final Payments payments;
    private final Confirmations confirmations;
    private final PaymentTable table;
    private final PaymentSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private boolean troubled;

    PaymentWork(
            Payments payments, Confirmations confirmations, PaymentTable table, PaymentSettings settings, Clock clock) {
        this.payments = payments;
        this.confirmations = confirmations;
        this.table = table;
        this.settings = settings;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("payments"));
    }

    void start() {
        long pause = settings.poll().toMillis();
        thread.scheduleWithFixedDelay(this::run, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            doOnce();
            troubled = false;
        } catch (RuntimeException e) { // the next round tries again
            if (!troubled) {
                LOG.atWarn().log("payments: {}", e.getClass().getSimpleName());
            }
            troubled = true;
        }
    }

    void doOnce() {
        Instant now = clock.instant();
        Instant until = now.plus(settings.patience().multipliedBy(AT_ONCE)).plus(settings.retry());
        table.due(now, until, AT_ONCE).forEach(payments::send);
        table.untold(now.minus(IN_HAND), AT_ONCE).forEach(reference -> confirmations.tell(reference, null, ""));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
