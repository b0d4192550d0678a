package org.lienthong.route;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How recipients are called.
 *
 * @param consumers how many deliveries to one recipient are under way at once; its bulkhead
 * @param direct how many first attempts of one recipient may wait in memory, beside the broker; 0: none
 * @param connectTimeout how long a connection may take
 * @param responseTimeout how long the recipient may be silent
 * @param failuresToPause after so many failures in a row the recipient is left alone for a while
 * @param longestPause the longest such while
 */
@ConfigurationProperties("hub.delivery")
record DeliverySettings(
        @DefaultValue("4") int consumers,
        @DefaultValue("256") int direct,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout,
        @DefaultValue("5") int failuresToPause,
        @DefaultValue("1m") Duration longestPause) {

    DeliverySettings {
        if (consumers < 1 || failuresToPause < 1 || direct < 0) {
            throw new IllegalArgumentException(
                    "hub.delivery.consumers and failures-to-pause must be at least 1, hub.delivery.direct at least 0");
        }
    }
}
