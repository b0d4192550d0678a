package org.lienthong.codelist;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an official list and the hub's differ on the day from which the official one holds.
 *
 * @param day first day of what is new; what ends is no longer so on it
 * @param unchanged how many codes mean the same in both
 * @param items all others, in the order of the codes
 */
public record ListDifference(String list, LocalDate day, int unchanged, List<Item> items) {

    /** What becomes of a code. */
    public enum Kind {
        /** It meant nothing on that day. */
        NEW,
        /** It meant something else before, or what another code meant: it is given out again. */
        RECYCLED,
        /** The same code, told otherwise. */
        CHANGED,
        /** It means nothing any more. */
        CLOSED,
        /** The hub's list says something of that day or a later one already; nothing is proposed. */
        CONFLICT
    }

    /**
     * One code that differs.
     *
     * @param was cells as the hub's list has them; empty for a new one
     * @param becomes cells as they will be; empty for a closed one
     * @param note for people, or empty
     */
    public record Item(Kind kind, String code, Map<String, String> was, Map<String, String> becomes, String note) {}

    public ListDifference {
        items = List.copyOf(items);
    }

    /** Those of one kind. */
    public List<Item> items(Kind kind) {
        return items.stream().filter(item -> item.kind() == kind).toList();
    }

    /**
     * Compares them.
     *
     * @throws CodeException when there is no such list
     * @throws OfficialListException when its codes have lost the zeros in front
     */
    public static ListDifference of(CodeLists lists, String list, OfficialList official, LocalDate day) {
        return new Comparison(lists.rows(list), official, day).compare(list);
    }

    private static final class Comparison {
        private final List<Code> rows;
        private final OfficialList official;
        private final LocalDate day;
        private final Map<String, Code> valid = new LinkedHashMap<>();
        private final Map<String, String> codeOfName = new LinkedHashMap<>();

        Comparison(List<Code> rows, OfficialList official, LocalDate day) {
            this.rows = rows;
            this.official = official;
            this.day = day;
            for (Code row : rows) {
                if (row.validOn(day.minusDays(1))) {
                    valid.put(row.value(), row);
                    codeOfName.putIfAbsent(row.columns().getOrDefault("vi", ""), row.value());
                }
            }
        }

        ListDifference compare(String list) {
            requireZeros();
            List<Item> items = new ArrayList<>();
            official.rows().forEach((code, cells) -> {
                Item item = item(code, cells);
                if (item != null) {
                    items.add(item);
                }
            });
            int unchanged = official.rows().size() - items.size();
            for (Code row : valid.values()) {
                if (!official.rows().containsKey(row.value()) && !endsOnDay(row.value())) {
                    items.add(closed(row));
                }
            }
            items.sort(Comparator.comparing(Item::code));
            return new ListDifference(list, day, unchanged, items);
        }

        /** A spreadsheet takes 01 for the number 1: then one code would end and another begin. */
        private void requireZeros() {
            for (String code : valid.keySet()) {
                String number = code.matches("0[0-9]+") ? code.replaceFirst("^0+(?=.)", "") : code;
                boolean lost =
                        !official.rows().containsKey(code) && official.rows().containsKey(number);
                if (lost && rows.stream().noneMatch(row -> row.value().equals(number))) {
                    throw new OfficialListException("the file has the code " + number + " where the list has " + code
                            + ": a spreadsheet took the zeros in front. Take the codes in as text, and save it again");
                }
            }
        }

        private @Nullable Item item(String code, Map<String, String> cells) {
            Code now = valid.get(code);
            if (onDay(code, cells)) {
                return null;
            }
            if (later(code)) {
                return conflict(code, now == null ? Map.of() : now.columns(), cells);
            }
            String before = codeOfName.get(cells.get("vi"));
            boolean moved = before != null && !before.equals(code);
            if (now == null) {
                Code last = last(code);
                String note = last == null ? "" : "it meant " + last.columns().get("vi") + " until " + last.to();
                return new Item(
                        last == null && !moved ? Kind.NEW : Kind.RECYCLED,
                        code,
                        Map.of(),
                        cells,
                        moved ? "what it means had the code " + before : note);
            }
            if (moved) {
                return new Item(Kind.RECYCLED, code, now.columns(), cells, "what it means now had the code " + before);
            }
            Map<String, String> merged = new LinkedHashMap<>(now.columns());
            merged.remove(CodeListFile.SUCCESSOR);
            merged.putAll(cells);
            return new Item(Kind.CHANGED, code, now.columns(), merged, "");
        }

        private Item closed(Code row) {
            if (later(row.value())) {
                return conflict(row.value(), row.columns(), Map.of());
            }
            String successor = official.rows().entrySet().stream()
                    .filter(entry -> Objects.equals(
                            entry.getValue().get("vi"), row.columns().get("vi")))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
            return new Item(
                    Kind.CLOSED,
                    row.value(),
                    row.columns(),
                    Map.of(),
                    successor == null ? "" : "what it meant has the code " + successor + " now");
        }

        private Item conflict(String code, Map<String, String> was, Map<String, String> becomes) {
            return new Item(
                    Kind.CONFLICT, code, was, becomes, "the list has a row of " + day + " or later for it already");
        }

        /** Whether a row begins or ends on the day or after it: it would be written anew. */
        private boolean later(String code) {
            return rows.stream()
                    .filter(row -> row.value().equals(code))
                    .anyMatch(row -> row.from() != null && !row.from().isBefore(day)
                            || row.to() != null && row.to().isAfter(day.minusDays(1)));
        }

        private boolean endsOnDay(String code) {
            return rows.stream()
                    .filter(row -> row.value().equals(code))
                    .allMatch(row -> row.to() != null && !row.to().isAfter(day));
        }

        private boolean onDay(String code, Map<String, String> cells) {
            return rows.stream().anyMatch(row -> row.value().equals(code) && row.validOn(day) && same(row, cells));
        }

        private @Nullable Code last(String code) {
            return rows.stream()
                    .filter(row -> row.value().equals(code) && row.to() != null)
                    .max(Comparator.comparing(row -> Objects.requireNonNull(row.to())))
                    .orElse(null);
        }

        private boolean same(Code row, Map<String, String> cells) {
            return cells.entrySet().stream()
                    .allMatch(cell -> cell.getValue().equals(row.columns().getOrDefault(cell.getKey(), "")));
        }
    }
}
