package org.lienthong.agreement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to do.
 *
 * @param consumer id of the calling agency, as proven
 * @param system which of its systems calls, or null when that is not known
 * @param provider id, code or alias of the agency asked
 * @param service name of the service
 * @param purpose code, as the caller gave it; null when it gave none
 * @param caseId the dossier it is for
 * @param procedure code of the administrative procedure it is for
 * @param officer who asks
 * @param at now
 */
public record Enquiry(
        String consumer,
        @Nullable String system,
        String provider,
        String service,
        @Nullable String purpose,
        @Nullable String caseId,
        @Nullable String procedure,
        @Nullable String officer,
        Instant at) {}
