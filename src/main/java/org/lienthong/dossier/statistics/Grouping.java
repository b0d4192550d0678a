package org.lienthong.dossier.statistics;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;

/**
 * Under which ministry or province an agency is counted: the one above all others, as its records have it or by the
 * structure of some day, after all mergers, splits and moves until then. Whatever the day, each agency is counted once, so
 * that the sums agree.
 */
final class Grouping {

    /** What the figures are told by. */
    enum By {
        MINISTRY,
        PROVINCE,
        PROCEDURE
    }

    private final AgencyRegistry registry;
    private final boolean asRecorded;
    private final LocalDate day;

    private Grouping(AgencyRegistry registry, boolean asRecorded, LocalDate day) {
        this.registry = registry;
        this.asRecorded = asRecorded;
        this.day = day;
    }

    /** Under who they were; units are under whoever was above them on that day. */
    static Grouping asRecorded(AgencyRegistry registry, LocalDate day) {
        return new Grouping(registry, true, day);
    }

    /** Under who receives for them on that day. */
    static Grouping by(AgencyRegistry registry, LocalDate day) {
        return new Grouping(registry, false, day);
    }

    /** The key under which the agency is counted; its own id when nobody knows it. */
    String key(String agency) {
        @Nullable Agency found = registry.byId(agency).orElse(null);
        if (found == null) {
            return agency;
        }
        return asRecorded
                ? top(found).id()
                : top(receiver(top(receiver(found)))).id();
    }

    /** Who nobody receives for stays: what it did must not be lost from the sums. */
    private Agency receiver(Agency agency) {
        return registry.receiver(agency, day).orElse(agency);
    }

    private Agency top(Agency agency) {
        Agency top = agency;
        for (String above = top.parent(day); above != null; above = top.parent(day)) {
            top = registry.byId(above).orElseThrow();
        }
        return top;
    }

    /** The people's committees of provinces have codes that begin with H (QĐ 20/2020/QĐ-TTg). */
    static By kind(String key) {
        return key.startsWith("H") ? By.PROVINCE : By.MINISTRY;
    }

    String name(String key) {
        return registry.byId(key).map(agency -> agency.name(day)).orElse(key);
    }
}
