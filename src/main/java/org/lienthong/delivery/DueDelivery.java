package org.lienthong.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery whose turn has come at a recipient's queue.
 *
 * @param attempts how many attempts were made before this one
 * @param takenAt when the attempt began
 * @param sha256 lower-case hex digest of the bytes as delivered
 */
public record DueDelivery(
        UUID id,
        Kind kind,
        String sender,
        String recipient,
        String documentId,
        String sha256,
        int attempts,
        String traceId,
        StoredPayload payload,
        Instant takenAt) {

    /** The same, taken at another time. */
    DueDelivery takenAt(Instant at) {
        return new DueDelivery(id, kind, sender, recipient, documentId, sha256, attempts, traceId, payload, at);
    }

    public UUID exchangeId() {
        return payload.exchangeId();
    }

    /** Number of bytes as delivered. */
    public long size() {
        return payload.deliveredSize();
    }
}
