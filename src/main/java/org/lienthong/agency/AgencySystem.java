package org.lienthong.agency;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A system that an agency runs and the hub may call.
 *
 * @param name unique within the agency
 * @param credentials names under which the hub's credential store knows what to present; never the secrets themselves
 * @param calls how data services call it
 */
public record AgencySystem(String name, URI url, Kind kind, List<String> credentials, Calls calls) {

    /** What the system speaks. */
    public enum Kind {
        REST,
        SOAP,
        VXP
    }

    /**
     * How a system is called; what is absent is as for all systems.
     *
     * @param timeout how long one call may take, all of it
     * @param concurrent calls under way at once
     * @param largestAnswer in bytes
     * @param idempotent whether asking twice does no more than asking once
     * @param tls name of the TLS bundle with what the hub trusts and presents
     * @param refusals codes of SOAP faults, or HTTP statuses, that say "you may not" rather than "I cannot"
     */
    public record Calls(
            @Nullable Duration timeout,
            @Nullable Integer concurrent,
            @Nullable Long largestAnswer,
            boolean idempotent,
            @Nullable String tls,
            Set<String> refusals) {

        public static final Calls AS_ALL = new Calls(null, null, null, false, null, Set.of());

        public Calls {
            refusals = Set.copyOf(refusals);
            if (timeout != null && (timeout.isNegative() || timeout.isZero())
                    || concurrent != null && concurrent < 1
                    || largestAnswer != null && largestAnswer < 1) {
                throw new IllegalArgumentException("timeout, concurrent and largestAnswer are more than nothing");
            }
        }
    }

    public AgencySystem {
        credentials = List.copyOf(credentials);
    }
}
