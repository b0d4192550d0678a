package org.lienthong.audit.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Merkle;

/** Reads the audit entries over one connection, which holds the lock that makes its owner the only writer. */
final class AuditRows implements AutoCloseable {

    private static final long LOCK = 0x6c69656e_746c6f67L; // "lientlog"

    private static final String KEEP = """
            insert into audit_checkpoint (note, rechecked) values (?, ?)
            on conflict (only_row) do update set note = excluded.note, rechecked = excluded.rechecked""";

    private final Connection connection;

    /** Takes the connection over. */
    AuditRows(Connection connection) {
        this.connection = connection;
    }

    /** Whether this connection is the one that may write the log; it stays so until it is closed or lost. */
    boolean lock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    long size() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select size from audit_head")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The first entry from which on all are in the database; older ones may have been dropped after they were archived. */
    long onlineFrom() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select online_from from audit_retention")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * The entries from an index to before another.
     *
     * @throws AuditInconsistentException when one is missing or does not have the hash it was written with
     */
    List<byte[]> entries(long from, long to) throws SQLException {
        List<byte[]> entries = new ArrayList<>((int) (to - from));
        try (PreparedStatement select = connection.prepareStatement(
                "select idx, entry, leaf_hash from audit_entry where idx >= ? and idx < ? order by idx")) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long index = from + entries.size();
                    if (row.getLong(1) != index) {
                        throw missing(index);
                    }
                    byte[] entry = row.getBytes(2);
                    if (!Arrays.equals(Merkle.leaf(entry), row.getBytes(3))) {
                        throw new AuditInconsistentException(index, "the entry in the database was changed");
                    }
                    entries.add(entry);
                }
            }
        }
        if (entries.size() < to - from) {
            throw missing(from + entries.size());
        }
        return entries;
    }

    /** The last signed checkpoint as the database has it, and how far the check in the background came; or null. */
    @Nullable
    Kept kept() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select note, rechecked from audit_checkpoint")) {
            return row.next() ? new Kept(row.getBytes(1), row.getLong(2)) : null;
        }
    }

    /**
     * Keeps them. It may be lost in a crash, and then is behind the log's directory, which is always allowed; so nobody
     * waits for the disk.
     */
    void keep(byte[] note, long rechecked) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement local = connection.createStatement();
                PreparedStatement upsert = connection.prepareStatement(KEEP)) {
            local.execute("set local synchronous_commit = off");
            upsert.setBytes(1, note);
            upsert.setLong(2, rechecked);
            upsert.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * @param note the signed checkpoint
     * @param rechecked the bundle that is compared next
     */
    record Kept(byte[] note, long rechecked) {}

    @Override
    public void close() throws SQLException {
        try (connection) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_unlock_all()"); // the connection goes back to the pool, and lives
            }
        }
    }

    private static AuditInconsistentException missing(long index) {
        return new AuditInconsistentException(index, "the entry is missing in the database");
    }
}
