package org.lienthong.console;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.audit.verify.LogVerifier;
import org.lienthong.audit.verify.WitnessPolicy;
import org.lienthong.audit.verify.WrongLogException;
import org.lienthong.thread.DaemonThreads;
import org.springframework.stereotype.Component;

/**
 * Checks the published log from its first entry on, in the background, one check at a time. It is the hub that says so of
 * itself: an inspector runs {@code verify} elsewhere.
 */
@Component
final class LogCheckRun implements AutoCloseable {

    private final LogState log;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(DaemonThreads.named("console-log-check"));
    private volatile @Nullable Progress progress;
    private volatile boolean stopped;

    LogCheckRun(LogState log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** How a check went, or goes. */
    enum State {
        RUNNING,
        RIGHT,
        WRONG,
        STOPPED,
        FAILED
    }

    /**
     * @param checked entries so far
     * @param size entries in all
     * @param by who asked for it
     * @param ended null while it runs
     * @param said what is wrong, or null
     */
    record Progress(
            State state,
            long checked,
            long size,
            String by,
            Instant started,
            @Nullable Instant ended,
            @Nullable String said) {

        public String word() {
            return state.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The last check, or null when there was none since the start. */
    @Nullable
    Progress progress() {
        return progress;
    }

    /** Starts a check unless one is under way. */
    synchronized void start(String by) {
        Progress last = progress;
        Checkpoint published = log.published();
        if (published == null || last != null && last.state() == State.RUNNING) {
            return;
        }
        Progress first = new Progress(State.RUNNING, 0, published.size(), by, clock.instant(), null, null);
        progress = first;
        stopped = false;
        worker.execute(() -> check(first));
    }

    /** Stops the check that is under way after what it is reading. */
    synchronized void stop() {
        stopped = true;
    }

    private void reached(Progress first, long checked) {
        if (stopped) {
            throw new CancellationException();
        }
        progress = new Progress(
                State.RUNNING, checked, Math.max(checked, first.size()), first.by(), first.started(), null, null);
    }

    private void check(Progress first) {
        try (LogSource source = LogSource.of(log.path().toString())) {
            LogVerifier verifier =
                    new LogVerifier(source, log.key(), WitnessPolicy.none(), clock, checked -> reached(first, checked));
            long size = verifier.verify(null, null).size();
            progress = end(first, State.RIGHT, size, null);
        } catch (CancellationException e) {
            Progress last = Objects.requireNonNull(progress);
            progress = new Progress(
                    State.STOPPED, last.checked(), last.size(), first.by(), first.started(), clock.instant(), null);
        } catch (WrongLogException e) {
            progress = end(first, State.WRONG, first.size(), e.getMessage());
        } catch (IOException | RuntimeException e) {
            progress = end(first, State.FAILED, first.size(), e.getClass().getSimpleName());
        }
    }

    private Progress end(Progress first, State state, long size, @Nullable String said) {
        return new Progress(state, size, size, first.by(), first.started(), clock.instant(), said);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
