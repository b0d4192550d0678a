package org.lienthong.search;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code hub.search}.
 *
 * @param candidates exchanges that one look examines at most; beyond, the page says how far back it went
 * @param patience how long the database may take for one look
 */
@ConfigurationProperties("hub.search")
record SearchSettings(
        @DefaultValue("5000") int candidates,
        @DefaultValue("3s") Duration patience) {

    SearchSettings {
        if (candidates < ExchangeQuery.MOST || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "hub.search: candidates must be at least " + ExchangeQuery.MOST + ", patience positive");
        }
    }
}
