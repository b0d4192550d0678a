package org.lienthong.agency;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agency through time: it keeps its id through renaming, recoding and merging.
 *
 * @param id the hub's own key, by habit its first code
 * @param parents the agencies above, each for its time; none at level 1
 * @param names at least one
 * @param codes every code it ever held
 * @param aliases other words that lead to it at any time
 * @param succession who receives in its place and since when, or null
 * @param clients its systems that call the hub with a client certificate
 * @param axis its centre on the document axis, or null
 * @param period from founding to closing without successor
 * @param verified whether all of this was checked against a primary source
 * @param note what is in doubt and why, or null
 */
public record Agency(
        String id,
        List<AgencyParent> parents,
        List<AgencyName> names,
        List<AgencyCode> codes,
        List<String> aliases,
        Contact contact,
        @Nullable Succession succession,
        Delivery delivery,
        List<AgencySystem> systems,
        List<AgencyClient> clients,
        @Nullable Axis axis,
        Period period,
        boolean verified,
        @Nullable String note,
        Revision revision) {

    public Agency {
        parents = List.copyOf(parents);
        names = List.copyOf(names);
        codes = List.copyOf(codes);
        aliases = List.copyOf(aliases);
        systems = List.copyOf(systems);
        clients = List.copyOf(clients);
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

    /** The id of the agency above on that day, or null at level 1. */
    public @Nullable String parent(LocalDate day) {
        for (AgencyParent above : parents) {
            if (above.period().contains(day)) {
                return above.agency();
            }
        }
        return null;
    }

    Agency withParents(List<AgencyParent> others) {
        return copy(others, names, codes, succession, period);
    }

    Agency withNames(List<AgencyName> others) {
        return copy(parents, others, codes, succession, period);
    }

    Agency withCodes(List<AgencyCode> others) {
        return copy(parents, names, others, succession, period);
    }

    Agency with(Succession other) {
        return copy(parents, names, codes, other, period);
    }

    Agency with(Period other) {
        return copy(parents, names, codes, succession, other);
    }

    private Agency copy(
            List<AgencyParent> above,
            List<AgencyName> called,
            List<AgencyCode> coded,
            @Nullable Succession followed,
            Period existing) {
        return new Agency(
                id, above, called, coded, aliases, contact, followed, delivery, systems, clients, axis, existing,
                verified, note, revision);
    }

    /** Whether it exists and receives for itself on that day. */
    public boolean activeOn(LocalDate day) {
        return period.contains(day) && !succeededBy(day);
    }
}
