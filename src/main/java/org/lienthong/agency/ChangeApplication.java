package org.lienthong.agency;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/**
 * Makes the changes to the agencies that the files declare, day by day: names, codes and parents end on the day and others
 * begin, nothing is taken away. What cannot be on that day becomes a finding where the change is written.
 */
final class ChangeApplication {

    private static final Comparator<AgencyChange> IN_ORDER = Comparator.comparing(AgencyChange::from)
            .thenComparing(change -> change.at().file())
            .thenComparing(change -> change.at().line())
            .thenComparing(change -> change.at().column());

    private final Map<String, Draft> byId = new LinkedHashMap<>();
    private final Set<String> broken;
    private final Findings findings;

    /** What was changed already, by kind, agency and day. */
    private final Map<String, Position> done = new HashMap<>();

    private ChangeApplication(List<Draft> drafts, Set<String> broken, Findings findings) {
        drafts.forEach(draft -> byId.putIfAbsent(draft.agency().id(), draft));
        this.broken = broken;
        this.findings = findings;
    }

    /** The drafts as they are through all time; of those declared twice the first is changed. */
    static List<Draft> apply(List<AgencyChange> changes, List<Draft> drafts, Set<String> broken, Findings findings) {
        if (changes.isEmpty()) {
            return drafts;
        }
        ChangeApplication application = new ChangeApplication(drafts, broken, findings);
        Map<LocalDate, List<AgencyChange>> days = new TreeMap<>();
        changes.stream().sorted(IN_ORDER).forEach(change -> days.computeIfAbsent(
                        change.from(), day -> new ArrayList<>())
                .add(change));
        days.forEach((day, ofDay) -> {
            ofDay.forEach(application::apply);
            ofDay.forEach(application::checkCover);
        });
        Set<String> taken = new HashSet<>();
        List<Draft> changed = new ArrayList<>(drafts);
        changed.replaceAll(draft -> taken.add(draft.agency().id())
                ? Objects.requireNonNull(application.byId.get(draft.agency().id()))
                : draft);
        return changed;
    }

    private void apply(AgencyChange change) {
        Draft draft = byId.get(change.agency());
        if (draft == null) {
            mustBeDeclared(change.at(), change.agency());
        } else if (isFirst(change) && exists(change, draft.agency())) {
            Agency agency = draft.agency();
            if (change instanceof AgencyChange.Merged merged) {
                if (mustBeDeclared(change.at(), merged.into())) {
                    put(draft.with("mergedInto", change.at(), Succession.mergedInto(merged.into(), change.from())));
                }
            } else if (change instanceof AgencyChange.Split split) {
                split(draft, split);
            } else if (change instanceof AgencyChange.Renamed renamed) {
                put(draft.with("names", change.at(), renamed(agency, renamed)));
            } else if (change instanceof AgencyChange.Recoded recoded) {
                recode(draft, recoded);
            } else if (change instanceof AgencyChange.Moved moved) {
                move(draft, moved.parent(), moved.from(), moved.at());
            } else {
                Period ended = new Period(agency.period().from(), change.from());
                put(draft.with("to", change.at(), agency.with(ended)));
            }
        }
    }

    private void put(Draft draft) {
        byId.put(draft.agency().id(), draft);
    }

    private boolean mustBeDeclared(Position at, String id) {
        if (!byId.containsKey(id) && !broken.contains(id)) {
            findings.add(at, "unknown-agency", "the change names the agency '" + id + "', which is not declared");
        }
        return byId.containsKey(id);
    }

    private boolean isFirst(AgencyChange change) {
        String kind = change instanceof AgencyChange.Merged || change instanceof AgencyChange.Dissolved
                ? AgencyChange.Split.class.getSimpleName()
                : change.getClass().getSimpleName();
        String what = change instanceof AgencyChange.Recoded recoded ? kind + recoded.scheme() : kind;
        Position first = done.putIfAbsent(what + ' ' + change.agency() + ' ' + change.from(), change.at());
        if (first != null) {
            findings.add(
                    change.at(),
                    "two-changes",
                    "'" + change.agency() + "' is changed in the same way on the same day at " + first);
        }
        return first == null;
    }

    private boolean exists(AgencyChange change, Agency agency) {
        LocalDate day = change.from();
        LocalDate from = agency.period().from();
        if (from != null && !from.isBefore(day)) {
            findings.add(
                    change.at(), "change-too-early", "'" + agency.id() + "' exists from " + from + " only, not before");
            return false;
        }
        Succession succession = agency.succession();
        if (succession != null && day.isAfter(succession.from())
                || agency.period().endedBy(day)) {
            LocalDate end = succession == null ? agency.period().to() : succession.from();
            findings.add(change.at(), "change-too-late", "'" + agency.id() + "' ended on " + end + " already");
            return false;
        }
        if (ends(change) && succession != null) {
            findings.add(
                    change.at(),
                    "two-changes",
                    "'" + agency.id() + "' is merged or split already, from " + succession.from());
            return false;
        }
        return true;
    }

    private static boolean ends(AgencyChange change) {
        return change instanceof AgencyChange.Merged
                || change instanceof AgencyChange.Split
                || change instanceof AgencyChange.Dissolved;
    }

    private void split(Draft draft, AgencyChange.Split split) {
        boolean known = true;
        Map<String, String> partOf = new HashMap<>();
        for (AgencyChange.Part part : split.parts()) {
            known &= mustBeDeclared(part.at(), part.agency());
            for (String unit : part.units()) {
                String other = partOf.putIfAbsent(unit, part.agency());
                if (other != null) {
                    findings.add(part.at(), "split-overlap", "'" + unit + "' goes to " + other + " already");
                } else if (known && mustBeDeclared(part.at(), unit)) {
                    unit(split, part, unit);
                }
            }
        }
        if (known) {
            List<String> parts =
                    split.parts().stream().map(AgencyChange.Part::agency).toList();
            put(draft.with("splitInto", split.at(), new Succession(split.from(), parts, split.receiver())));
        }
    }

    private void unit(AgencyChange.Split split, AgencyChange.Part part, String id) {
        Draft unit = Objects.requireNonNull(byId.get(id));
        if (split.agency().equals(unit.agency().parent(split.from()))) {
            move(unit, part.agency(), split.from(), part.at());
        } else {
            findings.add(part.at(), "not-beneath", "'" + id + "' is not beneath '" + split.agency() + "' on that day");
        }
    }

    /** After all changes of its day: a unit that was left beneath an agency that is no more belongs to nobody. */
    private void checkCover(AgencyChange change) {
        if (!(change instanceof AgencyChange.Split split)) {
            return;
        }
        Set<String> parts = new HashSet<>();
        split.parts().forEach(part -> parts.add(part.agency()));
        List<String> left = byId.values().stream()
                .map(Draft::agency)
                .filter(agency -> split.agency().equals(agency.parent(split.from())))
                .filter(agency -> agency.activeOn(split.from()) && !parts.contains(agency.id()))
                .map(Agency::id)
                .toList();
        if (!left.isEmpty()) {
            findings.add(
                    split.at(),
                    "split-not-covered",
                    "of the units beneath '" + split.agency() + "' these go to no part: "
                            + String.join(", ", left.subList(0, Math.min(left.size(), 5)))
                            + (left.size() > 5 ? " and " + (left.size() - 5) + " more" : ""));
        }
    }

    private Agency renamed(Agency agency, AgencyChange.Renamed change) {
        List<AgencyName> names = new ArrayList<>();
        @Nullable LocalDate to = null;
        for (AgencyName name : agency.names()) {
            if (name.period().contains(change.from())) {
                if (name.vi().equals(change.vi()) && Objects.equals(name.en(), change.en())) {
                    same(change, "is called '" + name.vi() + "'");
                    return agency;
                }
                to = name.period().to();
                Period until = until(name.period(), change);
                if (until != null) {
                    names.add(new AgencyName(name.vi(), name.en(), until));
                }
                names.add(new AgencyName(change.vi(), change.en(), new Period(change.from(), to)));
            } else {
                names.add(name);
            }
        }
        return agency.withNames(names);
    }

    private void recode(Draft draft, AgencyChange.Recoded change) {
        Agency agency = draft.agency();
        List<AgencyCode> codes = new ArrayList<>(agency.codes());
        @Nullable LocalDate to = null;
        for (int i = 0; i < codes.size(); i++) {
            AgencyCode code = codes.get(i);
            if (code.scheme() == change.scheme() && code.period().contains(change.from())) {
                if (code.value().equals(change.code())) {
                    same(change, "has the code '" + code.value() + "'");
                    return;
                }
                to = code.period().to();
                Period until = until(code.period(), change);
                if (until == null) {
                    return;
                }
                codes.set(i, new AgencyCode(code.scheme(), code.value(), until));
            }
        }
        codes.add(new AgencyCode(change.scheme(), change.code(), new Period(change.from(), to)));
        put(draft.with("codes/" + (codes.size() - 1), change.at(), agency.withCodes(codes)));
    }

    private void move(Draft draft, String parent, LocalDate from, Position at) {
        Agency agency = draft.agency();
        if (!mustBeDeclared(at, parent)) {
            return;
        }
        List<AgencyParent> parents = new ArrayList<>();
        for (AgencyParent above : agency.parents()) {
            if (above.period().contains(from) && above.agency().equals(parent)) {
                findings.add(at, "no-change", "'" + agency.id() + "' is beneath '" + parent + "' already");
                return;
            }
            if (!above.period().contains(from)) {
                parents.add(above);
            } else if (!from.equals(above.period().from())) {
                parents.add(new AgencyParent(
                        above.agency(), new Period(above.period().from(), from)));
            }
        }
        parents.add(new AgencyParent(parent, new Period(from, null)));
        put(draft.with("parent", at, agency.withParents(parents)));
    }

    /** The period until the change; null, with a finding, when it begins on the very day. */
    private @Nullable Period until(Period period, AgencyChange change) {
        if (change.from().equals(period.from())) {
            findings.add(
                    change.at(),
                    "two-changes",
                    "'" + change.agency() + "' is changed in the same way on the same day where it is declared");
            return null;
        }
        return new Period(period.from(), change.from());
    }

    private void same(AgencyChange change, String what) {
        findings.add(change.at(), "no-change", "'" + change.agency() + "' " + what + " already");
    }
}
