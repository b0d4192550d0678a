package org.lienthong.config;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The edition of the configuration that is in force. A message {@linkplain #pin() pins} it when it comes in and goes by
 * that one to its end, on its thread, whatever is published meanwhile.
 */
public final class InForce {

    private volatile Edition latest = Edition.NONE;

    @SuppressWarnings("ThreadLocalUsage") // of one hub, of which a process may hold several
    private final ThreadLocal<@Nullable Edition> pinned = new ThreadLocal<>();

    /** Ends a pin. */
    public interface Pin extends AutoCloseable {
        @Override
        void close();
    }

    /** What this thread's message goes by, or what came into force last. */
    public Edition edition() {
        Edition own = pinned.get();
        return own == null ? latest : own;
    }

    public <T> T part(Class<T> type) {
        return edition().part(type);
    }

    /** Number of the version that this thread's message goes by. */
    public long version() {
        return edition().version();
    }

    /** What came into force last, whatever this thread's message goes by. */
    public Edition latest() {
        return latest;
    }

    /** Holds this thread to one edition until it is closed; within another pin it holds to that one. */
    public Pin pin() {
        if (pinned.get() != null) {
            return () -> {};
        }
        Edition edition = entered();
        pinned.set(edition);
        return () -> {
            pinned.remove();
            if (edition.use() != null) {
                edition.use().leave();
            }
        };
    }

    /** Counted before it is looked at again, so that what is not the latest any more is never entered once it was idle. */
    private Edition entered() {
        while (true) {
            Edition edition = latest;
            Use use = edition.use();
            if (use == null) {
                return edition;
            }
            use.enter();
            if (latest.use() == use) {
                return edition;
            }
            use.leave();
        }
    }

    /** Replaces one part of what is in force, as when an agency registers itself. */
    public synchronized <T> void set(Class<T> type, T part) {
        latest = latest.with(type, part);
    }

    /** As {@link #set}, from what is in force. */
    public synchronized <T> void update(Class<T> type, UnaryOperator<T> change) {
        latest = latest.with(type, change.apply(latest.part(type)));
    }

    /** Says which version the edition in force is. */
    public synchronized void number(long version) {
        latest = Edition.Draft.of(latest).as(version);
    }

    /** Messages that come in from here on go by the next one. */
    public synchronized void replace(Edition next) {
        latest = next;
    }
}
