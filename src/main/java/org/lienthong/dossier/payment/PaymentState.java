package org.lienthong.dossier.payment;

/** How far a payment is. The order is stored and never changes. */
enum PaymentState {
    /** Durable here; the platform has not answered yet. */
    REQUESTED,
    /** The platform took it; the citizen has not paid yet. */
    FORWARDED,
    /** Paid, and posted once. */
    CONFIRMED,
    /** The platform does not take it. */
    REFUSED,
    /** The citizen's payment failed; another attempt may follow. */
    FAILED,
    /** The platform did not answer for so long that the hub stopped asking. */
    GIVEN_UP;

    static PaymentState of(int stored) {
        return values()[stored];
    }

    /** As people and systems read it, for example {@code given-up}. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
