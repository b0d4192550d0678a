package org.lienthong.codelist;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One list: its codes, each with all that it ever meant, and the columns that say so. */
final class CodeList {

    private final String name;
    private final Set<String> columns;
    private final Map<String, List<Code>> byCode;

    /** By column that refers to another list, then by the code there. */
    private final Map<String, Map<String, List<Code>>> byReference = new HashMap<>();

    /** @param references the columns that hold codes of other lists */
    CodeList(String name, Set<String> columns, List<Code> rows, Set<String> references) {
        this.name = name;
        this.columns = Set.copyOf(columns);
        this.byCode = new HashMap<>();
        rows.forEach(row ->
                byCode.computeIfAbsent(row.value(), code -> new ArrayList<>(1)).add(row));
        for (String column : references) {
            Map<String, List<Code>> index = byReference.computeIfAbsent(column, c -> new HashMap<>());
            rows.forEach(row -> row.codes(column).forEach(code -> index.computeIfAbsent(code, c -> new ArrayList<>(1))
                    .add(row)));
        }
    }

    String name() {
        return name;
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    @Nullable
    Code find(String code, LocalDate day) {
        for (Code row : byCode.getOrDefault(code, List.of())) {
            if (row.validOn(day)) {
                return row;
            }
        }
        return null;
    }

    /** Every row, in the order of the codes. */
    List<Code> rows() {
        return byCode.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Code::value))
                .toList();
    }

    /** What of this list refers to a code of another one on that day. */
    List<Code> referring(String column, String code, LocalDate day) {
        return byReference.getOrDefault(column, Map.of()).getOrDefault(code, List.of()).stream()
                .filter(row -> row.validOn(day))
                .toList();
    }

    boolean refersTo(String list) {
        return byReference.containsKey(list);
    }
}
