package org.lienthong.agreement;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;

/** Whether an enquiry may go on to the provider. Whatever is not permitted is denied. */
public sealed interface Decision {

    /**
     * It may, and of the answer these fields may leave.
     *
     * @param consumer id of the agency that uses the agreement today, after all mergers
     */
    record Permitted(ServiceDefinition service, Agreement agreement, String consumer) implements Decision {

        /** Paths of the fields that may leave. */
        public Set<String> fields() {
            return agreement.fields();
        }
    }

    /**
     * It may not.
     *
     * @param service what was asked for, or null when there is no such service
     * @param agreement the one that comes nearest, or null when the two agencies have none about the service
     */
    record Denied(
            DenialReason reason,
            @Nullable ServiceDefinition service,
            @Nullable Agreement agreement) implements Decision {

        /** What the caller is told: without an agreement nothing that would tell whether the service exists. */
        public ProblemException problem() {
            return reason.problem();
        }
    }
}
