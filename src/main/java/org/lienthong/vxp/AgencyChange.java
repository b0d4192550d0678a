package org.lienthong.vxp;

import java.util.Locale;
import org.lienthong.security.Caller;

/**
 * An agency was registered or closed over the axis; published within the transaction that does it, so that a listener
 * that writes the audit entry can fail it.
 *
 * @param agency its id
 * @param traceId as told to the caller
 */
public record AgencyChange(Action action, String agency, Caller caller, String traceId) {

    /** What was done. */
    public enum Action {
        REGISTERED,
        CLOSED;

        /** For example {@code agency-registered}. */
        public String word() {
            return "agency-" + name().toLowerCase(Locale.ROOT);
        }
    }
}
