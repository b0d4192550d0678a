package org.lienthong.agency.axis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyCode;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.axis.Difference.Change;
import org.lienthong.agency.axis.Difference.Item;
import org.lienthong.agency.axis.Difference.Kind;
import org.lienthong.agency.axis.Difference.What;

/**
 * Compares the axis' list with the register. A unit is an agency when either of its codes is held by that agency on the
 * day; neither code is ever computed from the other (QĐ 20/2020, QCVN 102:2016). Whatever could be read in two ways is
 * ambiguous, and left to a person.
 */
public final class Comparison {

    private static final Comparator<Item> IN_ORDER = Comparator.comparing(Item::kind)
            .thenComparing(Item::agency)
            .thenComparing(item -> item.unit().code())
            .thenComparing(item -> item.unit().id());

    private static final String UNPLACED = "who is above it is not known, or not decided";
    private static final String HIDDEN = "its name or address holds characters that cannot be seen";
    private static final String CIRCLE = "who is above it leads back to it";

    private final AgencyRegistry registry;
    private final LocalDate day;
    private final List<AxisUnit> units;

    private final Map<String, AxisUnit> byAxisId = new HashMap<>();
    private final Map<String, AxisUnit> byCode = new HashMap<>();
    private final Set<String> doubled = new HashSet<>();
    private final Set<String> doubledIds = new HashSet<>();

    /** What each live unit is, by identity of its code: an agency's id, or the id that it would get. */
    private final Map<AxisUnit, String> agencyOf = new HashMap<>();

    private final Map<String, AxisUnit> unitOf = new HashMap<>();
    private final Map<AxisUnit, Item> found = new HashMap<>();
    private final List<AxisUnit> unknown = new ArrayList<>();

    private Comparison(AxisList list, AgencyRegistry registry, LocalDate day) {
        this.registry = registry;
        this.day = day;
        this.units = List.copyOf(list.units());
    }

    /** @param day by the register of which day */
    public static Difference of(AxisList list, AgencyRegistry registry, LocalDate day) {
        Comparison comparison = new Comparison(list, registry, day);
        comparison.index();
        comparison.units.stream().filter(unit -> !unit.deleted()).forEach(comparison::live);
        comparison.units.stream().filter(AxisUnit::deleted).forEach(comparison::deleted);
        comparison.recognise();
        comparison.place();
        comparison.changes();
        comparison.breakCircles();
        comparison.dropOrphans();
        return comparison.difference();
    }

    private void index() {
        for (AxisUnit unit : units) {
            identify(unit);
            if (!unit.deleted() && unit.agency()) {
                unique(unit.code(), unit);
                unique(unit.oldCode(), unit);
            }
        }
    }

    /** One id of two that are open leads to neither. */
    private void identify(AxisUnit unit) {
        AxisUnit other = byAxisId.get(unit.id());
        if (other == null || other.deleted()) {
            byAxisId.put(unit.id(), unit);
        } else if (!unit.deleted()) {
            doubledIds.add(unit.id());
        }
    }

    private void unique(String code, AxisUnit unit) {
        AxisUnit other = code.isEmpty() ? null : byCode.putIfAbsent(code, unit);
        if (other != null && other != unit) {
            doubled.add(code);
        }
    }

    private void live(AxisUnit unit) {
        boolean coded = AgencyCode.wellFormed(unit.code()) || AgencyCode.wellFormed(unit.oldCode());
        if (!unit.agency() || !coded || unit.name().isEmpty()) {
            put(unit, Kind.UNUSED, "");
            return;
        }
        if (doubled.contains(unit.code()) || doubled.contains(unit.oldCode())) {
            put(unit, Kind.AMBIGUOUS, "the list has a code of it twice");
            return;
        }
        Set<Agency> holders = holders(unit);
        if (holders.isEmpty()) {
            unheld(unit);
            return;
        }
        Agency agency = holders.iterator().next();
        if (holders.size() > 1) {
            put(unit, Kind.AMBIGUOUS, "its codes are held by two agencies: " + ids(holders));
        } else if (unitOf.containsKey(agency.id())) {
            put(unit, Kind.AMBIGUOUS, "another unit of the list is " + agency.id() + " already");
        } else {
            agencyOf.put(unit, agency.id());
            unitOf.put(agency.id(), unit);
            if (!agency.activeOn(day)) {
                put(unit, Kind.AMBIGUOUS, agency.id() + " no longer receives here, the list has it as open");
            }
        }
    }

    private Set<Agency> holders(AxisUnit unit) {
        Set<Agency> holders = new LinkedHashSet<>();
        for (String code : List.of(unit.code(), unit.oldCode())) {
            holder(code).ifPresent(holders::add);
        }
        return holders;
    }

    /** Who holds the code on the day itself; the last holder of one that ended does not count. */
    private Optional<Agency> holder(String code) {
        return registry.holder(code, day).filter(agency -> agency.codes().stream()
                .anyMatch(held -> held.value().equals(code) && held.period().contains(day)));
    }

    private void unheld(AxisUnit unit) {
        Agency last = registry.holder(idOf(unit), day).orElse(null);
        if (last != null || registry.byId(idOf(unit)).isPresent()) {
            String whose = last == null ? idOf(unit) : last.id();
            put(unit, Kind.AMBIGUOUS, "its code was that of " + whose + " before, or leads there");
        } else if (hides(unit)) {
            put(unit, Kind.AMBIGUOUS, HIDDEN);
        } else if (doubledIds.contains(unit.id())) {
            put(unit, Kind.AMBIGUOUS, "the list has its id twice");
        } else {
            unknown.add(unit);
        }
    }

    private static boolean hides(AxisUnit unit) {
        return (unit.name() + unit.mail()).codePoints().anyMatch(Comparison::isHidden);
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private void deleted(AxisUnit unit) {
        Set<Agency> holders = holders(unit);
        Agency agency = holders.size() == 1 ? holders.iterator().next() : null;
        if (agency == null || !agency.activeOn(day)) {
            boolean known = agency != null && unitOf.putIfAbsent(agency.id(), unit) == null;
            put(unit, known ? Kind.UNCHANGED : Kind.UNUSED, "");
        } else if (unitOf.putIfAbsent(agency.id(), unit) == null) {
            found.put(unit, new Item(Kind.CLOSED, agency.id(), unit, "", List.of(), ""));
        } else {
            put(unit, Kind.UNUSED, "");
        }
    }

    /** One that is not on the list, but whose name stands there under another code, was perhaps recoded. */
    private void recognise() {
        Map<String, List<Agency>> byName = new HashMap<>();
        for (Agency agency : registry.agencies()) {
            if (agency.activeOn(day) && !unitOf.containsKey(agency.id())) {
                byName.computeIfAbsent(folded(agency.name(day)), name -> new ArrayList<>(1))
                        .add(agency);
            }
        }
        unknown.removeIf(unit -> {
            List<Agency> alike = byName.getOrDefault(folded(unit.name()), List.of()).stream()
                    .filter(agency -> sameTop(agency, unit))
                    .toList();
            if (!alike.isEmpty()) {
                put(
                        unit,
                        Kind.AMBIGUOUS,
                        "perhaps another code of " + alike.get(0).id() + ", which has that name");
            }
            return !alike.isEmpty();
        });
    }

    private static boolean sameTop(Agency agency, AxisUnit unit) {
        return top(agency.id()).equals(top(idOf(unit)));
    }

    private static String top(String code) {
        String top = code;
        for (String above = AgencyCode.above(top); above != null; above = AgencyCode.above(top)) {
            top = above;
        }
        return top.substring(top.lastIndexOf('.') + 1);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Finds out who is above each new one; without that it is not proposed. */
    private void place() {
        unknown.forEach(unit -> agencyOf.put(unit, idOf(unit)));
        for (AxisUnit unit : unknown) {
            String above = parent(unit);
            if (above == null) {
                put(unit, Kind.AMBIGUOUS, UNPLACED);
            } else {
                found.put(unit, new Item(Kind.NEW, idOf(unit), unit, above, List.of(), ""));
            }
        }
        dropOrphans();
    }

    /** What would go beneath one that is new and not proposed is not, either. */
    private void dropOrphans() {
        List<AxisUnit> orphans;
        do {
            orphans = found.values().stream()
                    .filter(item -> !item.above().isEmpty() && !isThere(item.above()))
                    .map(Item::unit)
                    .toList();
            orphans.forEach(unit -> put(unit, Kind.AMBIGUOUS, UNPLACED));
        } while (!orphans.isEmpty());
    }

    private void breakCircles() {
        Circles.among(found.values(), registry, day).forEach(unit -> put(unit, Kind.AMBIGUOUS, CIRCLE));
    }

    /** The id of the agency above; empty at the top, null when it cannot be told. */
    private @Nullable String parent(AxisUnit unit) {
        Set<AxisUnit> visited = new HashSet<>();
        AxisUnit at = unit;
        while (!at.parentId().isEmpty() && !at.parentId().equals("0")) {
            if (doubledIds.contains(at.parentId())) {
                return null;
            }
            AxisUnit above = byAxisId.getOrDefault(at.parentId(), byCode.get(at.parentId()));
            if (above == null) {
                return holder(at.parentId()).map(Agency::id).orElse(null);
            }
            if (!visited.add(above)) {
                return null;
            }
            if (above.agency()) {
                return agencyOf.get(above);
            }
            at = above;
        }
        return byCodes(unit);
    }

    /** Where the list does not tell who is above, the code does: the nearest one above that somebody holds. */
    private String byCodes(AxisUnit unit) {
        for (String code = AgencyCode.above(idOf(unit)); code != null; code = AgencyCode.above(code)) {
            Agency holder = holder(code).orElse(null);
            if (holder != null) {
                return holder.id();
            }
            AxisUnit other = byCode.get(code);
            String id = other == null ? null : agencyOf.get(other);
            if (id != null && other != unit) {
                return id;
            }
        }
        return "";
    }

    private void changes() {
        unitOf.forEach((id, unit) -> {
            if (!found.containsKey(unit)) {
                Agency agency = registry.byId(id).orElseThrow();
                List<Change> changes = changes(agency, unit);
                boolean renamed = changes.stream().anyMatch(change -> change.what() == What.NAME);
                if (renamed && hides(unit)) {
                    put(unit, Kind.AMBIGUOUS, HIDDEN);
                    return;
                }
                found.put(unit, new Item(changes.isEmpty() ? Kind.UNCHANGED : Kind.CHANGED, id, unit, "", changes, ""));
            }
        });
    }

    /** Whether the agency is in the register, or proposed. */
    private boolean isThere(String id) {
        AxisUnit unit = byCode.get(id);
        Item item = unit == null ? null : found.get(unit);
        return registry.byId(id).isPresent() || item != null && item.kind() == Kind.NEW;
    }

    private List<Change> changes(Agency agency, AxisUnit unit) {
        List<Change> changes = new ArrayList<>();
        compare(changes, What.NAME, agency.name(day), unit.name());
        code(changes, What.CODE, AgencyCode.Scheme.QD20, agency, unit);
        code(changes, What.OLD_CODE, AgencyCode.Scheme.QCVN102, agency, unit);
        String above = unit.parentId().isEmpty() ? null : parent(unit);
        String was = agency.parent(day);
        if (above != null && !above.isEmpty() && !above.equals(agency.id())) {
            compare(changes, What.PARENT, was == null ? "" : was, above);
        }
        return changes;
    }

    private void code(List<Change> changes, What what, AgencyCode.Scheme scheme, Agency agency, AxisUnit unit) {
        String held = agency.code(scheme, day).orElse("");
        List.of(unit.code(), unit.oldCode()).stream()
                .filter(code -> AgencyCode.wellFormed(scheme, code))
                .findFirst()
                .ifPresent(code -> compare(changes, what, held, code));
    }

    private static void compare(List<Change> changes, What what, String was, String becomes) {
        if (!was.equals(becomes)) {
            changes.add(new Change(what, was, becomes));
        }
    }

    private void put(AxisUnit unit, Kind kind, String why) {
        found.put(unit, new Item(kind, idOf(unit), unit, "", List.of(), why));
    }

    /** The id that it has, or would get: its own code. */
    private static String idOf(AxisUnit unit) {
        return AgencyCode.wellFormed(unit.code()) ? unit.code() : unit.oldCode();
    }

    private static String ids(Set<Agency> agencies) {
        return String.join(", ", agencies.stream().map(Agency::id).toList());
    }

    private Difference difference() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        List<Item> items = new ArrayList<>();
        for (AxisUnit unit : units) {
            Item item = found.get(unit);
            if (item == null) {
                throw new IllegalStateException("a unit of the list was not compared: " + unit.code());
            }
            counts.merge(item.kind(), 1, Integer::sum);
            if (item.kind() != Kind.UNCHANGED && item.kind() != Kind.UNUSED) {
                items.add(item);
            }
        }
        items.sort(IN_ORDER);
        List<String> missing = registry.agencies().stream()
                .filter(agency -> agency.activeOn(day) && !unitOf.containsKey(agency.id()))
                .map(Agency::id)
                .sorted()
                .toList();
        return new Difference(day, units.size(), counts, Difference.details(items), items, missing);
    }
}
