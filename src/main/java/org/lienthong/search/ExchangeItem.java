package org.lienthong.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One exchange that was found, without what it says.
 *
 * @param documentId of dossiers and payments with its number hidden, unless that was asked for
 * @param businessType of a document: {@code new}, {@code recall}, {@code update}, {@code replace}
 * @param statusCode of a status
 * @param recipients those that the viewer may see, at most {@value #SHOWN}
 * @param recipientCount how many deliveries the viewer may see, those not shown included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExchangeItem(
        UUID exchangeId,
        String kind,
        String sender,
        String documentId,
        @Nullable String code,
        @Nullable String businessType,
        @Nullable String statusCode,
        @Nullable UUID answers,
        long size,
        Instant acceptedAt,
        List<Recipient> recipients,
        int recipientCount) {

    static final int SHOWN = 20;

    /** @param state see {@link org.lienthong.delivery.DeliveryState} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Recipient(
            String agency,
            UUID deliveryId,
            String state,
            int attempts,
            Instant changedAt,
            @Nullable Instant nextAttemptAt) {}
}
