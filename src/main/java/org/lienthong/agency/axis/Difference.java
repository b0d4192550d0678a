package org.lienthong.agency.axis;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How the axis' list and the register differ on a day. Each unit of the list is in exactly one class, so the counts add up
 * to the units.
 *
 * @param day by the register of which day; what is taken over takes effect on it
 * @param units how many units the list has
 * @param counts units by class
 * @param details of changed ones: how many were renamed, and so on; one may be in several
 * @param items all but the unchanged and the unused, by class, in the order of their codes
 * @param missing ids of agencies that receive here and are not on the list
 */
public record Difference(
        LocalDate day,
        int units,
        Map<Kind, Integer> counts,
        Map<What, Integer> details,
        List<Item> items,
        List<String> missing) {

    /** What became of a unit of the list. */
    public enum Kind {
        /** The register lacks it. */
        NEW,
        /** The axis marked it as deleted, the register has it open. */
        CLOSED,
        /** In both, and not alike. */
        CHANGED,
        /** A person has to decide; nothing is proposed. */
        AMBIGUOUS,
        /** Alike in both. */
        UNCHANGED,
        /** Not for the register: deleted and never known, or no agency, or without a code of either scheme. */
        UNUSED
    }

    /** What about a changed one is not alike. */
    public enum What {
        NAME,
        CODE,
        OLD_CODE,
        PARENT
    }

    /** One thing that is not alike. */
    public record Change(What what, String was, String becomes) {}

    /**
     * One unit that is not alike.
     *
     * @param agency id in the register, or the id that it would get
     * @param parent id of the agency above, for a new one; else empty
     * @param why of an ambiguous one; else empty
     */
    public record Item(Kind kind, String agency, AxisUnit unit, String parent, List<Change> changes, String why) {
        public Item {
            changes = List.copyOf(changes);
        }

        /** The id of the agency that is to be above it from now on; empty where the register says that. */
        String above() {
            return changes.stream()
                    .filter(change -> change.what() == What.PARENT)
                    .map(Change::becomes)
                    .findFirst()
                    .orElse(parent);
        }
    }

    public Difference {
        counts = Map.copyOf(counts);
        details = Map.copyOf(details);
        items = List.copyOf(items);
        missing = List.copyOf(missing);
    }

    /** How many units are of that kind. */
    public int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Those of one kind. */
    public List<Item> items(Kind kind) {
        return items.stream().filter(item -> item.kind() == kind).toList();
    }

    /** Whether there is something to take over. */
    public boolean proposes() {
        return count(Kind.NEW) + count(Kind.CLOSED) + count(Kind.CHANGED) > 0;
    }

    static Map<What, Integer> details(List<Item> items) {
        Map<What, Integer> details = new EnumMap<>(What.class);
        items.forEach(item -> item.changes().forEach(change -> details.merge(change.what(), 1, Integer::sum)));
        return details;
    }
}
