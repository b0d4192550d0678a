package org.lienthong.dossier.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * When dossiers are submitted: few at night and on Sundays, most on working mornings, more on Mondays, before the school
 * year and at the end of the year. The n-th of {@code count} dossiers has its hour from this curve, so numbers rise with
 * time.
 */
final class Season {

    private static final int HOURS = 24;
    private static final int HOUR = 3600;
    private static final double[] OF_HOUR = {
        0.02, 0.01, 0.01, 0.01, 0.02, 0.05, 0.15, 0.7, 1.6, 1.9, 1.7, 0.9, 0.35, 1.1, 1.5, 1.3, 0.8, 0.3, 0.2, 0.25,
        0.3, 0.25, 0.15, 0.06
    };
    /** From Monday. */
    private static final double[] OF_WEEKDAY = {1.3, 1.1, 1.0, 1.0, 0.95, 0.3, 0.12};
    /** From January. Tết, the start of the school year, the end of the year. */
    private static final double[] OF_MONTH = {0.9, 0.6, 1.0, 1.0, 1.0, 1.05, 1.15, 1.3, 1.1, 1.0, 1.05, 1.25};

    private final long start;
    private final double[] until;

    /** @param to the day after the last */
    Season(LocalDate from, LocalDate to) {
        start = OfficeHours.startOf(from);
        until = new double[Math.toIntExact(to.toEpochDay() - from.toEpochDay()) * HOURS];
        double sum = 0;
        for (int hour = 0; hour < until.length; hour++) {
            sum += weight(from.plusDays(hour / HOURS), hour % HOURS);
            until[hour] = sum;
        }
    }

    private static double weight(LocalDate day, int hour) {
        DayOfWeek weekday = day.getDayOfWeek();
        double ofDay = OfficeHours.isHoliday(day) ? OF_WEEKDAY[6] : OF_WEEKDAY[weekday.ordinal()];
        return OF_HOUR[hour] * ofDay * OF_MONTH[day.getMonthValue() - 1];
    }

    /** The second, of the epoch, in which the dossier is submitted; never earlier than that of a lower number. */
    long at(long number, long count, double jitter) {
        double place = (number + jitter) / count * until[until.length - 1];
        int hour = Arrays.binarySearch(until, place);
        hour = Math.min(hour < 0 ? -hour - 1 : hour + 1, until.length - 1);
        double before = hour == 0 ? 0 : until[hour - 1];
        double part = Math.min(0.9999, Math.max(0, (place - before) / (until[hour] - before)));
        return start + (long) hour * HOUR + (long) (part * HOUR);
    }
}
