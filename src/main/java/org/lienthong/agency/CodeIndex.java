package org.lienthong.agency;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who holds which code or alias when. One hash look-up, then a walk over the holders of that one code. */
final class CodeIndex {

    /** One holder of a code for some time. */
    private record Holding(Agency agency, Period period) {}

    private final Map<String, List<Holding>> holdings;

    CodeIndex(Collection<Agency> agencies) {
        holdings = new HashMap<>(agencies.size() * 4);
        for (Agency agency : agencies) {
            agency.codes().forEach(code -> put(code.value(), new Holding(agency, code.period())));
            agency.aliases().forEach(alias -> put(alias, new Holding(agency, Period.ALWAYS)));
        }
    }

    private void put(String code, Holding holding) {
        List<Holding> alone = holdings.putIfAbsent(code, List.of(holding));
        if (alone != null) {
            List<Holding> several = new ArrayList<>(alone);
            several.add(holding);
            holdings.put(code, List.copyOf(several));
        }
    }

    /** Who holds the code on that day; when nobody does, who held it last before. */
    @Nullable
    Agency holder(String text, LocalDate day) {
        String code = AgencyCode.comparable(text);
        List<Holding> candidates = code == null ? null : holdings.get(code);
        if (candidates == null) {
            return null;
        }
        Holding last = null;
        for (Holding candidate : candidates) {
            if (candidate.period().contains(day)) {
                return candidate.agency();
            }
            if (candidate.period().endedBy(day) && (last == null || endsLater(candidate, last))) {
                last = candidate;
            }
        }
        return last == null ? null : last.agency();
    }

    private static boolean endsLater(Holding one, Holding other) {
        LocalDate end = one.period().to();
        LocalDate otherEnd = other.period().to();
        return end != null && otherEnd != null && end.isAfter(otherEnd);
    }
}
