package org.lienthong.agency;

import java.util.Objects;

/**
 * The agency above another one for some time.
 *
 * @param agency its id
 */
public record AgencyParent(String agency, Period period) {

    public AgencyParent {
        Objects.requireNonNull(period);
    }
}
