package org.lienthong.usage;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys under {@code hub.usage}.
 *
 * @param portals codes of the agencies that may ask on behalf of the person who is logged in with them
 */
@ConfigurationProperties("hub.usage")
record UsageSettings(@DefaultValue List<String> portals) {

    UsageSettings {
        portals = List.copyOf(portals);
    }
}
