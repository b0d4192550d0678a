package org.lienthong.service;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.access.DataAccessLog;
import org.lienthong.call.Deadline;

/**
 * One call of a data service that an agreement permits. Only the hub makes one, and a route can call a registered system
 * only with one: so there is no call without a decision.
 *
 * @param provider agency id
 * @param service name of the service
 * @param consumer agency id
 * @param input the request, JSON as the service's schema demands
 * @param largestAnswer of the provider's, in bytes
 * @param record returns when the request is on record; before that nothing of it leaves the hub
 */
public record ServiceCall(
        UUID exchangeId,
        String provider,
        String service,
        String consumer,
        String purpose,
        @Nullable String procedure,
        @Nullable String caseId,
        @Nullable String officer,
        String input,
        Instant at,
        Deadline deadline,
        long largestAnswer,
        String traceId,
        DataAccessLog.Recording record) {

    /** Shows nothing of the request. */
    @Override
    public String toString() {
        return "ServiceCall[" + exchangeId + ", " + provider + "/" + service + "]";
    }
}
