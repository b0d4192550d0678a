package org.lienthong.delivery;

import java.util.List;
import java.util.Locale;

/**
 * What those who run the hub see of an exchange without saying why: it hides what leads to a person. The code of a
 * dossier does: the portal answers questions about it.
 */
public final class Masked {

    /** Stands for what is not shown. */
    public static final String HIDDEN = "***";

    private Masked() {}

    /** An exchange; see {@link #documentId}, {@link #recipients} and {@link #status}. */
    static ExchangeView of(ExchangeView exchange) {
        return new ExchangeView(
                exchange.exchangeId(),
                exchange.kind(),
                documentId(Kind.valueOf(exchange.kind().toUpperCase(Locale.ROOT)), exchange.documentId()),
                exchange.sender(),
                exchange.senderName(),
                exchange.businessType(),
                exchange.statusCode(),
                exchange.answers(),
                exchange.alsoAnswers(),
                exchange.sha256(),
                exchange.size(),
                exchange.acceptedAt(),
                exchange.configuration(),
                recipients(exchange.recipients()),
                exchange.statuses().stream().map(Masked::status).toList(),
                exchange.history());
    }

    /** Of a dossier who issued it and when, of a payment nothing; of a document all. */
    public static String documentId(Kind kind, String documentId) {
        if (kind.isEdxml()) {
            return documentId;
        }
        int number = documentId.lastIndexOf('-');
        return kind == Kind.DOSSIER && number > 0 ? documentId.substring(0, number + 1) + HIDDEN : HIDDEN;
    }

    /** What a recipient wrote is hidden; what the hub noted of a failed attempt is not. */
    public static List<ExchangeView.RecipientView> recipients(List<ExchangeView.RecipientView> recipients) {
        return recipients.stream()
                .map(one -> one.reason() == null || !one.mode().equals("pull") ? one : withoutReason(one))
                .toList();
    }

    private static ExchangeView.RecipientView withoutReason(ExchangeView.RecipientView one) {
        return new ExchangeView.RecipientView(
                one.agency(),
                one.name(),
                one.deliveryId(),
                one.mode(),
                one.state(),
                one.attempts(),
                one.nextAttemptAt(),
                one.deliveredAt(),
                one.changedAt(),
                HIDDEN,
                one.businessState());
    }

    public static ExchangeView.StatusView status(ExchangeView.StatusView status) {
        return new ExchangeView.StatusView(
                status.exchangeId(),
                status.from(),
                status.to(),
                status.code(),
                status.name(),
                status.description() == null ? null : HIDDEN,
                status.businessType(),
                status.timestamp(),
                status.acceptedAt());
    }
}
