package org.lienthong.agency;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agency through time: it keeps its id through renaming, recoding and merging.
 *
 * @param id the hub's own key, by habit its first code
 * @param parent id of the agency above, or null at level 1
 * @param names at least one
 * @param codes every code it ever held
 * @param aliases other words that lead to it at any time
 * @param succession who receives in its place and since when, or null
 * @param axis its centre on the document axis, or null
 * @param period from founding to closing without successor
 * @param verified whether all of this was checked against a primary source
 * @param note what is in doubt and why, or null
 */
public record Agency(
        String id,
        @Nullable String parent,
        List<AgencyName> names,
        List<AgencyCode> codes,
        List<String> aliases,
        Contact contact,
        @Nullable Succession succession,
        Delivery delivery,
        List<AgencySystem> systems,
        @Nullable Axis axis,
        Period period,
        boolean verified,
        @Nullable String note,
        Revision revision) {

    public Agency {
        names = List.copyOf(names);
        codes = List.copyOf(codes);
        aliases = List.copyOf(aliases);
        systems = List.copyOf(systems);
        if (id.isBlank() || names.isEmpty()) {
            throw new IllegalArgumentException("an agency has an id and a name: '" + id + "'");
        }
    }

    /** The Vietnamese name on that day; the first or last one when the day lies outside all of them. */
    public String name(LocalDate day) {
        AgencyName chosen = names.get(0);
        for (AgencyName name : names) {
            if (!name.period().startsAfter(day)) {
                chosen = name;
            }
        }
        return chosen.vi();
    }

    /** The code of that scheme on that day. */
    public Optional<String> code(AgencyCode.Scheme scheme, LocalDate day) {
        return codes.stream()
                .filter(code -> code.scheme() == scheme && code.period().contains(day))
                .map(AgencyCode::value)
                .findFirst();
    }

    public Optional<AgencySystem> system(String name) {
        return systems.stream().filter(system -> system.name().equals(name)).findFirst();
    }

    /** Whether others receive in its place on that day. */
    public boolean succeededBy(LocalDate day) {
        return succession != null && !day.isBefore(succession.from());
    }

    /** Whether it exists and receives for itself on that day. */
    public boolean activeOn(LocalDate day) {
        return period.contains(day) && !succeededBy(day);
    }
}
