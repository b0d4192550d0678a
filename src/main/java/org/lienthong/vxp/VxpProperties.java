package org.lienthong.vxp;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The axis' wire API.
 *
 * @param demoSecrets whether every agency's code is a system whose secret is {@code demo-<agency id>}; never in production
 * @param timestampWindow how far the clock of a signing system may be off, either way
 * @param maxParts parts of an upload
 * @param maxPartHeader header of one part of an upload
 * @param systems those that sign, and where their secrets are
 */
@ConfigurationProperties("hub.vxp")
record VxpProperties(
        @DefaultValue("false") boolean demoSecrets,
        @DefaultValue("15m") Duration timestampWindow,
        @DefaultValue("10") int maxParts,
        @DefaultValue("8KB") DataSize maxPartHeader,
        @DefaultValue List<SystemSecret> systems) {

    VxpProperties {
        systems = List.copyOf(systems);
        if (timestampWindow.isNegative() || timestampWindow.isZero()) {
            throw new IllegalArgumentException("hub.vxp.timestamp-window: more than nothing, not " + timestampWindow);
        }
        if (maxParts < 1) {
            throw new IllegalArgumentException("hub.vxp.max-parts: at least 1, not " + maxParts);
        }
    }

    /**
     * @param systemId the {@code systemid} of a centre ({@code axis.systemId} of an agency), or an agency's code
     * @param secretRef where its secret is: {@code file:<path>} or {@code env:<name>}; never the secret itself
     */
    record SystemSecret(String systemId, String secretRef) {

        SystemSecret {
            if (systemId == null || systemId.isBlank()) {
                throw new IllegalArgumentException("hub.vxp.systems: an entry without a system-id");
            }
            if (secretRef == null || !secretRef.startsWith("file:") && !secretRef.startsWith("env:")) {
                throw new IllegalArgumentException(
                        "hub.vxp.systems: secret-ref of '" + systemId + "' is neither file:<path> nor env:<name>");
            }
        }
    }
}
