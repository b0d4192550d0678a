package org.lienthong.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An announced interruption: deliveries to the agency wait, and calls of its services are told when to come back.
 *
 * @param agency its id
 * @param service name of one data service; null for all of them, and for deliveries
 * @param urgent whether it was announced later than the notice demands
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Maintenance(
        UUID maintenanceId,
        String agency,
        @Nullable String service,
        Instant from,
        Instant to,
        boolean urgent,
        String reason,
        Instant announcedAt,
        @Nullable String announcedBy,
        @Nullable Instant cancelledAt) {

    public boolean lastsAt(Instant at) {
        return cancelledAt == null && !at.isBefore(from) && at.isBefore(to);
    }

    /** As everybody may read it. */
    Maintenance forOthers() {
        return new Maintenance(
                maintenanceId, agency, service, from, to, urgent, reason, announcedAt, null, cancelledAt);
    }
}
