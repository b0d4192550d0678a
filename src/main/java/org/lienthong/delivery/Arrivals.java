package org.lienthong.delivery;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Wakes those who wait at a mailbox when something arrives there. Arrivals at other hubs are noticed by looking again. */
final class Arrivals {

    private final ConcurrentMap<String, Object> doors = new ConcurrentHashMap<>();

    void announce(String agency) {
        Object door = doors.get(agency);
        if (door != null) {
            synchronized (door) {
                door.notifyAll();
            }
        }
    }

    /** Returns after an arrival or after {@code longest}, whichever is first; spurious returns happen. */
    void await(String agency, Duration longest) throws InterruptedException {
        Object door = doors.computeIfAbsent(agency, id -> new Object());
        synchronized (door) {
            door.wait(Math.max(1, longest.toMillis()));
        }
    }
}
