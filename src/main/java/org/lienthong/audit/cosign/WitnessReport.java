package org.lienthong.audit.cosign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one witness is doing, for operators: a change is said in the hub's log, and the present state is in its health. */
final class WitnessReport {

    private static final Logger LOG = LoggerFactory.getLogger(Cosigner.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String name;
    private final Clock clock;
    private long entries;
    private long unproven;
    private @Nullable Instant cosigned;
    private @Nullable Instant failingSince;
    private @Nullable String problem;
    private @Nullable String contradiction;

    WitnessReport(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    synchronized void cosigned(long size, Instant time) {
        if (problem != null || contradiction != null) {
            LOG.atInfo().addKeyValue("witness", name).log("the witness cosigns the audit log again");
        }
        entries = size;
        cosigned = time;
        failingSince = null;
        problem = null;
        contradiction = null;
    }

    synchronized void failed(String why) {
        if (problem == null) {
            LOG.atWarn().addKeyValue("witness", name).log("the witness did not cosign the audit log: {}", why);
            failingSince = clock.instant();
        }
        problem = why;
    }

    synchronized void unproven(String why) {
        unproven++;
        failed(why);
    }

    /** How often its signature was not right. */
    synchronized long unproven() {
        return unproven;
    }

    synchronized void contradicted(String why) {
        if (contradiction == null) {
            LOG.atError()
                    .addKeyValue("witness", name)
                    .log(
                            "AUDIT_INCONSISTENT: the witness saw another history of the audit log: {}. Either this log was"
                                    + " rewritten or restored from an old copy, or somebody else signs with its key. Keep the"
                                    + " log's directory and the witness' files as evidence. See docs/audit-log.md.",
                            why);
        }
        contradiction = why;
    }

    synchronized boolean isContradicted() {
        return contradiction != null;
    }

    /** Whether it cosigned the last checkpoint that it was asked about. */
    synchronized boolean isPrompt() {
        return cosigned != null && problem == null && contradiction == null;
    }

    synchronized boolean isInterrupted() {
        return problem != null;
    }

    /** Whether it cosigns, apart from short interruptions; nobody is missed before being asked. */
    synchronized boolean isWell() {
        boolean failing = failingSince != null && failingSince.plus(PATIENCE).isBefore(clock.instant());
        return !failing && contradiction == null;
    }

    synchronized Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        if (cosigned != null) {
            details.put("entries", entries);
            details.put("cosigned", cosigned.toString());
        }
        if (problem != null) {
            details.put("problem", problem);
        }
        if (contradiction != null) {
            details.put("reason", "AUDIT_INCONSISTENT: " + contradiction);
        }
        return details;
    }
}
