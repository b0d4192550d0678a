package org.lienthong.dossier.portal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of the hubs on one database sends to the portal: the one whose connection holds this lock, as long as it lives. */
final class HubLock {

    private static final Logger LOG = LoggerFactory.getLogger(HubLock.class);
    private static final long LOCK = 0x4c54504f5254414cL;

    private HubLock() {}

    static boolean take(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            select.setLong(1, LOCK);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    static void giveBack(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            try (PreparedStatement select = connection.prepareStatement("select pg_advisory_unlock(?)")) {
                select.setLong(1, LOCK);
                select.execute();
            }
        } catch (SQLException e) {
            LOG.debug("the lock went with its connection", e);
        }
    }
}
