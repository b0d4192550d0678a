package org.lienthong.audit.publish;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Says that publishing fails: at once, then once a minute, in one line, and when it is over. For one thread. */
final class PublisherTroubles {

    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final LongSupplier nanos;
    private int failures;
    private long since;
    private long said;

    /** @param nanos a clock that never goes back, such as {@link System#nanoTime} */
    PublisherTroubles(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    void failed(Exception e) {
        long now = nanos.getAsLong();
        if (failures++ == 0) {
            since = now;
        } else if (now - said < PAUSE_NANOS) {
            return;
        }
        said = now;
        boolean expected = e instanceof SQLException || e instanceof IOException; // anything else is a bug: show where
        log.atWarn()
                .addKeyValue("tries", failures)
                .setCause(expected ? null : e)
                .log("the audit log could not be published, trying again: {}", firstLine(e));
    }

    void succeeded() {
        if (failures > 0) {
            log.atInfo()
                    .addKeyValue("tries", failures)
                    .log(
                            "the audit log is published again, after {} s",
                            Duration.ofNanos(nanos.getAsLong() - since).toSeconds());
            failures = 0;
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return e.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
    }
}
