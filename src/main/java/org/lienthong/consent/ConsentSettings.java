package org.lienthong.consent;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code hub.operations.consent} and what belongs to it.
 *
 * @param consent actions that need a second person
 * @param consentWithin how long a proposal waits for one
 */
@ConfigurationProperties("hub.operations")
record ConsentSettings(
        @DefaultValue Set<String> consent,
        @DefaultValue("24h") Duration consentWithin) {

    ConsentSettings {
        consent = Set.copyOf(consent);
        if (consentWithin.isNegative() || consentWithin.isZero()) {
            throw new IllegalArgumentException("hub.operations.consent-within: must be positive");
        }
    }
}
