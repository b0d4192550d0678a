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

/** Writes sealed accesses beside their audit entries, in the transaction that appended those. */
public final class PersonalRows {

    private static final String RECORDS = """
            insert into access_record (idx, bucket, wrapped_key, sealed)
            select idx, bucket, wrapped_key, sealed from unnest(?, ?, ?, ?) as r (idx, bucket, wrapped_key, sealed)
            where (select epoch from access_epoch) = ?""";
    private static final String SUBJECTS = """
            insert into access_subject (tag, idx, at, event)
            select tag, idx, at, event from unnest(?, ?, ?, ?) as s (tag, idx, at, event)""";

    private final PersonalKeys keys;

    PersonalRows(PersonalKeys keys) {
        this.keys = keys;
    }

    /** A sealed access whose entry was appended. */
    public record Row(long index, SealedAccess access) {}

    /** @param connection in the transaction that appended the entries and so holds the sequencer */
    public void insert(Connection connection, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (insertRecords(connection, rows, keys.current()) == 0) {
            insertRecords(connection, rows, keysOf(epoch(connection)));
        }
        insertSubjects(connection, rows);
    }

    private static int insertRecords(Connection connection, List<Row> rows, KeySet keys) throws SQLException {
        int count = rows.size();
        Long[] indices = new Long[count];
        Short[] buckets = new Short[count];
        byte[][] wrapped = new byte[count][];
        byte[][] sealed = new byte[count][];
        for (int i = 0; i < count; i++) {
            SealedAccess access = rows.get(i).access();
            indices[i] = rows.get(i).index();
            buckets[i] = (short) access.bucket();
            wrapped[i] = RecordCipher.wrap(keys.wrapping()[access.bucket()], access.recordKey());
            sealed[i] = access.sealed();
        }
        try (PreparedStatement insert = connection.prepareStatement(RECORDS)) {
            insert.setArray(1, connection.createArrayOf("int8", indices));
            insert.setArray(2, connection.createArrayOf("int2", buckets));
            insert.setArray(3, connection.createArrayOf("bytea", wrapped));
            insert.setArray(4, connection.createArrayOf("bytea", sealed));
            insert.setLong(5, keys.epoch());
            return insert.executeUpdate();
        }
    }

    private static void insertSubjects(Connection connection, List<Row> rows) throws SQLException {
        List<byte[]> tags = new ArrayList<>();
        List<Long> indices = new ArrayList<>();
        List<OffsetDateTime> times = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (Row row : rows) {
            for (byte[] tag : row.access().tags()) {
                tags.add(tag);
                indices.add(row.index());
                times.add(row.access().entry().at().atOffset(ZoneOffset.UTC));
                events.add(row.access().entry().event().word());
            }
        }
        if (tags.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(SUBJECTS)) {
            insert.setArray(1, connection.createArrayOf("bytea", tags.toArray(new byte[0][])));
            insert.setArray(2, connection.createArrayOf("int8", indices.toArray()));
            insert.setArray(3, connection.createArrayOf("timestamptz", times.toArray()));
            insert.setArray(4, connection.createArrayOf("text", events.toArray()));
            insert.executeUpdate();
        }
    }

    private KeySet keysOf(long epoch) throws SQLException {
        try {
            return keys.of(epoch);
        } catch (IOException | IllegalStateException e) {
            throw new SQLException("the keys of the personal records cannot be read", "58030", e);
        }
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
