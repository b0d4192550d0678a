package org.lienthong.agreement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Period;

/**
 * A pause of an agreement that its file announces (NĐ 47/2020 Art 43).
 *
 * @param notified when the consumer was told; a planned one is announced 7 working days ahead
 */
public record Suspension(Period period, Kind kind, @Nullable LocalDate notified, Text reason) {

    /** Why. */
    public enum Kind {
        /** Maintenance and the like. */
        PLANNED,
        /** The consumer broke the agreement; it is told within a day. */
        VIOLATION
    }
}
