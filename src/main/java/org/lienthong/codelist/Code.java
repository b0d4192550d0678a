package org.lienthong.codelist;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One meaning of one code: a row of a list. The same code may mean something else on another day.
 *
 * @param list name of its list
 * @param value the code itself
 * @param from first day, or null when it was always so
 * @param to first day on which it is no longer so, or null
 * @param columns everything else in the row by the name of the column, empty cells left out
 */
public record Code(
        String list,
        String value,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Map<String, String> columns) {

    public Code {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    public boolean validOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
    }

    /** The codes in a cell that may hold several, separated by blanks. */
    List<String> codes(String column) {
        String cell = columns.get(column);
        return cell == null ? List.of() : List.of(cell.split(" +"));
    }

    boolean overlaps(Code other) {
        return startsBeforeEndOf(other) && other.startsBeforeEndOf(this);
    }

    private boolean startsBeforeEndOf(Code other) {
        return from == null || other.to == null || from.isBefore(other.to);
    }
}
