package org.lienthong.agency;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days from–to in Vietnam's calendar.
 *
 * @param from first day, or null when it was always so
 * @param to first day on which it is no longer so, or null while it lasts
 */
public record Period(@Nullable LocalDate from, @Nullable LocalDate to) {

    public static final Period ALWAYS = new Period(null, null);

    public Period {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " must be before to " + to);
        }
    }

    public boolean contains(LocalDate day) {
        return !startsAfter(day) && !endedBy(day);
    }

    /** Whether it was over on that day. */
    public boolean endedBy(LocalDate day) {
        return to != null && !day.isBefore(to);
    }

    public boolean startsAfter(LocalDate day) {
        return from != null && day.isBefore(from);
    }

    /** Whether there is a day in both. */
    public boolean overlaps(Period other) {
        return (to == null || other.from == null || other.from.isBefore(to))
                && (other.to == null || from == null || from.isBefore(other.to));
    }
}
