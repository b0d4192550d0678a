package org.lienthong.delivery;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * What was accepted a moment ago, so that a delivery that follows at once need not read it back from the database. Bounded:
 * what does not fit, or waits longer than a moment, is read back.
 */
final class FreshDeliveries {

    private static final long MOMENT_NANOS = Duration.ofSeconds(30).toNanos();

    private record Entry(DueDelivery delivery, int size, long since) {}

    private final long capacity;
    private final LongSupplier nanoTime;
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();
    private long held;

    /** @param capacity bytes of payload to hold at most */
    FreshDeliveries(long capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /** To be called when the acceptance is durable, before its deliveries can be taken. */
    synchronized void add(Acceptance acceptance) {
        if (acceptance.piece() == null) {
            return;
        }
        byte[] bytes = acceptance.piece().bytes();
        long now = nanoTime.getAsLong();
        forgetOld(now);
        for (Acceptance.Addressee addressee : acceptance.addressees()) {
            if (addressee.state() == DeliveryState.WAITING && held + bytes.length <= capacity) {
                entries.put(
                        addressee.deliveryId(), new Entry(delivery(acceptance, addressee, bytes), bytes.length, now));
                held += bytes.length;
            }
        }
    }

    /** The delivery as it was accepted, once. */
    synchronized Optional<DueDelivery> take(UUID deliveryId) {
        Entry entry = entries.remove(deliveryId);
        if (entry == null) {
            return Optional.empty();
        }
        held -= entry.size();
        return Optional.of(entry.delivery());
    }

    private void forgetOld(long now) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (now - entry.since() < MOMENT_NANOS) {
                return;
            }
            oldest.remove();
            held -= entry.size();
        }
    }

    private static DueDelivery delivery(Acceptance acceptance, Acceptance.Addressee addressee, byte[] bytes) {
        return new DueDelivery(
                addressee.deliveryId(),
                acceptance.kind(),
                acceptance.sender(),
                addressee.recipient(),
                acceptance.documentId(),
                HexFormat.of().formatHex(acceptance.deliveredSha256()),
                0,
                acceptance.traceId(),
                new StoredPayload(
                        acceptance.id(), acceptance.size(), acceptance.traceOffset(), acceptance.traceHeader(), bytes),
                acceptance.acceptedAt());
    }
}
