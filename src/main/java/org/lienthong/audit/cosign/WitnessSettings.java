package org.lienthong.audit.cosign;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.WitnessKey;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys under {@code hub.log} that are about witnesses.
 *
 * @param witnesses that are asked to cosign each checkpoint
 * @param witnessQuorum how many cosignatures the hub's policy needs; 0 for none
 * @param witnessTimeout for one request to a witness
 */
@ConfigurationProperties("hub.log")
public record WitnessSettings(
        @DefaultValue List<Named> witnesses,
        @DefaultValue("0") int witnessQuorum,
        @DefaultValue("5s") Duration witnessTimeout) {

    private static final int MOST = 16;

    public WitnessSettings {
        witnesses = List.copyOf(witnesses);
        if (witnesses.size() > MOST) {
            throw new IllegalArgumentException("hub.log.witnesses must not be more than " + MOST);
        }
        if (witnesses.stream().map(Named::name).distinct().count() < witnesses.size()
                || witnesses.stream().map(Named::key).distinct().count() < witnesses.size()) {
            throw new IllegalArgumentException("hub.log.witnesses has a name or a vkey twice");
        }
        if (witnessQuorum < 0 || witnessQuorum > witnesses.size()) {
            throw new IllegalArgumentException("hub.log.witness-quorum must be from 0 to the number of witnesses");
        }
        if (witnessTimeout.toMillis() < 100 || witnessTimeout.toSeconds() > 60) {
            throw new IllegalArgumentException("hub.log.witness-timeout must be from 100ms to 60s");
        }
    }

    /**
     * A witness.
     *
     * @param name for operators
     * @param url below which {@code /add-checkpoint} is
     * @param vkey the key it cosigns with
     */
    public record Named(String name, URI url, String vkey) {

        public Named {
            if (name == null || name.isBlank() || url == null || vkey == null) {
                throw new IllegalArgumentException("hub.log.witnesses: each has a name, a url and a vkey");
            }
            if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme()) || url.getHost() == null) {
                throw new IllegalArgumentException("hub.log.witnesses: the url of " + name + " is not http or https");
            }
            try {
                WitnessKey.parse(vkey.strip());
            } catch (LogFormatException e) {
                throw new IllegalArgumentException("hub.log.witnesses: " + name + ": " + e.getMessage(), e);
            }
        }

        WitnessKey key() {
            return WitnessKey.parse(vkey.strip());
        }
    }
}
