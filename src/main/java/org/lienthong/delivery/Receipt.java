package org.lienthong.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What the sender holds after acceptance: from here on nothing is lost. The same submission again gives
 * an equal receipt but for {@code repeated}.
 *
 * @param documentId the edXML {@code DocumentId}, of a status the one it answers
 * @param sender agency id of the sender
 * @param recipients agency ids that will receive it, in the order of the message, each once
 * @param sha256 lower-case hex SHA-256 of the bytes as submitted
 * @param repeated whether an earlier submission had been accepted already
 */
public record Receipt(
        UUID exchangeId,
        Kind kind,
        String documentId,
        String sender,
        List<String> recipients,
        String sha256,
        Instant acceptedAt,
        boolean repeated) {

    public Receipt {
        recipients = List.copyOf(recipients);
    }
}
