package org.lienthong.console;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long somebody stays logged in, and when the overview draws attention to what waits.
 *
 * @param idle without a click; pages that renew themselves do not count
 * @param lifetime at most, whatever is clicked: a key that was withdrawn ends no session
 * @param secureCookies whether browsers may send the cookies over TLS alone
 * @param late how old what waits for a recipient may be before attention is drawn to it
 * @param stuck how old before documents are said not to flow
 * @param unfetched how long an agency may leave its mailbox alone
 */
@ConfigurationProperties("hub.console")
record ConsoleSettings(
        @DefaultValue("15m") Duration idle,
        @DefaultValue("8h") Duration lifetime,
        @DefaultValue("true") boolean secureCookies,
        @DefaultValue("5m") Duration late,
        @DefaultValue("30m") Duration stuck,
        @DefaultValue("1d") Duration unfetched) {

    ConsoleSettings {
        if (idle.compareTo(Duration.ofMinutes(1)) < 0 || lifetime.compareTo(idle) < 0) {
            throw new IllegalArgumentException("hub.console: idle is at least 1m, and lifetime at least as long");
        }
    }
}
