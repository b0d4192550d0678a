package org.lienthong.delivery;

import java.time.Clock;
import java.util.List;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.security.Caller;
import org.lienthong.security.Denial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records each denial as one audit entry, before the caller is told. */
@Component
final class DenialRecords {

    private static final Logger LOG = LoggerFactory.getLogger(DenialRecords.class);

    private final Ledger ledger;
    private final Clock clock;

    DenialRecords(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Who sends too fast is not recorded each time: the log would grow as fast. */
    @EventListener
    void on(Denial denial) {
        ProblemType type = denial.type();
        if (type.locus() == Locus.HUB || type == ProblemType.RATE_LIMITED) {
            return;
        }
        AuditEntry entry = new AuditEntry(
                type.status() == 401 || type.status() == 403 ? AuditEvent.DENIED : AuditEvent.REFUSED,
                clock.instant(),
                actor(denial.caller()),
                null,
                null,
                denial.channel(),
                null,
                null,
                List.of(),
                null,
                type.slug(),
                denial.traceId());
        try {
            ledger.record(new Change.Entries(List.of(entry)));
        } catch (ProblemException unavailable) {
            // The denial stands all the same: nobody was let in.
            LOG.atError().addKeyValue("problem", type.slug()).log("a denial could not be recorded");
        }
    }

    private static String actor(@org.jspecify.annotations.Nullable Caller caller) {
        if (caller == null) {
            return "unknown";
        }
        String agency = caller.agency();
        return agency == null ? caller.id() : agency;
    }
}
