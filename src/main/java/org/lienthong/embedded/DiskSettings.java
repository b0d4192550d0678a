package org.lienthong.embedded;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Keys under {@code hub.disk}.
 *
 * @param reserve free space at the data directory below which nothing more is accepted
 */
@ConfigurationProperties("hub.disk")
record DiskSettings(@DefaultValue("512MB") DataSize reserve) {

    DiskSettings {
        if (reserve.isNegative()) {
            throw new IllegalArgumentException("hub.disk.reserve must not be negative: " + reserve);
        }
    }
}
