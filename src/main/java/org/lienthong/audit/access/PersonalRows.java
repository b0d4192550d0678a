package org.lienthong.audit.access;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.lienthong.audit.AuditLog;

/** Writes sealed accesses beside their audit entries, in the transaction that appended those. */
public final class PersonalRows {

    // An erasure may have replaced the keys since they were read. It holds the sequencer, as this statement does, which
    // sees what was committed before it: so what was wrapped with keys that are gone divides by zero.
    private static final String INSERT = """
            ;
            with head as (select size - ? as first from audit_head),
            records as (
              insert into access_record (idx, bucket, wrapped_key, sealed)
              select first + position - 1, bucket, wrapped_key, sealed
              from head, unnest(?, ?, ?) with ordinality as r (bucket, wrapped_key, sealed, position)
              where (select 1 / (case when epoch = ? then 1 else 0 end) from access_epoch) = 1)
            insert into access_subject (tag, idx, at, event)
            select tag, first + position, at, event
            from head, unnest(?, ?, ?, ?) as s (tag, position, at, event)""";
    private static final String DIVISION_BY_ZERO = "22012";

    private final PersonalKeys keys;

    PersonalRows(PersonalKeys keys) {
        this.keys = keys;
    }

    /**
     * Writes the rows of accesses that are the last of the entries appended before.
     *
     * @throws SQLException when executed, one that {@link #renewed} knows, if the keys were replaced meanwhile
     */
    public AuditLog.Following following(List<SealedAccess> accesses) {
        if (accesses.isEmpty()) {
            return AuditLog.Following.NOTHING;
        }
        KeySet current = keys.current();
        return new AuditLog.Following() {
            @Override
            public String sql() {
                return INSERT;
            }

            @Override
            public void bind(Connection connection, PreparedStatement insert, int first) throws SQLException {
                bindSubjects(connection, insert, bindRecords(connection, insert, first, accesses, current), accesses);
            }
        };
    }

    /** Whether it failed because of replaced keys, which are then read: the same again can succeed. */
    public boolean renewed(Connection connection, SQLException failure) throws SQLException {
        if (!DIVISION_BY_ZERO.equals(failure.getSQLState())) {
            return false;
        }
        try {
            keys.of(epoch(connection));
            return true;
        } catch (IOException | IllegalStateException e) {
            throw new SQLException("the keys of the personal records cannot be read", "58030", e);
        }
    }

    private static int bindRecords(
            Connection connection, PreparedStatement insert, int first, List<SealedAccess> accesses, KeySet keys)
            throws SQLException {
        int count = accesses.size();
        Short[] buckets = new Short[count];
        byte[][] wrapped = new byte[count][];
        byte[][] sealed = new byte[count][];
        for (int i = 0; i < count; i++) {
            SealedAccess access = accesses.get(i);
            buckets[i] = (short) access.bucket();
            wrapped[i] = access.wrapped(keys);
            sealed[i] = access.sealed();
        }
        int next = first;
        insert.setInt(next++, count);
        insert.setArray(next++, connection.createArrayOf("int2", buckets));
        insert.setArray(next++, connection.createArrayOf("bytea", wrapped));
        insert.setArray(next++, connection.createArrayOf("bytea", sealed));
        insert.setLong(next++, keys.epoch());
        return next;
    }

    private static void bindSubjects(
            Connection connection, PreparedStatement insert, int first, List<SealedAccess> accesses)
            throws SQLException {
        List<byte[]> tags = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        List<OffsetDateTime> times = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < accesses.size(); i++) {
            SealedAccess access = accesses.get(i);
            for (byte[] tag : access.tags()) {
                tags.add(tag);
                positions.add((long) i);
                times.add(access.entry().at().atOffset(ZoneOffset.UTC));
                events.add(access.entry().event().word());
            }
        }
        int next = first;
        insert.setArray(next++, connection.createArrayOf("bytea", tags.toArray(new byte[0][])));
        insert.setArray(next++, connection.createArrayOf("int8", positions.toArray()));
        insert.setArray(next++, connection.createArrayOf("timestamptz", times.toArray()));
        insert.setArray(next, connection.createArrayOf("text", events.toArray()));
    }

    static long epoch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select epoch from access_epoch")) {
            if (!row.next()) {
                throw new SQLException("the row of access_epoch is missing: refusing to write");
            }
            return row.getLong(1);
        }
    }
}
