package org.lienthong.delivery;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Leads what was just accepted straight to those who deliver, where they have room for it, and to the relay otherwise. It
 * stays in the outbox until its outcome is durable: what a lane loses, the relay finds there.
 */
public final class DirectLanes {

    /** Takes first attempts of one recipient's deliveries. */
    public interface Lane {

        /** Whether it will try to deliver this one, or give it back. */
        boolean offer(UUID deliveryId);
    }

    private final OutboxRelay relay;
    private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();

    DirectLanes(OutboxRelay relay) {
        this.relay = relay;
    }

    public void open(String recipient, Lane lane) {
        lanes.put(recipient, lane);
    }

    public void close(String recipient, Lane lane) {
        lanes.remove(recipient, lane);
    }

    /** A delivery whose row is durable. */
    void offer(UUID deliveryId, String recipient) {
        Lane lane = lanes.get(recipient);
        if (lane == null) {
            relay.offer(deliveryId, recipient);
        } else if (relay.lend(deliveryId) && !lane.offer(deliveryId)) {
            giveBack(deliveryId, recipient);
        }
    }

    /** The lane does not try this one: it goes by way of the broker. */
    public void giveBack(UUID deliveryId, String recipient) {
        relay.settled(deliveryId);
        relay.offer(deliveryId, recipient);
    }

    /** The lane ends without an outcome of this one: whoever looks into the outbox next finds it. */
    public void drop(UUID deliveryId) {
        relay.settled(deliveryId);
    }
}
