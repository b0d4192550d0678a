package org.lienthong.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a recipient that pulls finds what waits for it. Unknown and foreign deliveries look the same: empty. */
public interface Mailbox {

    /** Transport state of one delivery as its recipient sees it; the axis calls OPEN "initial" and FAILED "fail". */
    enum State {
        OPEN,
        PROCESSING,
        DONE,
        FAILED
    }

    /**
     * What to list.
     *
     * @param kind only this kind, or null for documents and statuses: who does not ask for others gets none
     * @param states only deliveries in these states
     * @param from arrived at or after, or null
     * @param to arrived before, or null
     * @param limit at most so many, 1..1000
     * @param offset skip so many, for the axis' page numbers
     */
    record Query(
            @Nullable Kind kind,
            Set<State> states,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            int offset) {}

    /**
     * One delivery.
     *
     * @param from agency id of the sender
     * @param sha256 lower-case hex SHA-256 of the bytes that {@link #open} hands out, trace header included
     * @param size their number
     * @param changedAt when the state last changed
     * @param reason what the recipient said when it failed, or null
     */
    record Item(
            UUID deliveryId,
            UUID exchangeId,
            Kind kind,
            String from,
            String to,
            String documentId,
            String sha256,
            long size,
            Instant arrivedAt,
            State state,
            Instant changedAt,
            @Nullable String reason) {}

    /** The bytes of one delivery, streamed from the store when written. */
    interface Download {
        Item item();

        /** W3C trace context that the recipient's work on it belongs to, or null. */
        @Nullable
        String traceparent();

        void writeTo(OutputStream out) throws IOException;
    }

    /** Oldest first. */
    List<Item> list(String agency, Query query);

    /** As {@link #list}, but waits up to {@code wait} for the first one to arrive. */
    List<Item> await(String agency, Query query, Duration wait);

    long count(String agency, @Nullable Kind kind, Set<State> states);

    Optional<Item> find(String agency, UUID deliveryId);

    Optional<Download> open(String agency, UUID deliveryId);

    /**
     * Closes a delivery (DONE or FAILED) or marks it PROCESSING; repeating the same is a no-op, a closed one stays as it
     * was closed.
     *
     * @return the item after the change, or empty when there is no such delivery for this agency
     */
    Optional<Item> mark(String agency, UUID deliveryId, State state, @Nullable String reason);
}
