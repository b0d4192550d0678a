package org.lienthong.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.lienthong.agreement.Admission;
import org.lienthong.agreement.Decision;
import org.lienthong.problem.ProblemException;
import org.lienthong.thread.DaemonThreads;

/**
 * Records the calls that a quota refuses: the first of an agreement as a denial like any other, those that follow within
 * the window as one more entry with their number when it is over. So each is in the log, and the log does not grow as fast
 * as somebody calls. A crash loses the number of the window that runs.
 */
final class QuotaRefusals implements AutoCloseable {

    private record Key(String agreement, Admission.Limit limit) {}

    /** The first call of a window, and how many came after it. */
    private record Window(UUID id, ServiceRequest request, Decision.Permitted permitted, long until, int more) {

        Window another() {
            return new Window(id, request.withoutBody(), permitted, until, more + 1);
        }
    }

    private final AccessRecords records;
    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final Map<Key, Window> windows = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper;

    /** @param window for which refusals are counted together */
    QuotaRefusals(AccessRecords records, Duration window, LongSupplier nanoTime) {
        this.records = records;
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
        this.sweeper = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("quota-refusals"));
        long pause = Math.max(1, window.toMillis() / 4);
        sweeper.scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** @return what to throw */
    ProblemException refused(UUID id, ServiceRequest request, Decision.Permitted permitted, Admission admission) {
        Admission.Limit limit = admission.exceeded();
        if (limit == null) {
            throw new IllegalArgumentException("the call is admitted");
        }
        List<Window> over = new ArrayList<>(1);
        long now = nanoTime.getAsLong();
        Window window = windows.compute(new Key(permitted.agreement().id(), limit), (key, before) -> {
            if (before != null && before.until() - now > 0) {
                return before.another();
            }
            if (before != null) {
                over.add(before);
            }
            return new Window(id, request, permitted, now + windowNanos, 0);
        });
        over.forEach(this::count);
        ProblemException refusal = admission.refusal();
        return window.id().equals(id)
                ? records.failed(id, request, permitted, AccessRecords.Asking.NOTHING, refusal)
                : refusal.asRecorded();
    }

    /** Records the numbers of windows that are over. */
    void sweep() {
        long now = nanoTime.getAsLong();
        windows.forEach((key, window) -> {
            // One more may have been counted meanwhile: then it is another one, and waits for the next round.
            if (window.until() - now <= 0 && windows.remove(key, window)) {
                count(window);
            }
        });
    }

    private void count(Window window) {
        if (window.more() > 0) {
            records.refusedMore(window.id(), window.request(), window.permitted(), window.more());
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        windows.keySet().forEach(key -> {
            Window window = windows.remove(key);
            if (window != null) {
                count(window);
            }
        });
    }
}
