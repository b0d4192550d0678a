package org.lienthong.agreement;

import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.audit.Detail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;

/** Records in the audit log what is ordered about agreements and what was noticed about their use. */
class AgreementAudit {

    private final AuditedTransaction transaction;

    AgreementAudit(AuditedTransaction transaction) {
        this.transaction = transaction;
    }

    /** Joins the caller's transaction; to be called last. */
    void ordered(Order order, String traceId) {
        String subject =
                switch (order.target()) {
                    case PROVIDER, CONSUMER -> order.id();
                    case SERVICE -> order.id().substring(0, order.id().indexOf('/'));
                    case AGREEMENT -> null;
                };
        String what = order.action().word() + " " + order.target().word() + " " + order.id();
        String channel = order.by().equals(Order.HUB) ? null : "rest";
        transaction.record(AuditEntry.of(
                        AuditEvent.CONFIGURED, order.at(), Who.of(order.by()).to(subject), Origin.of(channel, traceId))
                .result(what));
    }

    /** In a transaction of its own. */
    void alerted(Alert alert) {
        transaction.record(AuditEntry.of(
                        AuditEvent.ALERTED,
                        alert.at(),
                        Who.of(Order.HUB).to(alert.consumer()),
                        Origin.of(null, alert.traceId()))
                .about(About.kind("service"))
                .result(alert.kind().slug())
                .detail(Detail.Access.under(alert.agreement())));
    }
}
