package org.lienthong.dossier.statistics;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys under {@code hub.statistics}.
 *
 * @param fold how often what changed is added up; readers never wait for it
 * @param holidays days off besides Saturdays and Sundays; a day that becomes one later changes no figure of dossiers that
 *     do not change
 * @param pageScan dossiers looked at for one page of those behind a figure
 */
@ConfigurationProperties("hub.statistics")
record StatisticsSettings(
        @DefaultValue("2s") Duration fold,
        @DefaultValue Set<LocalDate> holidays,
        @DefaultValue("20000") int pageScan) {

    StatisticsSettings {
        holidays = Set.copyOf(holidays);
        if (fold.isNegative() || fold.isZero() || pageScan < 1) {
            throw new IllegalArgumentException("hub.statistics: fold and page-scan are more than 0");
        }
    }
}
