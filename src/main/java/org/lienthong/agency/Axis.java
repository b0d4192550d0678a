package org.lienthong.agency;

import java.util.Set;

/**
 * An agency's centre on the document axis.
 *
 * @param systemId the {@code systemid} that it signs with
 * @param scope ids of further agencies that it may send for; each covers the agencies beneath it
 */
public record Axis(String systemId, Set<String> scope) {

    public Axis {
        scope = Set.copyOf(scope);
    }
}
