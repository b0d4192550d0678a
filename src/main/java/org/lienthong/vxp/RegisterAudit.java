package org.lienthong.vxp;

import java.time.Clock;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;

/** Records a change of the register of agencies in the transaction that makes it. */
final class RegisterAudit {

    private final AuditedTransaction transaction;
    private final Clock clock;

    RegisterAudit(AuditedTransaction transaction, Clock clock) {
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @param action for example {@code agency-registered}
     * @param agency id of the agency that changed
     */
    void record(String action, String agency, Call call) {
        transaction.record(AuditEntry.of(
                        AuditEvent.CONFIGURED,
                        clock.instant(),
                        Who.of(call.caller().requireAgency()).to(agency),
                        Origin.of("vxp", call.traceId()))
                .result(action));
    }
}
