package org.lienthong.audit;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/**
 * The log that every event of the hub is appended to, in the database transaction of what it records: both become durable
 * or neither does. Indices are gap-free and in commit order, because the sequencer's row stays locked until the commit;
 * so append last, and commit at once.
 */
public final class AuditLog {

    private static final byte LEAF_PREFIX = 0; // RFC 6962 §2.1
    // One statement, because the sequencer is locked from its first line on.
    private static final String APPEND = """
            with head as (update audit_head set size = size + ? returning size - ? as first),
            appended as (
              insert into audit_entry (idx, entry, leaf_hash, exchange_id, kind, month)
              select first + position - 1, entry, leaf_hash, exchange_id, kind, month
              from head, unnest(?, ?, ?, ?, ?) with ordinality as e (entry, leaf_hash, exchange_id, kind, month, position))
            select first from head""";

    private static final int PARAMETERS = 7;

    /** Months are those of offices. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private volatile @Nullable String inconsistency;
    private volatile boolean timestampOverdue;

    /**
     * Refuses everything from now on, because what is recorded is in doubt. Only a restart takes it back.
     *
     * @param reason for operators: where the contradiction is and what to do
     */
    public void refuse(String reason) {
        inconsistency = reason;
    }

    /** Why nothing is recorded, or null as long as all is well. */
    public @Nullable String inconsistency() {
        return inconsistency;
    }

    /** @throws ProblemException when the log refuses */
    public void requireConsistent() {
        if (inconsistency != null) {
            throw new ProblemException(
                    ProblemType.AUDIT_INCONSISTENT,
                    "The audit log contradicts the database, so nothing is recorded and nothing accepted. An operator has"
                            + " to act; send the same again later.",
                    "Nhật ký kiểm toán không khớp cơ sở dữ liệu nên trục không ghi và không tiếp nhận. Đơn vị vận hành cần"
                            + " xử lý; vui lòng gửi lại sau.");
        }
    }

    /**
     * Whether new submissions wait for a timestamp of the log. What was accepted before goes on its way and is recorded.
     *
     * @param overdue whether the required period is over
     */
    public void requireTimestamp(boolean overdue) {
        timestampOverdue = overdue;
    }

    /** @throws ProblemException when the log refuses, or when it has no recent timestamp where one is required */
    public void requireAccepting() {
        requireConsistent();
        if (timestampOverdue) {
            throw new ProblemException(
                    ProblemType.TIMESTAMPING_UNAVAILABLE,
                    "No timestamp of the audit log could be had for too long, so nothing is accepted. Send the same again"
                            + " later.",
                    "Đã quá lâu không lấy được dấu thời gian cho nhật ký kiểm toán nên trục không tiếp nhận. Vui lòng gửi"
                            + " lại sau.");
        }
    }

    /**
     * An entry as it is written: its bytes, their hash, and what it is found by. Whoever waits for the commit makes it, so
     * that the one that commits, and holds the sequencer, only writes.
     */
    public record Line(
            byte[] entry, byte[] leafHash, @Nullable UUID exchange, int kind, LocalDate month) {

        public static Line of(AuditEntry entry) {
            byte[] bytes = entry.toCanonicalJson();
            MessageDigest sha256 = DigestUtils.getSha256Digest();
            sha256.update(LEAF_PREFIX);
            return new Line(
                    bytes,
                    sha256.digest(bytes),
                    entry.about().exchange(),
                    AuditKind.of(entry.event()).ordinal(),
                    LocalDate.ofInstant(entry.at(), ZONE).withDayOfMonth(1));
        }
    }

    /** Statements that go to the database in one message with the appending one, and are executed after it. */
    public interface Following {

        Following NOTHING = new Following() {
            @Override
            public String sql() {
                return "";
            }

            @Override
            public void bind(Connection connection, PreparedStatement statement, int first) {}
        };

        /** Begins with a semicolon, or is empty. */
        String sql();

        /** @param first the number of its first parameter */
        void bind(Connection connection, PreparedStatement statement, int first) throws SQLException;
    }

    /**
     * Appends the entries in order.
     *
     * @param connection with a transaction open; the caller commits it
     * @return the index of the first entry
     */
    public long append(Connection connection, List<AuditEntry> entries) throws SQLException {
        return append(connection, entries.stream().map(Line::of).toList(), Following.NOTHING);
    }

    /** As {@link #append(Connection, List)}, with what belongs to the entries; a commit, too. */
    public long append(Connection connection, List<Line> lines, Following following) throws SQLException {
        requireConsistent();
        for (Line line : lines) {
            if (line.entry().length > EntryBundle.LONGEST_ENTRY) {
                throw new SQLDataException("an entry is longer than the log's format allows", "22001");
            }
        }
        try (PreparedStatement append = connection.prepareStatement(APPEND + following.sql())) {
            append.setInt(1, lines.size());
            append.setInt(2, lines.size());
            append.setArray(3, connection.createArrayOf("bytea", bytes(lines, Line::entry)));
            append.setArray(4, connection.createArrayOf("bytea", bytes(lines, Line::leafHash)));
            append.setArray(5, connection.createArrayOf("uuid", column(lines, Line::exchange)));
            append.setArray(6, connection.createArrayOf("int2", column(lines, Line::kind)));
            append.setArray(7, connection.createArrayOf("date", column(lines, line -> line.month()
                    .toString())));
            following.bind(connection, append, PARAMETERS + 1);
            append.execute();
            try (ResultSet row = append.getResultSet()) {
                if (row == null || !row.next()) {
                    throw new SQLException("the audit log's head row is missing: refusing to write");
                }
                return row.getLong(1);
            }
        }
    }

    private static Object[] column(List<Line> lines, Function<Line, @Nullable Object> value) {
        return lines.stream().map(value).toArray();
    }

    private static byte[][] bytes(List<Line> lines, Function<Line, byte[]> value) {
        return lines.stream().map(value).toArray(byte[][]::new);
    }
}
