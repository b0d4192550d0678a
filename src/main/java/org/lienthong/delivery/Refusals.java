package org.lienthong.delivery;

import java.time.Clock;
import java.util.List;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records each refusal of a submission as one audit entry, before the caller is told. */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Ledger ledger;
    private final Clock clock;

    Refusals(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** When the hub itself is the cause, nothing was decided and there is nothing to record. */
    public void record(Submission submission, ProblemException refusal) {
        if (refusal.type().locus() == Locus.HUB) {
            return;
        }
        AuditEntry entry = new AuditEntry(
                AuditEvent.REFUSED,
                clock.instant(),
                submission.agency(),
                null,
                null,
                submission.channel(),
                submission.kind() == null ? null : submission.kind().wireName(),
                null,
                List.of(),
                null,
                refusal.type().slug(),
                submission.traceId());
        try {
            ledger.record(new Change.Entries(List.of(entry)));
        } catch (ProblemException unavailable) {
            // The refusal itself stands: it promises nothing, and what cannot be recorded now was not let in either.
            LOG.atError().addKeyValue("agency", submission.agency()).log("a refusal could not be recorded");
        }
    }
}
