package org.lienthong.dossier.sequence;

import org.lienthong.dossier.Outcome;
import org.lienthong.dossier.PortalAnswer;

/** By how much the counts of a batch change. */
final class BatchCounts {

    private final int[] outcomes = new int[Outcome.values().length];
    private int toDeliver;
    private int delivered;
    private int answered;
    private int waiting;

    void add(Outcome outcome, int by) {
        outcomes[outcome.ordinal()] += by;
    }

    /** A record is to be sent; what the portal said about it before no longer counts. */
    void sendAgain(PortalAnswer before) {
        switch (before) {
            case NONE -> toDeliver++;
            case TAKEN -> {
                delivered--;
                answered--;
            }
            case REFUSED -> answered--;
            default -> {}
        }
    }

    /** A record is not to be sent after all. */
    void cancel(PortalAnswer before) {
        toDeliver--;
        if (before == PortalAnswer.WAITING) {
            waiting--;
        }
    }

    int waiting() {
        return waiting;
    }

    int accepted() {
        return outcomes[Outcome.ACCEPTED.ordinal()];
    }

    int duplicate() {
        return outcomes[Outcome.DUPLICATE.ordinal()];
    }

    int outOfOrder() {
        return outcomes[Outcome.OUT_OF_ORDER.ordinal()];
    }

    int refused() {
        return outcomes[Outcome.REFUSED.ordinal()] + outcomes[Outcome.FLAGGED.ordinal()];
    }

    int toDeliver() {
        return toDeliver;
    }

    int delivered() {
        return delivered;
    }

    int answered() {
        return answered;
    }
}
