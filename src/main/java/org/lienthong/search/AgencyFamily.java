package org.lienthong.search;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.Succession;

/**
 * The agencies that one name leads to: rows keep the id of their day, so who looks for an agency also means those that were
 * merged into it, and those that took over from it.
 */
final class AgencyFamily {

    private final Agencies agencies;

    AgencyFamily(Agencies agencies) {
        this.agencies = agencies;
    }

    /**
     * @param name id, code or alias, of today or of earlier
     * @param exact whether to leave out relatives
     */
    Set<String> ids(String parameter, String name, boolean exact) {
        AgencyRegistry registry = agencies.current();
        LocalDate today = agencies.today();
        Agency agency = registry.byId(name)
                .or(() -> registry.holder(name, today))
                .orElseThrow(() -> ExchangeQuery.refused(parameter, "names no agency"));
        Set<String> ids = new TreeSet<>();
        ids.add(agency.id());
        if (!exact) {
            addSuccessors(registry, agency, today, ids);
            addPredecessors(registry, agency, today, ids);
        }
        return ids;
    }

    private static void addSuccessors(AgencyRegistry registry, Agency agency, LocalDate today, Set<String> ids) {
        Deque<Agency> left = new ArrayDeque<>(Set.of(agency));
        while (!left.isEmpty()) {
            Agency one = left.remove();
            Succession succession = one.succession();
            if (succession != null && one.succeededBy(today)) {
                for (String id : succession.agencies()) {
                    if (ids.add(id)) {
                        registry.byId(id).ifPresent(left::add);
                    }
                }
            }
        }
    }

    private static void addPredecessors(AgencyRegistry registry, Agency agency, LocalDate today, Set<String> ids) {
        Deque<String> left = new ArrayDeque<>(Set.of(agency.id()));
        while (!left.isEmpty()) {
            String id = left.remove();
            for (Agency one : registry.agencies()) {
                Succession succession = one.succession();
                if (succession != null
                        && one.succeededBy(today)
                        && succession.agencies().contains(id)
                        && ids.add(one.id())) {
                    left.add(one.id());
                }
            }
        }
    }
}
