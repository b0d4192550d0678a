package org.lienthong.security.token;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose access tokens the hub takes.
 *
 * @param issuers none: no token is taken
 * @param refresh how often their keys are fetched
 * @param refreshAtMostEvery how soon after the last time they are fetched again because a token names an unknown key, or
 *     because the last time failed
 * @param fetchTimeout for the whole answer of an issuer
 * @param patience how long a call with an unknown key waits for that, and how many may wait at once is {@code waiters}
 * @param keepKeys for how long keys are good when they cannot be fetched again
 */
@ConfigurationProperties("hub.security.tokens")
public record TokenSettings(
        @DefaultValue List<IssuerSettings> issuers,
        @DefaultValue("5m") Duration refresh,
        @DefaultValue("10s") Duration refreshAtMostEvery,
        @DefaultValue("5s") Duration fetchTimeout,
        @DefaultValue("1s") Duration patience,
        @DefaultValue("16") int waiters,
        @DefaultValue("24h") Duration keepKeys) {

    public TokenSettings {
        issuers = List.copyOf(issuers);
        Set<String> taken = new HashSet<>();
        for (IssuerSettings issuer : issuers) {
            if (!taken.add("name " + issuer.name()) || !taken.add("iss " + issuer.issuer())) {
                throw new IllegalArgumentException(
                        "hub.security.tokens.issuers: '" + issuer.name() + "' has the name or issuer of another one");
            }
        }
        if (refresh.isNegative()
                || refresh.isZero()
                || refreshAtMostEvery.isNegative()
                || refreshAtMostEvery.isZero()) {
            throw new IllegalArgumentException("hub.security.tokens: refresh and refresh-at-most-every are above 0");
        }
    }
}
