package org.lienthong.vxp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts signatures that were not right, by a word of the hub's own and the agency of the register that was named. */
final class SignatureFailures {

    private final MeterRegistry meters;

    SignatureFailures(MeterRegistry meters) {
        this.meters = meters;
        count("axis-signature", "", 0); // there before the first one
    }

    /** @param agency id of a registered agency, or empty */
    void count(String reason, String agency) {
        count(reason, agency, 1);
    }

    private void count(String reason, String agency, int more) {
        Counter.builder("hub.signature.failures")
                .description("Signatures, cosignatures and timestamps that were not right")
                .tag("agency", agency)
                .tag("reason", reason)
                .register(meters)
                .increment(more);
    }
}
