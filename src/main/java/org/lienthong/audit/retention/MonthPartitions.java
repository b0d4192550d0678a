package org.lienthong.audit.retention;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lienthong.audit.AuditKind;

/**
 * The partitions of {@code audit_entry}: one for each kind and month, {@code audit_entry_rest} for whatever has none yet,
 * and {@code audit_entry_before} with what there was before there were partitions. Each change is a short transaction that
 * rather fails than keeps the writers waiting; the next run repeats it.
 */
final class MonthPartitions {

    private static final long LOCK = 0x6c69656e_70617274L; // "lienpart"

    private final Connection connection;

    /** @param connection with auto-commit on; it stays the caller's */
    MonthPartitions(Connection connection) {
        this.connection = connection;
    }

    /**
     * A partition that holds entries.
     *
     * @param last its highest index
     * @param lastEntry the entry with that index
     */
    record Held(String name, AuditKind kind, long last, byte[] lastEntry) {}

    /** Makes what is missing of the months from {@code first}, for every kind; returns how many there were. */
    int create(YearMonth first, int months) throws SQLException {
        int created = 0;
        for (int i = 0; i < months; i++) {
            for (AuditKind kind : AuditKind.values()) {
                if (!exists(name(kind, first.plusMonths(i)))) {
                    create(kind, first.plusMonths(i));
                    created++;
                }
            }
        }
        return created;
    }

    /** How many entries have no partition of their own. */
    long unplaced() throws SQLException {
        return number("select count(*) from audit_entry_rest");
    }

    /** All partitions with entries, except the one for the rest. */
    List<Held> held() throws SQLException {
        List<Held> held = new ArrayList<>();
        for (String name : names()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select idx, entry, kind from " + name + " order by idx desc limit 1")) {
                if (row.next()) {
                    held.add(new Held(name, AuditKind.values()[row.getInt(3)], row.getLong(1), row.getBytes(2)));
                }
            }
        }
        return held;
    }

    /** Drops the partition, and notes that entries up to its last are not all online any more. */
    void drop(Held partition) throws SQLException {
        transaction(statement -> {
            if (partition.kind() == AuditKind.ACCESS) { // the personal part goes with its entry
                for (String table : List.of("access_subject", "access_record")) {
                    statement.execute(
                            "delete from " + table + " a using " + partition.name() + " gone where a.idx = gone.idx");
                }
            }
            statement.execute("alter table audit_entry detach partition " + partition.name());
            statement.execute("drop table " + partition.name());
            statement.execute("update audit_retention set online_from = greatest(online_from, " + (partition.last() + 1)
                    + ") where archived > " + partition.last());
            if (statement.getUpdateCount() != 1) {
                throw new SQLException(partition.name() + " is not archived: it stays");
            }
        });
    }

    private List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = 'audit_entry'::regclass and c.relname <> 'audit_entry_rest'
                        order by c.relname""")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static String name(AuditKind kind, YearMonth month) {
        return String.format(
                Locale.ROOT, "audit_entry_%s_%04d_%02d", kind.word(), month.getYear(), month.getMonthValue());
    }

    private boolean exists(String name) throws SQLException {
        return number("select count(*) from pg_class where oid = to_regclass('" + name + "')") > 0;
    }

    /** Takes along what waits in the rest, which would otherwise stand in the way. */
    private void create(AuditKind kind, YearMonth month) throws SQLException {
        String name = name(kind, month);
        String values = kind.ordinal() + ", date '" + month.atDay(1) + "'";
        String next = kind.ordinal() + ", date '" + month.plusMonths(1).atDay(1) + "'";
        transaction(statement -> {
            if (exists(name)) {
                return; // another hub was faster
            }
            statement.execute("create table " + name + " (like audit_entry)");
            statement.execute("lock table audit_entry_rest in access exclusive mode");
            statement.execute("with moved as (delete from audit_entry_rest where (kind, month) = (" + values
                    + ") returning idx, entry, leaf_hash, exchange_id, kind, month) insert into " + name
                    + " select * from moved");
            statement.execute("alter table audit_entry attach partition " + name + " for values from (" + values
                    + ") to (" + next + ")");
        });
    }

    @FunctionalInterface
    private interface Work {
        void run(Statement statement) throws SQLException;
    }

    private void transaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '2s'");
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            work.run(statement);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
