package org.lienthong.dossier.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Where the platform's list of a day and the hub's differ.
 *
 * @param amount here, in VND; null when the hub posted nothing
 * @param platformAmount there; null when the platform lists nothing
 * @param state here, a word of {@link PaymentState}; null when nobody asked for the payment
 * @param platformState there, {@code paid} or {@code failed}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Difference(
        Kind kind,
        @JsonProperty("MaTraCuuTT") String reference,
        @JsonProperty("MaGiaoDich") @Nullable String transaction,
        @JsonProperty("MaHoSo") @Nullable String dossier,
        @Nullable Long amount,
        @Nullable Long platformAmount,
        @Nullable String state,
        @Nullable String platformState) {

    /** What differs. The order is that of lists. */
    enum Kind {
        /** The platform was paid for what nobody asked for. */
        MISSING_HERE,
        /** The hub posted what the platform does not list. */
        MISSING_THERE,
        /** Both know the payment, with different amounts. */
        AMOUNT,
        /** One holds it to be paid, the other not. */
        STATE,
        /** The platform lists a transaction, or a payment of one thing, more than once. */
        DOUBLED;

        @JsonValue
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    static Difference of(Kind kind, @Nullable PaymentState state, PaymentTable.@Nullable Row here, Confirmation there) {
        boolean posted = here != null && here.state() == PaymentState.CONFIRMED;
        return new Difference(
                kind,
                there.reference(),
                there.transaction(),
                here == null ? there.dossier() : here.dossier(),
                here == null ? null : posted || kind == Kind.STATE ? (Long) here.amount() : null,
                there.amount(),
                state == null ? null : state.word(),
                there.paid() ? "paid" : "failed");
    }

    static Difference missingThere(PaymentTable.Row here) {
        return new Difference(
                Kind.MISSING_THERE,
                here.reference(),
                here.transaction(),
                here.dossier(),
                here.amount(),
                null,
                here.state().word(),
                null);
    }
}
