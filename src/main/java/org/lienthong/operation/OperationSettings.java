package org.lienthong.operation;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code hub.operations}.
 *
 * @param notice working days between the announcement of maintenance and its begin (NĐ 47/2020 Art 43)
 * @param holidays days that are not worked besides Saturdays and Sundays
 * @param longestMaintenance one interruption lasts at most so long
 * @param poll how often each hub looks for pauses and maintenance that another one was told of
 * @param workers whether this hub works on dead letters in the background
 */
@ConfigurationProperties("hub.operations")
record OperationSettings(
        @DefaultValue("7") int notice,
        @DefaultValue Set<LocalDate> holidays,
        @DefaultValue("30d") Duration longestMaintenance,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("true") boolean workers) {

    OperationSettings {
        holidays = Set.copyOf(holidays);
        if (notice < 0 || longestMaintenance.isNegative() || poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException("hub.operations: notice, longest-maintenance and poll are not negative");
        }
    }
}
