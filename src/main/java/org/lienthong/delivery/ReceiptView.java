package org.lienthong.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A receipt as the REST API shows it; the same for the first and for every repeated submission. */
record ReceiptView(
        UUID exchangeId,
        String kind,
        String documentId,
        String sender,
        List<String> recipients,
        String sha256,
        Instant acceptedAt) {

    static ReceiptView of(Receipt receipt) {
        return new ReceiptView(
                receipt.exchangeId(),
                receipt.kind().wireName(),
                receipt.documentId(),
                receipt.sender(),
                receipt.recipients(),
                receipt.sha256(),
                receipt.acceptedAt());
    }
}
