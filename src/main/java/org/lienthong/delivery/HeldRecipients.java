package org.lienthong.delivery;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Agencies whose deliveries wait because somebody ordered it: no attempt is made, and none is used up. */
public final class HeldRecipients {

    private record Listener(String recipient, Consumer<Boolean> told) {}

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Set<String> held = Set.of();

    /** Replaces those that were held; everybody who listens is told. */
    public synchronized void set(Set<String> recipients) {
        held = Set.copyOf(recipients);
        listeners.forEach(listener -> listener.told().accept(held.contains(listener.recipient())));
    }

    /**
     * Tells whether the recipient is held, now and whenever that may have changed.
     *
     * @return ends that
     */
    public synchronized Runnable listen(String recipient, Consumer<Boolean> told) {
        Listener listener = new Listener(recipient, told);
        listeners.add(listener);
        told.accept(held.contains(recipient));
        return () -> listeners.remove(listener);
    }
}
