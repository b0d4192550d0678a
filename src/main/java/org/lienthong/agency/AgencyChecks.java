package org.lienthong.agency;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;

/** What must hold between agencies: every reference leads somewhere, and every code to one holder at a time. */
final class AgencyChecks {

    /** One holder of a code and the place where that is declared. */
    private record Claim(Draft draft, Period period, String key) {}

    private final List<Draft> drafts;
    private final Set<String> broken;
    private final Findings findings;
    private final Map<String, Draft> byId = new HashMap<>();
    private final Map<String, List<Claim>> claims = new HashMap<>();

    private AgencyChecks(List<Draft> drafts, Set<String> broken, Findings findings) {
        this.drafts = drafts;
        this.broken = broken;
        this.findings = findings;
    }

    /** @param broken ids that were declared but could not be read; references to them are not dangling */
    static void check(List<Draft> drafts, Set<String> broken, Findings findings) {
        AgencyChecks checks = new AgencyChecks(drafts, broken, findings);
        checks.ids();
        checks.codes();
        checks.aliases();
        checks.references();
        checks.successorsExist();
        checks.parentDays().forEach(day -> checks.cycles("parent", agency -> above(agency, day)));
        checks.cycles("succession", AgencyChecks::successors);
        checks.unique("delivery", "queue", agency -> agency.delivery().queue());
        checks.unique("axis", "systemId", agency -> {
            Axis axis = agency.axis();
            return axis == null ? null : axis.systemId();
        });
        ClientChecks.check(drafts, findings);
    }

    /** Records where an agency has had a code of a scheme, has none for some days, and then one again. */
    static void gaps(List<Draft> drafts, Findings warnings) {
        for (Draft draft : drafts) {
            for (AgencyCode.Scheme scheme : AgencyCode.Scheme.values()) {
                List<AgencyCode> codes = draft.agency().codes().stream()
                        .filter(code -> code.scheme() == scheme)
                        .sorted(Comparator.comparing(
                                code -> code.period().from(), Comparator.nullsFirst(Comparator.naturalOrder())))
                        .toList();
                for (int i = 1; i < codes.size(); i++) {
                    gap(draft, codes.subList(0, i), codes.get(i), warnings);
                }
            }
        }
    }

    private static void gap(Draft draft, List<AgencyCode> earlier, AgencyCode next, Findings warnings) {
        LocalDate from = next.period().from();
        boolean covered = from == null
                || earlier.stream()
                        .anyMatch(code ->
                                code.period().to() == null || code.period().contains(from.minusDays(1)));
        if (!covered) {
            int index = draft.agency().codes().indexOf(next);
            warnings.add(
                    draft.at("codes/" + index),
                    "code-gap",
                    "'" + draft.agency().id() + "' has no code of " + next.scheme() + " just before " + from);
        }
    }

    private void ids() {
        for (Draft draft : drafts) {
            Agency agency = draft.agency();
            Draft first = byId.putIfAbsent(agency.id(), draft);
            if (first != null) {
                add(draft, "id", "duplicate-id", "'" + agency.id() + "' is declared already at " + first.at("id"));
            }
            boolean own = agency.codes().stream().anyMatch(code -> code.value().equals(agency.id()));
            if (!own && !agency.codes().isEmpty() && AgencyCode.wellFormed(agency.id())) {
                add(draft, "id", "foreign-id", "'" + agency.id() + "' looks like a code but is none of its own codes");
            }
        }
    }

    private void codes() {
        for (Draft draft : drafts) {
            List<AgencyCode> codes = draft.agency().codes();
            for (int i = 0; i < codes.size(); i++) {
                claims.computeIfAbsent(codes.get(i).value(), key -> new ArrayList<>(2))
                        .add(new Claim(draft, codes.get(i).period(), "codes/" + i));
            }
        }
        claims.forEach((code, claimants) -> {
            for (int i = 1; i < claimants.size(); i++) {
                overlaps(code, claimants.get(i), claimants.subList(0, i));
            }
        });
    }

    private void overlaps(String code, Claim later, List<Claim> earlier) {
        for (Claim claim : earlier) {
            if (claim.period().overlaps(later.period())) {
                String other =
                        claim.draft().agency().id() + " (" + claim.draft().at(claim.key()) + ")";
                add(
                        later.draft(),
                        later.key(),
                        "duplicate-code",
                        "'" + code + "' is held at the same time by " + other);
                return;
            }
        }
    }

    private void aliases() {
        Map<String, Draft> holders = new HashMap<>();
        for (Draft draft : drafts) {
            List<String> aliases = draft.agency().aliases();
            for (int i = 0; i < aliases.size(); i++) {
                String alias = aliases.get(i);
                String key = "aliases/" + i;
                Draft first = holders.putIfAbsent(alias, draft);
                if (first != null) {
                    String other = first.agency().id();
                    add(draft, key, "duplicate-alias", "'" + alias + "' is already an alias of " + other);
                }
                if (claims.containsKey(alias)) {
                    add(draft, key, "alias-is-code", "'" + alias + "' is a code, so it cannot be an alias");
                }
                if (!isUnmistakable(alias)) {
                    add(draft, key, "bad-alias", "an alias has 1 to 100 Latin letters, digits, spaces and ._-/:& only");
                }
            }
        }
    }

    /** Full-width forms, other alphabets, direction marks and the like would let one code pass for another. */
    private static boolean isUnmistakable(String alias) {
        return !alias.isBlank()
                && alias.length() <= 100
                && alias.equals(alias.strip())
                && Normalizer.isNormalized(alias, Normalizer.Form.NFKC)
                && alias.codePoints()
                        .allMatch(c -> c < 0x80
                                ? Character.isLetterOrDigit(c) || " ._-/:&".indexOf(c) >= 0
                                : Character.isLetter(c)
                                        && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
    }

    private void references() {
        for (Draft draft : drafts) {
            Agency agency = draft.agency();
            agency.parents().forEach(above -> mustExist(draft, "parent", above.agency()));
            Succession succession = agency.succession();
            if (succession != null) {
                succession.agencies().forEach(id -> mustExist(draft, successionKey(draft), id));
            }
            Axis axis = agency.axis();
            if (axis != null) {
                axis.scope().forEach(id -> mustExist(draft, "axis", id));
            }
            String system = agency.delivery().system();
            if (system != null && agency.system(system).isEmpty()) {
                add(draft, "delivery", "unknown-system", "'push.system' names '" + system + "', not among 'systems'");
            }
        }
    }

    /** The days on which the tree changes, and one before all of them: a circle is one on a single day. */
    private Set<LocalDate> parentDays() {
        Set<LocalDate> days = new TreeSet<>(Set.of(LocalDate.MIN));
        for (Draft draft : drafts) {
            for (AgencyParent above : draft.agency().parents()) {
                if (above.period().from() != null) {
                    days.add(above.period().from());
                }
            }
        }
        return days;
    }

    private static List<String> above(Agency agency, LocalDate day) {
        String parent = agency.parent(day);
        return parent == null ? List.of() : List.of(parent);
    }

    /** From the day on which one is succeeded, each successor is there. */
    private void successorsExist() {
        for (Draft draft : drafts) {
            Succession succession = draft.agency().succession();
            for (String id : successors(draft.agency())) {
                Draft successor = byId.get(id);
                if (succession != null
                        && successor != null
                        && !successor.agency().period().contains(succession.from())) {
                    add(
                            draft,
                            successionKey(draft),
                            "successor-gap",
                            "'" + id + "' does not exist on " + succession.from() + ", so nobody would receive");
                }
            }
        }
    }

    private void mustExist(Draft draft, String key, String id) {
        if (!byId.containsKey(id) && !broken.contains(id)) {
            add(draft, key, "unknown-agency", "'" + key + "' names the agency '" + id + "', which is not declared");
        }
    }

    private static String successionKey(Draft draft) {
        Succession succession = draft.agency().succession();
        return succession != null && succession.agencies().size() == 1 ? "mergedInto" : "splitInto";
    }

    private static List<String> successors(Agency agency) {
        Succession succession = agency.succession();
        return succession == null ? List.of() : succession.agencies();
    }

    /** Depth first with an explicit stack of colours: a chain may be long, and a graph wide. */
    private void cycles(String what, Function<Agency, List<String>> edges) {
        Set<String> done = new HashSet<>();
        for (Draft draft : drafts) {
            walk(draft, what, edges, done);
        }
    }

    private void walk(Draft start, String what, Function<Agency, List<String>> edges, Set<String> done) {
        List<String> path = new ArrayList<>();
        Set<String> onPath = new HashSet<>();
        List<List<String>> pending = new ArrayList<>();
        pending.add(new ArrayList<>(List.of(start.agency().id())));
        while (!pending.isEmpty()) {
            List<String> level = pending.get(pending.size() - 1);
            if (level.isEmpty()) {
                pending.remove(pending.size() - 1);
                if (!path.isEmpty()) {
                    String left = path.remove(path.size() - 1);
                    onPath.remove(left);
                    done.add(left);
                }
                continue;
            }
            String id = level.remove(level.size() - 1);
            Draft draft = byId.get(id);
            if (onPath.contains(id) && draft != null) {
                String key = what.equals("parent") ? what : successionKey(draft);
                String circle = String.join(" → ", path.subList(path.indexOf(id), path.size())) + " → " + id;
                add(draft, key, "cycle", "the " + what + " of agencies runs in a circle: " + circle);
            } else if (draft != null && !done.contains(id)) {
                path.add(id);
                onPath.add(id);
                pending.add(new ArrayList<>(edges.apply(draft.agency())));
            }
        }
    }

    private void unique(String key, String what, Function<Agency, @Nullable String> value) {
        Map<String, String> holders = new HashMap<>();
        for (Draft draft : drafts) {
            String text = value.apply(draft.agency());
            String first = text == null
                    ? null
                    : holders.putIfAbsent(text, draft.agency().id());
            if (first != null) {
                add(draft, key, "duplicate-" + key, "the " + what + " '" + text + "' belongs to " + first + " already");
            }
        }
    }

    private void add(Draft draft, String key, String rule, String message) {
        findings.add(draft.at(key), rule, message);
    }
}
