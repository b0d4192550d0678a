package org.lienthong.operation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/** How early planned maintenance is announced: so many whole working days lie before its day (NĐ 47/2020 Art 43). */
record Notice(int workingDays, Set<LocalDate> holidays) {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** Whether maintenance that begins then may still be announced now as planned. */
    boolean suffices(Instant now, Instant begin) {
        return !LocalDate.ofInstant(begin, VIETNAM).isBefore(earliest(now));
    }

    /** The first day that maintenance announced now may begin on. */
    LocalDate earliest(Instant now) {
        LocalDate day = LocalDate.ofInstant(now, VIETNAM);
        for (int left = workingDays; left > 0; ) {
            day = day.plusDays(1);
            if (isWorked(day)) {
                left--;
            }
        }
        return day;
    }

    private boolean isWorked(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.contains(day);
    }
}
