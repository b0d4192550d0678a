package org.lienthong.service;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lienthong.security.Caller;

/**
 * A call of a data service as it came, with nothing of it checked but who makes it.
 *
 * @param channel {@code rest} or {@code soap}
 * @param provider id, code or alias of the agency asked
 * @param service name of the service
 * @param purpose code, as are the next three, or null when the caller gave none
 * @param waitSeconds how long the caller says it will wait, or null
 * @param body reads the JSON, once it is known which service it is for
 */
record ServiceRequest(
        Caller caller,
        String channel,
        String provider,
        String service,
        @Nullable String purpose,
        @Nullable String caseId,
        @Nullable String procedure,
        @Nullable String officer,
        @Nullable Integer waitSeconds,
        Body body,
        String traceId) {

    ServiceRequest {
        Objects.requireNonNull(caller.agency());
    }

    /** The same without what was asked, for keeping. */
    ServiceRequest withoutBody() {
        return new ServiceRequest(
                caller,
                channel,
                provider,
                service,
                purpose,
                caseId,
                procedure,
                officer,
                waitSeconds,
                schemas -> new byte[0],
                traceId);
    }

    /** The bytes of a request in JSON, given the schema that it is to satisfy. */
    @FunctionalInterface
    interface Body {

        /** @throws org.lienthong.problem.ProblemException when there is no JSON in it */
        byte[] json(ServiceSchemas.Pair schemas);
    }
}
