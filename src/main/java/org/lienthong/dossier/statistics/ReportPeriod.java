package org.lienthong.dossier.statistics;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A month or a quarter, in Vietnam.
 *
 * @param text {@code 2026-11} or {@code 2026-Q4}
 */
record ReportPeriod(String text, YearMonth first, YearMonth last) {

    private static final Pattern MONTH = Pattern.compile("(20[0-9]{2})-(0[1-9]|1[0-2])");
    private static final Pattern QUARTER = Pattern.compile("(20[0-9]{2})-Q([1-4])");
    private static final int MONTHS_IN_YEAR = 12;
    private static final int MONTHS_IN_QUARTER = 3;

    /** @throws IllegalArgumentException when it is neither */
    static ReportPeriod parse(String text) {
        Matcher month = MONTH.matcher(text);
        if (month.matches()) {
            YearMonth of = YearMonth.of(number(month, 1), number(month, 2));
            return new ReportPeriod(text, of, of);
        }
        Matcher quarter = QUARTER.matcher(text);
        if (quarter.matches()) {
            YearMonth last = YearMonth.of(number(quarter, 1), number(quarter, 2) * MONTHS_IN_QUARTER);
            return new ReportPeriod(text, last.minusMonths(MONTHS_IN_QUARTER - 1L), last);
        }
        throw new IllegalArgumentException("a period is a month, 2026-11, or a quarter, 2026-Q4");
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** As it is stored: {@code 202611}. */
    static int month(YearMonth month) {
        return month.getYear() * 100 + month.getMonthValue();
    }

    LocalDate from() {
        return first.atDay(1);
    }

    /** The last day. */
    LocalDate through() {
        return last.atEndOfMonth();
    }

    /** First second. */
    long start() {
        return WorkingCalendar.start(from());
    }

    /** Last second. */
    long end() {
        return WorkingCalendar.start(through().plusDays(1)) - 1;
    }

    /** The year before, from which a missing number is taken in equal parts. */
    String lastYear() {
        return Integer.toString(first.getYear() - 1);
    }

    /** In how many such periods a year falls. */
    int inYear() {
        return first.equals(last) ? MONTHS_IN_YEAR : MONTHS_IN_YEAR / MONTHS_IN_QUARTER;
    }
}
