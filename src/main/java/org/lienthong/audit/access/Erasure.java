package org.lienthong.audit.access;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the personal parts of a person's entries unreadable for ever, and their index rows unusable, while the entries and
 * all proofs stay as they are. The person's records are deleted, the others in the same buckets wrapped with new keys, and
 * the old keys destroyed: what the database's dead rows, write-ahead log and backups still hold is then noise.
 */
public final class Erasure {

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    private static final int REWRAPPED_AT_ONCE = 5000;

    /** Why a person is erased; the entry says it. */
    public enum Reason {
        /** The purpose that the data were processed for is done. */
        PURPOSE_DONE,
        /** The period of retention is over. */
        RETENTION_OVER,
        /** The person asked for it. */
        REQUEST,
        /** A competent authority decided it. */
        DECISION;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param records how many entries lost their personal part
     * @param entry index of the entry that records it
     */
    public record Erased(int records, long entry) {}

    private final DataSource dataSource;
    private final AuditLog log;
    private final PersonalKeys keys;
    private final RandomGenerator random;
    private final Clock clock;

    Erasure(DataSource dataSource, AuditLog log, PersonalKeys keys, RandomGenerator random, Clock clock) {
        this.dataSource = dataSource;
        this.log = log;
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Erases a person, and returns when nothing can bring the personal parts back.
     *
     * @param operator id of who decided it
     * @param traceId of the request
     * @throws SQLException or IOException when it is not certain; the same again ends it
     */
    public Erased erase(PersonId person, Reason reason, String operator, String traceId)
            throws IOException, SQLException {
        log.requireConsistent();
        byte[] tag = keys.current().tag(person);
        return keys.alone(() -> {
            try (Connection connection = dataSource.getConnection()) {
                long before = PersonalRows.epoch(connection);
                keys.settle(before); // what a crash left
                connection.setAutoCommit(false);
                Erased erased;
                try {
                    erased = erase(connection, tag, reason, operator, traceId);
                    connection.commit();
                } catch (SQLException | IOException | RuntimeException e) {
                    connection.rollback();
                    throw e;
                } finally {
                    connection.setAutoCommit(true);
                }
                keys.settle(PersonalRows.epoch(connection));
                sweep(connection);
                return erased;
            }
        });
    }

    private Erased erase(Connection connection, byte[] tag, Reason reason, String operator, String traceId)
            throws SQLException, IOException {
        lockLog(connection); // from here on nobody writes a record, so none can be wrapped with a key that goes
        KeySet old = keys.of(PersonalRows.epoch(connection));
        Set<Integer> buckets = buckets(connection, tag);
        int records = delete(connection, tag);
        if (!buckets.isEmpty()) {
            KeySet replaced = old.replacing(buckets, random);
            keys.stage(replaced);
            rewrap(connection, buckets, old, replaced);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update access_epoch set epoch = " + replaced.epoch());
            }
        }
        String result = reason.word() + ", " + records + " records";
        long entry = log.append(
                connection, List.of(AuditEntry.of(AuditEvent.ERASED, clock.instant(), operator, result, traceId)));
        return new Erased(records, entry);
    }

    private static void lockLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select size from audit_head for update");
        }
    }

    private static Set<Integer> buckets(Connection connection, byte[] tag) throws SQLException {
        Set<Integer> buckets = new LinkedHashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct r.bucket from access_subject s join access_record r on r.idx = s.idx where s.tag = ?")) {
            select.setBytes(1, tag);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    buckets.add(row.getInt(1));
                }
            }
        }
        return buckets;
    }

    /** Of a record about several persons the others' index rows stay: they still see that their data were used. */
    private static int delete(Connection connection, byte[] tag) throws SQLException {
        int records;
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from access_record where idx in (select idx from access_subject where tag = ?)")) {
            delete.setBytes(1, tag);
            records = delete.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from access_subject where tag = ?")) {
            delete.setBytes(1, tag);
            delete.executeUpdate();
        }
        return records;
    }

    private record Wrapped(long index, byte[] key) {}

    private static void rewrap(Connection connection, Set<Integer> buckets, KeySet old, KeySet replaced)
            throws SQLException {
        for (int bucket : buckets) {
            List<Wrapped> rows = new ArrayList<>();
            for (Wrapped row : wrapped(connection, bucket)) {
                byte[] recordKey = RecordCipher.unwrap(old.wrapping()[bucket], row.key());
                if (recordKey == null) {
                    LOG.atWarn()
                            .addKeyValue("entry", row.index())
                            .log("the personal part of this entry was already unreadable");
                    continue;
                }
                rows.add(new Wrapped(row.index(), RecordCipher.wrap(replaced.wrapping()[bucket], recordKey)));
            }
            for (int from = 0; from < rows.size(); from += REWRAPPED_AT_ONCE) {
                update(connection, rows.subList(from, Math.min(rows.size(), from + REWRAPPED_AT_ONCE)));
            }
        }
    }

    private static List<Wrapped> wrapped(Connection connection, int bucket) throws SQLException {
        List<Wrapped> rows = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select idx, wrapped_key from access_record where bucket = ?::int2")) {
            select.setInt(1, bucket);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Wrapped(row.getLong(1), row.getBytes(2)));
                }
            }
        }
        return rows;
    }

    private static void update(Connection connection, List<Wrapped> rows) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update access_record r set wrapped_key = n.wrapped_key
                from unnest(?, ?) as n (idx, wrapped_key) where r.idx = n.idx""")) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "int8", rows.stream().map(Wrapped::index).toArray()));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", rows.stream().map(Wrapped::key).toArray(byte[][]::new)));
            update.executeUpdate();
        }
    }

    /** Frees the deleted rows' room. Nothing hangs on it: they cannot be opened any more. */
    private static void sweep(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum access_record, access_subject");
        } catch (SQLException e) {
            LOG.atInfo().log("the rows of an erased person were not swept now: {}", e.getMessage());
        }
    }
}
