package org.lienthong.dossier;

/** What became of a record at the hub; the order is stored and never changes. */
public enum Outcome {
    /** Its turn has not come. */
    PENDING("pending"),
    ACCEPTED("accepted"),
    /** The same dossier, state, time and content again. */
    DUPLICATE("duplicate"),
    /** Happened before the state that the dossier already had: kept, counted, not sent. */
    OUT_OF_ORDER("out-of-order"),
    /** Invalid by itself. */
    REFUSED("refused"),
    /** Kept in the history, not believed and not sent; a late event may change that. */
    FLAGGED("flagged");

    private static final Outcome[] ALL = values();

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Outcome of(byte stored) {
        return ALL[stored];
    }
}
