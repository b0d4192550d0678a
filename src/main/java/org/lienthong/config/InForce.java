package org.lienthong.config;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The edition of the configuration that is in force. A message {@linkplain #pin() pins} it when it comes in and goes by
 * that one to its end, on its thread, whatever is published meanwhile.
 */
public final class InForce {

    private final AtomicReference<Edition> latest = new AtomicReference<>(Edition.NONE);
    private final ThreadLocal<@Nullable Edition> pinned = new ThreadLocal<>();

    /** Ends a pin. */
    public interface Pin extends AutoCloseable {
        @Override
        void close();
    }

    /** What this thread's message goes by, or what came into force last. */
    public Edition edition() {
        Edition own = pinned.get();
        return own == null ? latest.get() : own;
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
        return latest.get();
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
            Edition edition = latest.get();
            Use use = edition.use();
            if (use == null) {
                return edition;
            }
            use.enter();
            if (latest.get().use() == use) {
                return edition;
            }
            use.leave();
        }
    }

    /** Replaces one part of what is in force, as when an agency registers itself. */
    public <T> void set(Class<T> type, T part) {
        latest.updateAndGet(edition -> edition.with(type, part));
    }

    /** As {@link #set}, from what is in force; it may be asked twice. */
    public <T> void update(Class<T> type, UnaryOperator<T> change) {
        latest.updateAndGet(edition -> edition.with(type, change.apply(edition.part(type))));
    }

    /** Says which version the edition in force is. */
    public void number(long version) {
        latest.updateAndGet(edition -> Edition.Draft.of(edition).as(version));
    }

    /** Messages that come in from here on go by the next one. Returns the one before. */
    public Edition replace(Edition next) {
        return latest.getAndSet(next);
    }
}
