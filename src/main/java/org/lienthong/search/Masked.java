package org.lienthong.search;

import java.util.List;
import org.lienthong.delivery.ExchangeView;
import org.lienthong.delivery.Kind;

/** Hides what leads to a person. The code of a dossier does: the portal answers questions about it. */
final class Masked {

    /** Stands for what is not shown. */
    static final String HIDDEN = "***";

    private Masked() {}

    /** Of a dossier who issued it and when, of a payment nothing; of a document all. */
    static String documentId(Kind kind, String documentId) {
        if (kind.isEdxml()) {
            return documentId;
        }
        int number = documentId.lastIndexOf('-');
        return kind == Kind.DOSSIER && number > 0 ? documentId.substring(0, number + 1) + HIDDEN : HIDDEN;
    }

    /** What a recipient wrote is hidden; what the hub noted of a failed attempt is not. */
    static List<ExchangeView.RecipientView> recipients(List<ExchangeView.RecipientView> recipients) {
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

    static ExchangeView.StatusView status(ExchangeView.StatusView status) {
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
