package org.lienthong.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why deliveries to an agency wait at the moment.
 *
 * @param kind {@code pause} by an operator or {@code maintenance}
 * @param until when it ends; null until an operator says so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
        String agency, String kind, Instant since, @Nullable Instant until, String reason) {

    /** For parties, without who ordered it and why. */
    String words() {
        return until == null ? kind : kind + " until " + until;
    }
}
