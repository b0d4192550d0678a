package org.lienthong.agreement;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.Detail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Records in the audit log what is ordered about agreements and what was noticed about their use. */
class AgreementAudit {

    private final DataSource database;
    private final AuditLog log;

    AgreementAudit(DataSource database, AuditLog log) {
        this.database = database;
        this.log = log;
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
        append(AuditEntry.of(
                        AuditEvent.CONFIGURED, order.at(), Who.of(order.by()).to(subject), Origin.of(channel, traceId))
                .result(what));
    }

    /** In a transaction of its own. */
    void alerted(Alert alert) {
        append(AuditEntry.of(
                        AuditEvent.ALERTED,
                        alert.at(),
                        Who.of(Order.HUB).to(alert.consumer()),
                        Origin.of(null, alert.traceId()))
                .about(About.kind("service"))
                .result(alert.kind().slug())
                .detail(Detail.Access.under(alert.agreement())));
    }

    private void append(AuditEntry entry) {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            boolean alone = connection.getAutoCommit();
            if (alone) {
                connection.setAutoCommit(false);
            }
            try {
                log.append(connection, List.of(entry));
                if (alone) {
                    connection.commit();
                }
            } finally {
                if (alone) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("it could not be recorded", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }
}
