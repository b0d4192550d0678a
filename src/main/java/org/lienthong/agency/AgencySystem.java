package org.lienthong.agency;

import java.net.URI;
import java.util.List;

/**
 * A system that an agency runs and the hub may call.
 *
 * @param name unique within the agency
 * @param credentials names under which the hub's credential store knows what to present; never the secrets themselves
 */
public record AgencySystem(String name, URI url, Kind kind, List<String> credentials) {

    /** What the system speaks. */
    public enum Kind {
        REST,
        SOAP,
        VXP
    }

    public AgencySystem {
        credentials = List.copyOf(credentials);
    }
}
