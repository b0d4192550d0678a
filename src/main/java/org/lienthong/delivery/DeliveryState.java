package org.lienthong.delivery;

import java.util.Locale;

/** Where one delivery to one recipient stands. The ordinal is what the database keeps: add at the end only. */
public enum DeliveryState {
    /** In the outbox: the relay hands it to the broker when its time has come. */
    WAITING,
    /** In the recipient's queue at the broker. */
    QUEUED,
    /** In the mailbox, to be fetched. */
    OPEN,
    /** The recipient said that it works on it. */
    PROCESSING,
    /** Taken over by the recipient. */
    DONE,
    /** Refused by the recipient for good. */
    FAILED,
    /** Given up after the last attempt; an operator has to act. */
    DEAD,
    /** Sent to an agency that was split; an operator has to say who receives. */
    UNDECIDED,
    /** A dead letter that an operator closed with a reason: nothing more is tried. */
    CLOSED;

    public static DeliveryState of(int ordinal) {
        return values()[ordinal];
    }

    /** The word on the wire, for example {@code open}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
