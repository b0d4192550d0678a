package org.lienthong.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How calls of one registered system went in this process.
 *
 * @param circuit {@code closed}, {@code open} or {@code half_open}
 */
public record SystemReport(
        String circuit,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastFailure) {

    /** Whether the latest call got no sound answer, or none is made for now. */
    public boolean failing() {
        Instant success = lastSuccess;
        Instant failure = lastFailure;
        return circuit.equals("open") || failure != null && (success == null || success.isBefore(failure));
    }
}
