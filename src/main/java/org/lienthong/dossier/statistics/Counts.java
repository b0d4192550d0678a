package org.lienthong.dossier.statistics;

/**
 * What was counted for an agency or a procedure in a period.
 *
 * @param before sums of all months before the period
 * @param within sums of its months
 */
record Counts(long[] before, long[] within) {

    static Counts none() {
        return new Counts(new long[Measure.COUNT], new long[Measure.COUNT]);
    }

    void add(Counts other) {
        for (int i = 0; i < Measure.COUNT; i++) {
            before[i] += other.before[i];
            within[i] += other.within[i];
        }
    }

    long of(Measure measure) {
        return within[measure.ordinal()];
    }

    private long earlier(Measure measure) {
        return before[measure.ordinal()];
    }

    /** Open when the period began. */
    long carriedOver() {
        return earlier(Measure.RECEIVED) - earlier(Measure.ENDED);
    }

    /** Open when it ends. */
    long open() {
        return carriedOver() + of(Measure.RECEIVED) - of(Measure.ENDED);
    }

    long openOverdue() {
        return earlier(Measure.OVERDUE_IN)
                - earlier(Measure.OVERDUE_OUT)
                + of(Measure.OVERDUE_IN)
                - of(Measure.OVERDUE_OUT);
    }

    /** Ended in time, or still in time when the period ends. */
    long inTime() {
        return handled() - of(Measure.ENDED_LATE) - openOverdue();
    }

    /** Ended in the period, or open when it ends. */
    long handled() {
        return of(Measure.ENDED) + open();
    }

    boolean isNothing() {
        return handled() == 0 && of(Measure.RECEIVED) == 0;
    }
}
