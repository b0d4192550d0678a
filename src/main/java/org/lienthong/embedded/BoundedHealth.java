package org.lienthong.embedded;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A health check that answers within a time limit whatever the checked thing does: one check at a time, its result good
 * for a second, a check that hangs is down until it comes back, and nobody waits for it again.
 */
public final class BoundedHealth implements HealthIndicator, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final HealthIndicator check;
    private final LongSupplier nanoTime;
    private final ExecutorService executor;
    private @Nullable Future<@Nullable Health> running;
    private @Nullable Health last;
    private long lastAt;

    /** @param name of the contributor, for the thread's name */
    public BoundedHealth(String name, HealthIndicator check) {
        this(name, check, System::nanoTime);
    }

    BoundedHealth(String name, HealthIndicator check, LongSupplier nanoTime) {
        this.check = check;
        this.nanoTime = nanoTime;
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "health-" + name);
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        this.executor = one;
    }

    @Override
    public synchronized Health health() {
        Health known = last;
        if (known != null && nanoTime.getAsLong() - lastAt < FRESH.toNanos()) {
            return known;
        }
        Health answer = ask();
        last = answer;
        lastAt = nanoTime.getAsLong();
        return answer;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private Health ask() {
        Future<@Nullable Health> future = running;
        boolean known = future != null;
        if (future == null) {
            future = executor.submit(() -> check.health(true));
            running = future;
        }
        try {
            Health answer = future.get(known ? 0 : LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            running = null;
            return answer == null ? Health.unknown().build() : answer;
        } catch (TimeoutException e) {
            return Health.down()
                    .withDetail("reason", "no answer within " + LIMIT.toSeconds() + " s")
                    .build();
        } catch (ExecutionException e) {
            running = null;
            return Health.down()
                    .withDetail("reason", String.valueOf(e.getCause()))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        }
    }
}
