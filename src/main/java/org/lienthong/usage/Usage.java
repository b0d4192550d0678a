package org.lienthong.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One use of a person's data. The first five are those of the Estonian data tracker ({@code Usage} of its usage API,
 * version 2), the others say more.
 *
 * @param action what for: the purpose in words
 * @param receiverCode agency id of who received the data
 * @param receiverSystem the system or credential that it used
 * @param provider agency id of who held the data
 * @param fields names of the fields that were released
 * @param exchangeId of the call
 * @param index of the audit entry
 * @param officer who asked in the agency's system; only for auditors who ask for details
 * @param caseId the case it was for; likewise
 * @param procedure the administrative procedure it was for; likewise, unless the agreement names it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Usage(
        Instant logtime,
        String action,
        String receiverCode,
        @Nullable String receiverName,
        @Nullable String receiverSystem,
        @Nullable String provider,
        @Nullable String service,
        List<String> fields,
        @Nullable String legalBasis,
        @Nullable String exchangeId,
        long index,
        @Nullable String officer,
        @Nullable String caseId,
        @Nullable String procedure) {

    Usage {
        fields = List.copyOf(fields);
    }
}
