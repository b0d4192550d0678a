package org.lienthong.mapping;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** The day and the moment in Viet Nam, where the languages' own functions would take the process' zone. */
record Today(Clock clock) {

    private static final ZoneId VIET_NAM = ZoneId.of("Asia/Ho_Chi_Minh");

    LocalDate day() {
        return LocalDate.now(clock.withZone(VIET_NAM));
    }

    /** To the second, with {@code +07:00}. */
    ZonedDateTime moment() {
        return ZonedDateTime.now(clock.withZone(VIET_NAM)).truncatedTo(ChronoUnit.SECONDS);
    }
}
