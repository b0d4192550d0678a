package org.lienthong.audit.timestamp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.StampName;

/** The stamps in the database, where they outlive the log's directory and are known to every hub on it. */
final class StampRows implements AutoCloseable {

    private static final long LOCK = 0x6c69656e_74696d65L; // "lientime"

    private final Connection connection;

    /** Takes the connection over. */
    StampRows(Connection connection) {
        this.connection = connection;
    }

    /** Whether this connection is the one that may have something stamped, until it is closed. */
    boolean lock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The time of the latest token, or null when there is none. */
    @Nullable
    Instant latest() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(stamped_at) from audit_timestamp")) {
            row.next();
            OffsetDateTime time = row.getObject(1, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
    }

    void insert(Stamp stamp, String authority, Instant time) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_timestamp (name, stamped_at, authority, note, response) values (?, ?, ?, ?, ?)")) {
            insert.setString(1, stamp.name().toString());
            insert.setObject(2, time.atOffset(ZoneOffset.UTC));
            insert.setString(3, authority);
            insert.setBytes(4, stamp.note());
            insert.setBytes(5, stamp.response());
            insert.executeUpdate();
        }
    }

    /** All names, oldest first. */
    List<StampName> names() throws SQLException {
        List<StampName> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select name from audit_timestamp order by name")) {
            while (row.next()) {
                names.add(StampName.parse(row.getString(1)));
            }
        }
        return names;
    }

    Stamp read(StampName name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select note, response from audit_timestamp where name = ?")) {
            select.setString(1, name.toString());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the timestamp " + name + " is gone");
                }
                return new Stamp(name, row.getBytes(1), row.getBytes(2));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_unlock(" + LOCK + ")"); // the connection goes back to the pool
            }
        }
    }
}
