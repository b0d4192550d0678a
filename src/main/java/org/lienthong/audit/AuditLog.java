package org.lienthong.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The log that every event of the hub is appended to, in the database transaction of what it records: both become durable
 * or neither does. Indices are gap-free and in commit order, because the sequencer's row stays locked until the commit;
 * so append last, and commit at once.
 */
public final class AuditLog {

    private static final byte LEAF_PREFIX = 0; // RFC 6962 §2.1

    /**
     * Appends the entries in order.
     *
     * @param connection with a transaction open; the caller commits it
     * @return the index of the first entry
     */
    public long append(Connection connection, List<AuditEntry> entries) throws SQLException {
        byte[][] lines = new byte[entries.size()][];
        byte[][] hashes = new byte[entries.size()][];
        MessageDigest sha256 = sha256();
        for (int i = 0; i < lines.length; i++) {
            lines[i] = entries.get(i).toCanonicalJson();
            sha256.update(LEAF_PREFIX);
            hashes[i] = sha256.digest(lines[i]);
        }
        long first = assign(connection, lines.length);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_entry (idx, entry, leaf_hash, exchange_id) values (?, ?, ?, ?)")) {
            for (int i = 0; i < lines.length; i++) {
                insert.setLong(1, first + i);
                insert.setBytes(2, lines[i]);
                insert.setBytes(3, hashes[i]);
                insert.setObject(4, entries.get(i).exchangeId());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return first;
    }

    private static long assign(Connection connection, int count) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update audit_head set size = size + ? returning size")) {
            update.setInt(1, count);
            try (ResultSet row = update.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the audit log's head row is missing: refusing to write");
                }
                return row.getLong(1) - count;
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
