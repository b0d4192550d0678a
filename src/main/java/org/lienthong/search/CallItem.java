package org.lienthong.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one call of a data service ended; nothing that leads to a person.
 *
 * @param exchangeId the call's id, by which its story is found
 * @param outcome {@code released}, {@code denied} or {@code failed}
 * @param result why it was denied or failed
 * @param index of the entry in the audit log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallItem(
        UUID exchangeId,
        Instant at,
        String outcome,
        String consumer,
        @Nullable String provider,
        @Nullable String service,
        @Nullable String purpose,
        @Nullable String agreement,
        @Nullable String result,
        long index) {

    /**
     * Newest first.
     *
     * @param next the cursor of the next page; null when there is nothing more
     * @param searchedBackTo as in {@link ExchangePage}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            List<CallItem> items,
            @Nullable String next,
            @Nullable Instant searchedBackTo) {}
}
