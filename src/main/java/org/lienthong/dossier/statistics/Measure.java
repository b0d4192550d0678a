package org.lienthong.dossier.statistics;

import java.util.Locale;

/**
 * What is counted per month, agency and procedure. The month is that of the receipt for the first nine, that of the end for
 * the others but {@link #OVERDUE_IN}. Each is a sum, so that stocks at the end of a month are sums over all months until
 * then. The names are those of the columns of {@code statistics_month}.
 */
enum Measure {
    RECEIVED,
    RECEIVED_ONLINE,
    /** Counts as online in the indicator. */
    ONLINE,
    FEES_DUE,
    PAID_ONLINE,
    REUSED,
    PERSONAL_STORE,
    POPULATION,
    /** Neither an appointment nor a statutory time is known. */
    UNDATED,
    ENDED,
    ENDED_LATE,
    /** On a day before the one it was due. */
    ENDED_EARLY,
    /** Ended with a result. */
    FINISHED,
    /** From receipt to result without supplements, in seconds; of working days where the procedure counts them. */
    FINISHED_SECONDS,
    ELECTRONIC_RESULT,
    DIGITISED,
    /** In the first month at whose end it is open and overdue. */
    OVERDUE_IN,
    /** In the month of its end, when it was overdue at the end of the month before. */
    OVERDUE_OUT;

    private static final Measure[] ALL = values();
    static final int COUNT = ALL.length;

    static Measure of(int ordinal) {
        return ALL[ordinal];
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
