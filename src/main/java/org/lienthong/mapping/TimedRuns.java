package org.lienthong.mapping;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.lienthong.thread.DaemonThreads;

/**
 * Runs mappings on threads of their own, so that one that never ends costs its caller the time limit and no more. Java
 * cannot stop a thread: while two runs of a mapping are overdue, further ones are refused at once, and the others keep
 * their threads.
 */
final class TimedRuns implements AutoCloseable {

    private static final int OVERDUE_AT_MOST = 2;

    private enum State {
        WAITING,
        RUNNING,
        DONE,
        LEFT
    }

    private final ThreadPoolExecutor threads;
    private final Duration limit;
    private final ConcurrentMap<String, AtomicInteger> overdue = new ConcurrentHashMap<>();

    TimedRuns(MappingSettings settings) {
        this.limit = settings.timeLimit();
        this.threads = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(settings.waiting()),
                DaemonThreads.named("mapping"));
        threads.allowCoreThreadTimeOut(true);
    }

    /** @throws MappingException when it takes too long, or lately did and has not ended */
    Mapped run(String mapping, Supplier<Mapped> work) {
        AtomicInteger late = overdue.computeIfAbsent(mapping, name -> new AtomicInteger());
        if (late.get() >= OVERDUE_AT_MOST) {
            throw new MappingException(mapping, 0, "took too long before and has not ended", null);
        }
        AtomicReference<State> state = new AtomicReference<>(State.WAITING);
        Future<Mapped> result = submit(mapping, state, late, work);
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new MappingException(mapping, 0, String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            leave(state, late);
            result.cancel(true);
            throw new MappingException(mapping, 0, "took longer than " + limit.toMillis() + " ms", null);
        } catch (InterruptedException e) {
            leave(state, late);
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new MappingException(mapping, 0, "interrupted", e);
        }
    }

    private Future<Mapped> submit(
            String mapping, AtomicReference<State> state, AtomicInteger late, Supplier<Mapped> work) {
        try {
            return threads.submit(() -> {
                if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
                    throw new IllegalStateException("nobody waits any more");
                }
                try {
                    return work.get();
                } finally {
                    if (!state.compareAndSet(State.RUNNING, State.DONE)) {
                        late.decrementAndGet();
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            throw new MappingException(mapping, 0, "too many messages wait to be mapped", e);
        }
    }

    private static void leave(AtomicReference<State> state, AtomicInteger late) {
        if (!state.compareAndSet(State.WAITING, State.LEFT)) {
            late.incrementAndGet();
            if (!state.compareAndSet(State.RUNNING, State.LEFT)) {
                late.decrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
