package org.lienthong.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The story of one exchange as its parties may read it.
 *
 * @param senderName what the sender was called when it sent, whatever it is called today
 * @param businessType of a document: {@code new}, {@code recall}, {@code update}, {@code replace}
 * @param answers the exchange that this one is about; the first of several
 * @param alsoAnswers the others, as when a document replaces several
 * @param configuration version of the configuration that it was accepted by
 * @param recipients where each delivery stands
 * @param statuses what was said about it since, oldest first
 * @param history what happened, by the audit log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExchangeView(
        UUID exchangeId,
        String kind,
        String documentId,
        String sender,
        @Nullable String senderName,
        @Nullable String businessType,
        @Nullable String statusCode,
        @Nullable UUID answers,
        @Nullable List<UUID> alsoAnswers,
        String sha256,
        long size,
        Instant acceptedAt,
        @Nullable Long configuration,
        List<RecipientView> recipients,
        List<StatusView> statuses,
        List<EventView> history) {

    /**
     * @param agency the recipient's id
     * @param name what it was called when the exchange was accepted
     * @param state see {@link DeliveryState}
     * @param businessState how far the recipient's own work has come, by its statuses: {@code sent}, {@code arrived} …
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecipientView(
            String agency,
            @Nullable String name,
            UUID deliveryId,
            String mode,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant deliveredAt,
            Instant changedAt,
            @Nullable String reason,
            @Nullable String businessState) {}

    /**
     * A status, or a document that recalls, updates or replaces this one.
     *
     * @param code of a status; else null
     * @param timestamp as its sender dated it, local time of Asia/Ho_Chi_Minh with its offset
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StatusView(
            UUID exchangeId,
            String from,
            List<String> to,
            @Nullable String code,
            @Nullable String name,
            @Nullable String description,
            @Nullable String businessType,
            @Nullable String timestamp,
            Instant acceptedAt) {}

    /** @param index of the entry in the audit log */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EventView(
            long index,
            Instant at,
            String event,
            String actor,
            @Nullable String agency,
            @Nullable String channel,
            @Nullable String result) {}
}
