package org.lienthong.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What agencies have sent, one item per recipient: the axis' sent list. */
public interface SentExchanges {

    /**
     * What to list.
     *
     * @param senders ids of the agencies that sent
     * @param kind only this kind, or null for documents and statuses
     * @param exchangeId only this exchange, or null for all
     * @param limit at most so many items, 1..1000
     * @param offset skip so many
     */
    record Query(
            Set<String> senders,
            @Nullable Kind kind,
            @Nullable UUID exchangeId,
            int limit,
            int offset) {
        public Query {
            senders = Set.copyOf(senders);
        }
    }

    /**
     * One recipient's share of an exchange.
     *
     * @param deliveryId the recipient's own id of it, or null while nobody is decided to receive it
     * @param from agency id of the sender
     * @param to agency id of the recipient
     * @param documentId the edXML DocumentId, of a status the one it answers
     * @param notation number and notation of the document, such as {@code 9001/VPCP-KSTT}, or null
     * @param subject the document's subject, or null
     * @param sentAt when it was accepted
     * @param receivedAt when the recipient took it over, or null
     * @param state how far it is at the recipient
     * @param reason what the recipient said when it failed, or null
     */
    record Sent(
            UUID exchangeId,
            @Nullable UUID deliveryId,
            Kind kind,
            String from,
            String to,
            String documentId,
            @Nullable String notation,
            @Nullable String subject,
            Instant sentAt,
            @Nullable Instant receivedAt,
            Mailbox.State state,
            @Nullable String reason) {}

    /** Newest exchange first; recipients of one exchange in the order of the message. */
    List<Sent> sent(Query query);
}
