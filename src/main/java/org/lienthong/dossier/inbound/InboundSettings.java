package org.lienthong.dossier.inbound;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the portal hands in dossiers.
 *
 * @param portals codes of the agencies whose portal may
 * @param largestRecord one dossier, as sent
 * @param records dossiers in one request
 */
@ConfigurationProperties("hub.portal-dossiers")
record InboundSettings(
        @DefaultValue List<String> portals,
        @DefaultValue("256KB") DataSize largestRecord,
        @DefaultValue("100") int records) {

    InboundSettings {
        portals = List.copyOf(portals);
        if (records < 1 || largestRecord.toBytes() < 1 || largestRecord.toMegabytes() > 4) {
            throw new IllegalArgumentException(
                    "hub.portal-dossiers: records is at least 1, largest-record at most 4MB");
        }
    }

    int largestRequest() {
        return (int) Math.min(64L << 20, largestRecord.toBytes() * records);
    }
}
