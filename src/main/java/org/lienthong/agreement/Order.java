package org.lienthong.agreement;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A steward's or operator's order that takes effect at once.
 *
 * @param until when it ends by itself, or null
 * @param reason for people
 * @param by who gave it: the caller's id, or {@code hub}
 */
public record Order(
        Target target,
        String id,
        Action action,
        Instant at,
        @Nullable Instant until,
        String reason,
        String by) {

    /** Who gives the orders that no person gives. */
    static final String HUB = "hub";

    /** What it is about. */
    public enum Target {
        /** One agreement, by its id. */
        AGREEMENT,
        /** All agreements about a service, by {@code <provider>/<name>}. */
        SERVICE,
        /** All services of an agency. */
        PROVIDER,
        /** All that an agency may use. */
        CONSUMER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What happens to it. */
    public enum Action {
        SUSPEND,
        /** For good; only an agreement. */
        REVOKE,
        /** Ends a suspension. */
        RESUME;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether calls are denied because of it. */
    boolean denies(Instant now) {
        return action != Action.RESUME && (until == null || now.isBefore(until));
    }
}
