package org.lienthong.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;

/**
 * Puts everything that should be in a recipient's queue back into the outbox, as after the loss of the broker's data: the
 * database alone can fill every queue again. Harmless when the broker has lost nothing: messages that are still there have
 * the same duplicate ids, and a delivery that was made is not made again.
 */
public final class QueueRebuild {

    private final DataSource dataSource;
    private final Clock clock;

    public QueueRebuild(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Returns how many deliveries went back into the outbox. */
    public int run() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            int count;
            try (PreparedStatement update = connection.prepareStatement(
                    "update delivery set state = 0, next_attempt_at = now(), changed_at = now() where state = 1")) {
                count = update.executeUpdate();
            }
            AuditEntry entry = AuditEntry.of(
                    AuditEvent.QUEUES_REBUILT, clock.instant(), "hub", count + " deliveries", "command-line");
            new AuditLog().append(connection, List.of(entry));
            connection.commit();
            return count;
        }
    }
}
