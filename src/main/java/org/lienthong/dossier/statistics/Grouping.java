package org.lienthong.dossier.statistics;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;

/**
 * Under which ministry or province an agency is counted: the one above all others, as it was or as it is today after all
 * mergers.
 */
final class Grouping {

    /** What the figures are told by. */
    enum By {
        MINISTRY,
        PROVINCE,
        PROCEDURE
    }

    private final AgencyRegistry registry;
    private final boolean asToday;
    private final LocalDate today;

    Grouping(AgencyRegistry registry, boolean asToday, LocalDate today) {
        this.registry = registry;
        this.asToday = asToday;
        this.today = today;
    }

    /** The key under which the agency is counted; its own id when nobody knows it. */
    String key(String agency) {
        @Nullable Agency found = registry.byId(agency).orElse(null);
        if (found != null && asToday) {
            found = registry.receiver(top(found), today).orElse(found);
        }
        return found == null ? agency : top(found).id();
    }

    private Agency top(Agency agency) {
        Agency top = agency;
        while (top.parent() != null) {
            top = registry.byId(top.parent()).orElseThrow();
        }
        return top;
    }

    /** The people's committees of provinces have codes that begin with H (QĐ 20/2020/QĐ-TTg). */
    static By kind(String key) {
        return key.startsWith("H") ? By.PROVINCE : By.MINISTRY;
    }

    String name(String key, LocalDate day) {
        return registry.byId(key)
                .map(agency -> agency.name(asToday ? today : day))
                .orElse(key);
    }
}
