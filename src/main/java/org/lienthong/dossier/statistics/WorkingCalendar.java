package org.lienthong.dossier.statistics;

import java.time.LocalDate;
import java.util.Set;

/**
 * Days and months in Vietnam, and which days are worked: Monday to Friday but holidays. Times are epoch seconds, months are
 * {@code 202611}.
 */
final class WorkingCalendar {

    static final int DAY = 86_400;

    /** Vietnam has had no daylight saving time since 1975. */
    private static final int OFFSET = 7 * 3600;

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final int DAYS = 366 * 100;

    /** Days worked from the first known day to the one with that place, it not included. */
    private final int[] workedBefore = new int[DAYS + 1];

    private final int[] month = new int[DAYS];

    WorkingCalendar(Set<LocalDate> holidays) {
        for (int i = 0; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            boolean worked = day.getDayOfWeek().getValue() <= 5 && !holidays.contains(day);
            workedBefore[i + 1] = workedBefore[i] + (worked ? 1 : 0);
            month[i] = day.getYear() * 100 + day.getMonthValue();
        }
    }

    static LocalDate date(long at) {
        return LocalDate.ofEpochDay(Math.floorDiv(at + OFFSET, DAY));
    }

    /** Its first second. */
    static long start(LocalDate day) {
        return day.toEpochDay() * DAY - OFFSET;
    }

    static boolean isMidnight(long at) {
        return Math.floorMod(at + OFFSET, DAY) == 0;
    }

    int month(long at) {
        return month[place(at)];
    }

    /** The last second of the day that is so many after that of the moment. */
    long endOfDay(long at, int days) {
        return (Math.floorDiv(at + OFFSET, DAY) + days + 1) * DAY - OFFSET - 1;
    }

    /** The last second of the working day that is so many after the day of the moment. */
    long endOfWorkingDay(long at, int workingDays) {
        int day = place(at);
        int wanted = workedBefore[day + 1] + workingDays;
        int found = Math.min(DAYS - 1, day + workingDays);
        while (found < DAYS - 1 && workedBefore[found + 1] < wanted) {
            found++;
        }
        return endOfDay(at, found - day);
    }

    /** Seconds of working days from one moment to a later one; a working day has 24 hours. */
    long workingSeconds(long from, long to) {
        return worked(to) - worked(from);
    }

    private long worked(long at) {
        int day = place(at);
        boolean working = workedBefore[day + 1] > workedBefore[day];
        return (long) workedBefore[day] * DAY + (working ? Math.floorMod(at + OFFSET, DAY) : 0);
    }

    private static int place(long at) {
        long place = Math.floorDiv(at + OFFSET, DAY) - FIRST.toEpochDay();
        return (int) Math.max(0, Math.min(DAYS - 1, place));
    }
}
