package org.lienthong.vxp;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Records a change of the register of agencies in the transaction that makes it. */
final class RegisterAudit {

    private final DataSource database;
    private final AuditLog log;
    private final Clock clock;

    RegisterAudit(DataSource database, AuditLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param action for example {@code agency-registered}
     * @param agency id of the agency that changed
     */
    void record(String action, String agency, Call call) {
        AuditEntry entry = AuditEntry.of(
                        AuditEvent.CONFIGURED,
                        clock.instant(),
                        Who.of(call.caller().requireAgency()).to(agency),
                        Origin.of("vxp", call.traceId()))
                .result(action);
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            log.append(connection, List.of(entry));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the change could not be recorded", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }
}
