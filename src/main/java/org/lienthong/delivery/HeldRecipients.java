package org.lienthong.delivery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Agencies whose deliveries wait because somebody ordered it: no attempt is made, and none is used up. */
public final class HeldRecipients {

    private record Listener(String recipient, Consumer<Boolean> told) {}

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, String> held = Map.of();

    /**
     * Replaces those that were held; everybody who listens is told.
     *
     * @param recipients agency ids, each with the words for parties: {@code maintenance until 2026-12-06T04:00:00Z}
     */
    public synchronized void set(Map<String, String> recipients) {
        held = Map.copyOf(recipients);
        listeners.forEach(listener -> listener.told().accept(held.containsKey(listener.recipient())));
    }

    /** Why its deliveries wait; null when they do not. */
    @Nullable
    String why(String recipient) {
        return held.get(recipient);
    }

    /**
     * Tells whether the recipient is held, now and whenever that may have changed.
     *
     * @return ends that
     */
    public synchronized Runnable listen(String recipient, Consumer<Boolean> told) {
        Listener listener = new Listener(recipient, told);
        listeners.add(listener);
        told.accept(held.containsKey(recipient));
        return () -> listeners.remove(listener);
    }
}
