package org.lienthong.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** How the latest attempts at each recipient that is called, or has a queue, went in this process. */
public final class RecipientStates {

    /**
     * @param failures in a row, up to now
     * @param reason of the latest of them
     */
    public record State(
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            int failures,
            @Nullable String reason) {

        static final State UNKNOWN = new State(null, null, 0, null);
    }

    private final ConcurrentMap<String, State> states = new ConcurrentHashMap<>();

    void succeeded(String recipient, Instant at) {
        states.compute(recipient, (id, known) -> new State(at, known == null ? null : known.lastFailure(), 0, null));
    }

    void failed(String recipient, Instant at, String reason) {
        states.compute(recipient, (id, known) -> {
            State before = known == null ? State.UNKNOWN : known;
            return new State(before.lastSuccess(), at, before.failures() + 1, reason);
        });
    }

    public State of(String recipient) {
        return states.getOrDefault(recipient, State.UNKNOWN);
    }

    public Map<String, State> all() {
        return new TreeMap<>(states);
    }
}
