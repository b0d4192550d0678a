package org.lienthong.agreement;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When asking looks like trying out numbers.
 *
 * @param window over which is counted
 * @param consecutive persons in a row, asked for by one officer, of whom none was found
 * @param misses different persons asked for by one officer and not found
 * @param persons different persons asked for by one officer, found or not
 * @param agencyMisses different persons asked for by all officers of an agency and not found
 * @param suspension how long the agreement is then suspended; zero: not at all
 */
@ConfigurationProperties("hub.enumeration")
record EnumerationSettings(
        @DefaultValue("10m") Duration window,
        @DefaultValue("10") int consecutive,
        @DefaultValue("20") int misses,
        @DefaultValue("300") int persons,
        @DefaultValue("500") int agencyMisses,
        @DefaultValue("0s") Duration suspension) {

    EnumerationSettings {
        if (window.isZero() || window.isNegative() || suspension.isNegative()) {
            throw new IllegalArgumentException("hub.enumeration: window must be positive, suspension not negative");
        }
        if (consecutive < 1 || misses < 1 || persons < 1 || agencyMisses < 1) {
            throw new IllegalArgumentException(
                    "hub.enumeration: consecutive, misses, persons and agency-misses are at least 1");
        }
    }
}
