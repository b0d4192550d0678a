package org.lienthong.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the hub's own PostgreSQL, for what no interface shows: what waits, and whether the audit log has gaps. */
final class DatabaseView {

    private static final int PORT_LINE = 3; // of postmaster.pid

    private final Path data;
    private long knownEntries;
    private byte[] knownDigest = new byte[0];

    DatabaseView(Path data) {
        this.data = data;
    }

    /** Deliveries that are not done, described; empty when nothing is under way. */
    List<String> waiting() throws IOException, SQLException {
        List<String> waiting = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select id, recipient, state, mode, attempts, next_attempt_at, reason from delivery
                        where state <> 4 order by id limit 50""")) {
            while (rows.next()) {
                waiting.add("%s to %s: state %d, mode %d, %d attempts, next %s, %s"
                        .formatted(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getInt(3),
                                rows.getInt(4),
                                rows.getInt(5),
                                rows.getString(6),
                                rows.getString(7)));
            }
        }
        return waiting;
    }

    /** The log's shape now; remembers its entries for the next look. */
    AtRest.Audit audit() throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean intact = Arrays.equals(knownDigest, digest(statement, knownEntries));
            long head = one(statement, "select size from audit_head");
            long count = one(statement, "select count(*) from audit_entry");
            AtRest.Audit audit = new AtRest.Audit(
                    count,
                    one(statement, "select coalesce(min(idx), 0) from audit_entry"),
                    one(statement, "select coalesce(max(idx), 0) from audit_entry"),
                    head,
                    knownEntries == 0 || intact);
            knownEntries = count;
            knownDigest = digest(statement, count);
            return audit;
        }
    }

    private static long one(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static byte[] digest(Statement statement, long entries) throws SQLException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (ResultSet rows = statement.executeQuery(
                    "select entry, leaf_hash from audit_entry where idx < " + entries + " order by idx")) {
                while (rows.next()) {
                    digest.update(rows.getBytes(1));
                    digest.update(rows.getBytes(2));
                }
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws IOException, SQLException {
        String port = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(PORT_LINE)
                .strip();
        String password = Files.readString(data.resolve("postgres.password")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "hub", password);
    }
}
