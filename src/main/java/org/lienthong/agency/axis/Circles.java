package org.lienthong.agency.axis;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.axis.Difference.Item;

/** Units that would end up above themselves, which shows only when all of the list and the register are put together. */
final class Circles {

    private final Map<String, @Nullable String> above = new HashMap<>();

    private Circles() {}

    /** @param items of all that was found, those that have nobody above them, too */
    static List<AxisUnit> among(Collection<Item> items, AgencyRegistry registry, LocalDate day) {
        Circles circles = new Circles();
        registry.agencies().forEach(agency -> circles.above.put(agency.id(), agency.parent(day)));
        List<Item> placed =
                items.stream().filter(item -> !item.above().isEmpty()).toList();
        placed.forEach(item -> circles.above.put(item.agency(), item.above()));
        return placed.stream()
                .filter(item -> circles.leadsBack(item.agency()))
                .map(Item::unit)
                .toList();
    }

    private boolean leadsBack(String id) {
        Set<String> visited = new HashSet<>();
        String at = above.get(id);
        while (at != null && !at.equals(id) && visited.add(at)) {
            at = above.get(at);
        }
        return id.equals(at);
    }
}
