package org.lienthong.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.LongConsumer;
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

    private static final int AT_ONCE = 5000;
    private static final String MOVE = """
            update delivery set state = 0, next_attempt_at = now(), changed_at = now()
            where id in (select id from delivery where state = 1 limit ?)""";

    private final DataSource dataSource;
    private final Clock clock;

    public QueueRebuild(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Some thousand in a transaction: a crash in between leaves work for the next run, and nothing undone.
     *
     * @param progress told how many went back so far
     * @return how many deliveries went back into the outbox
     */
    public int run(LongConsumer progress) throws SQLException {
        int count = 0;
        int moved;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            do {
                moved = move(connection);
                count += moved;
                if (moved > 0 || count == 0) {
                    AuditEntry entry = AuditEntry.of(
                            AuditEvent.QUEUES_REBUILT, clock.instant(), "hub", moved + " deliveries", "command-line");
                    new AuditLog().append(connection, List.of(entry));
                }
                connection.commit();
                progress.accept(count);
            } while (moved == AT_ONCE);
        }
        return count;
    }

    private static int move(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setInt(1, AT_ONCE);
            return update.executeUpdate();
        }
    }

    /** How many there are to be moved. */
    public long waiting() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement("select count(*) from delivery where state = 1");
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
