package org.lienthong.operation.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was given up.
 *
 * @param documentId of documents and statuses; codes of dossiers and payments lead to persons and are not shown
 * @param code number and notation of a document
 * @param attempts how often it was tried, in all rounds
 * @param arrivedAt when it was accepted
 * @param deadSince when it was given up
 * @param reasonGroup see {@link ReasonGroup}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        UUID deliveryId,
        UUID exchangeId,
        String sender,
        String recipient,
        String kind,
        @Nullable String documentId,
        @Nullable String code,
        int attempts,
        Instant arrivedAt,
        Instant deadSince,
        @Nullable String reason,
        String reasonGroup) {

    /**
     * How many there are of one recipient for one reason.
     *
     * @param oldest given up first of all of them
     */
    public record Group(String recipient, String reasonGroup, long count, Instant oldest, Instant newest) {}
}
