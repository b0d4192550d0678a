package org.lienthong.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How far the entries are archived; and the lock that lets one hub of several do the work. */
final class RetentionRow {

    private static final long LOCK = 0x6c69656e_72657465L; // "lienrete"

    private final Connection connection;

    RetentionRow(Connection connection) {
        this.connection = connection;
    }

    boolean lock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    void unlock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        }
    }

    /** Entries below this index are in archives. */
    long archived() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select archived from audit_retention")) {
            if (!row.next()) {
                throw new SQLException("the row of audit_retention is missing");
            }
            return row.getLong(1);
        }
    }

    void archived(long end) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update audit_retention set archived = greatest(archived, ?)")) {
            update.setLong(1, end);
            update.executeUpdate();
        }
    }
}
