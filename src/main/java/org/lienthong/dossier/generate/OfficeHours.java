package org.lienthong.dossier.generate;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/** Office hours in Vietnam: 7:30 to 11:30 and 13:30 to 17:00, Monday to Friday, but the public holidays with fixed dates. */
final class OfficeHours {

    /** Vietnam has had no daylight saving time since 1975. */
    private static final int OFFSET = 7 * 3600;

    private static final int DAY = 86_400;
    private static final int OPENS = 7 * 3600 + 1800;
    private static final int NOON = 11 * 3600 + 1800;
    private static final int AFTERNOON = 13 * 3600 + 1800;
    private static final int CLOSES = 17 * 3600;
    private static final int MORNING = NOON - OPENS;

    /** What is worked in a day, in seconds. */
    static final int WORKED = MORNING + CLOSES - AFTERNOON;

    private static final Set<MonthDay> HOLIDAYS =
            Set.of(MonthDay.of(1, 1), MonthDay.of(4, 30), MonthDay.of(5, 1), MonthDay.of(9, 1), MonthDay.of(9, 2));
    private static final int FIRST_KNOWN = (int) LocalDate.of(2020, 1, 1).toEpochDay();
    private static final boolean[] CLOSED = closed();

    private OfficeHours() {}

    private static boolean[] closed() {
        boolean[] closed = new boolean[366 * 30];
        for (int i = 0; i < closed.length; i++) {
            LocalDate day = LocalDate.ofEpochDay(FIRST_KNOWN + i);
            closed[i] = day.getDayOfWeek().getValue() > 5 || isHoliday(day);
        }
        return closed;
    }

    static boolean isHoliday(LocalDate day) {
        return HOLIDAYS.contains(MonthDay.from(day));
    }

    static long startOf(LocalDate day) {
        return day.toEpochDay() * DAY - OFFSET;
    }

    static long dayOf(long at) {
        return Math.floorDiv(at + OFFSET, DAY);
    }

    static boolean areOpen(long at) {
        long second = Math.floorMod(at + OFFSET, DAY);
        return !isClosed(dayOf(at)) && (second >= OPENS && second < NOON || second >= AFTERNOON && second < CLOSES);
    }

    /** The moment when that many seconds of work have passed. */
    static long after(long at, long work) {
        long day = dayOf(at);
        long left = work;
        int done = isClosed(day) ? WORKED : worked(Math.floorMod(at + OFFSET, DAY));
        while (done + left >= WORKED) {
            left -= WORKED - done;
            day++;
            done = isClosed(day) ? WORKED : 0;
        }
        long second = done + left;
        return day * DAY - OFFSET + (second < MORNING ? OPENS + second : AFTERNOON + second - MORNING);
    }

    /** 17:00 on the working day that is so many after the moment's. */
    static long closing(long at, int workingDays) {
        long day = dayOf(at);
        int left = workingDays;
        while (left > 0 || isClosed(day)) {
            day++;
            if (!isClosed(day)) {
                left--;
            }
        }
        return day * DAY - OFFSET + CLOSES;
    }

    private static boolean isClosed(long day) {
        return CLOSED[(int) Math.min(CLOSED.length - 1, Math.max(0, day - FIRST_KNOWN))];
    }

    private static int worked(long second) {
        if (second < OPENS) {
            return 0;
        }
        if (second < AFTERNOON) {
            return (int) Math.min(MORNING, second - OPENS);
        }
        return (int) Math.min(WORKED, MORNING + second - AFTERNOON);
    }
}
