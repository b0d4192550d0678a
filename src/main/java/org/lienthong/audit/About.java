package org.lienthong.audit;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The message that an entry is about, without its content.
 *
 * @param exchange the exchange it belongs to
 * @param kind {@code document}, {@code status}, {@code service}, {@code dossier}, {@code payment} or {@code file}
 * @param documentId the edXML DocumentId; left out where the code is a dossier's or a payment's
 * @param businessType of a document: {@code new}, {@code recall}, {@code update}, {@code replace}
 * @param recipients agency ids
 */
public record About(
        @Nullable UUID exchange,
        @Nullable String kind,
        @Nullable String documentId,
        @Nullable String businessType,
        List<String> recipients) {

    /** Kinds whose codes the portal answers questions about, so that whoever reads one finds a person. */
    private static final Set<String> LEADS_TO_A_PERSON = Set.of("dossier", "payment");

    public static final About NOTHING = kind(null);

    public About {
        documentId = LEADS_TO_A_PERSON.contains(String.valueOf(kind)) ? null : documentId;
        recipients = List.copyOf(recipients);
    }

    public static About message(@Nullable UUID exchange, @Nullable String kind, @Nullable String documentId) {
        return new About(exchange, kind, documentId, null, List.of());
    }

    public static About exchange(@Nullable UUID exchange, @Nullable String kind) {
        return message(exchange, kind, null);
    }

    /** What has no exchange of its own. */
    public static About kind(@Nullable String kind) {
        return message(null, kind, null);
    }

    public About type(@Nullable String word) {
        return new About(exchange, kind, documentId, word, recipients);
    }

    public About to(List<String> agencies) {
        return new About(exchange, kind, documentId, businessType, agencies);
    }
}
