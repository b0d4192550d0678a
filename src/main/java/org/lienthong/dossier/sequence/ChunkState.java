package org.lienthong.dossier.sequence;

import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.Outcome;
import org.lienthong.dossier.PortalAnswer;

/** The outcomes and answers of a chunk while they change, and what that does to the counts of its batch. */
final class ChunkState {

    private final long batchNo;
    private final int no;
    private final int first;
    private final byte[] outcomes;
    private final byte[] answers;
    private final BatchCounts counts;
    private boolean sends;

    /** @param answers null when none of its records was ever to be sent */
    ChunkState(long batchNo, int no, int first, byte[] outcomes, byte @Nullable [] answers, BatchCounts counts) {
        this.batchNo = batchNo;
        this.no = no;
        this.first = first;
        this.outcomes = outcomes;
        this.answers = answers == null ? new byte[outcomes.length] : answers;
        this.counts = counts;
        this.sends = answers != null;
    }

    long batchNo() {
        return batchNo;
    }

    int no() {
        return no;
    }

    int first() {
        return first;
    }

    int count() {
        return outcomes.length;
    }

    byte[] outcomes() {
        return outcomes;
    }

    /** @return null when none of its records was ever to be sent */
    byte @Nullable [] answers() {
        return sends ? answers : null;
    }

    boolean holds(RecordPlace record) {
        return record.batchNo() == batchNo && record.index() >= first && record.index() < first + outcomes.length;
    }

    boolean isPending(int place) {
        return outcomes[place] == Outcome.PENDING.ordinal();
    }

    /** @return whether it was flagged before and is not now */
    boolean judge(int place, Outcome outcome) {
        Outcome before = Outcome.of(outcomes[place]);
        counts.add(before, -1);
        counts.add(outcome, 1);
        outcomes[place] = (byte) outcome.ordinal();
        return before == Outcome.FLAGGED && outcome != Outcome.FLAGGED;
    }

    /**
     * Notes that a record is to be sent. What waits for its dossier is sent with it anyway, and stays as it is.
     *
     * @return how far it was
     */
    PortalAnswer send(int place) {
        PortalAnswer before = PortalAnswer.of(answers[place]);
        if (before != PortalAnswer.WAITING) {
            counts.sendAgain(before);
            answers[place] = (byte) PortalAnswer.TO_BE_SENT.ordinal();
            sends = true;
        }
        return before;
    }

    /**
     * Notes that a record is not to be sent after all, unless it was answered.
     *
     * @return how far it was
     */
    PortalAnswer cancel(int place) {
        PortalAnswer before = PortalAnswer.of(answers[place]);
        if (before == PortalAnswer.TO_BE_SENT || before == PortalAnswer.WAITING) {
            counts.cancel(before);
            answers[place] = (byte) PortalAnswer.NONE.ordinal();
        }
        return before;
    }
}
