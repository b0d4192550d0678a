package org.lienthong.dossier.sequence;

import java.io.ByteArrayOutputStream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers what the portal is to get, in the order of sending: a row for each run of records of one chunk. */
final class TaskTable {

    private static final String INSERT = """
            insert into portal_task (batch_no, chunk, records, started_at)
            select batch_no, chunk, records, case when again then now() end
            from unnest(?, ?, ?, ?) with ordinality as t (batch_no, chunk, records, again, nth)
            order by nth""";

    private static final String CANCEL = """
            delete from portal_waiting w using unnest(?, ?, ?, ?) as v (code, batch_no, chunk, place)
            where w.code = v.code and w.batch_no = v.batch_no and w.chunk = v.chunk and w.place = v.place""";

    /** Progress that waited for its dossier and is not to be sent after all. */
    private record Cancelled(String code, long batchNo, int chunk, int place) {}

    private final List<Cancelled> cancelled = new ArrayList<>();
    private final List<Long> batches = new ArrayList<>();
    private final List<Integer> chunks = new ArrayList<>();
    private final List<ByteArrayOutputStream> records = new ArrayList<>();
    private final List<Boolean> again = new ArrayList<>();
    private @Nullable ChunkState last;
    private boolean lastAgain;

    /** @param mayBeThere whether the portal may have it already, so that it is asked first, as after a crash */
    void add(ChunkState chunk, int place, boolean mayBeThere) {
        if (chunk != last || mayBeThere != lastAgain) {
            last = chunk;
            lastAgain = mayBeThere;
            again.add(mayBeThere);
            batches.add(chunk.batchNo());
            chunks.add(chunk.no());
            records.add(new ByteArrayOutputStream(64));
        }
        ByteArrayOutputStream run = records.get(records.size() - 1);
        run.write(place >> 8);
        run.write(place);
    }

    void cancel(String code, ChunkState chunk, int place) {
        cancelled.add(new Cancelled(code, chunk.batchNo(), chunk.no(), place));
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    void save(Connection connection) throws SQLException {
        if (!cancelled.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(CANCEL)) {
                delete.setArray(1, array(connection, "text", Cancelled::code));
                delete.setArray(2, array(connection, "int8", Cancelled::batchNo));
                delete.setArray(3, array(connection, "int4", Cancelled::chunk));
                delete.setArray(4, array(connection, "int4", Cancelled::place));
                delete.executeUpdate();
            }
        }
        insert(connection);
    }

    private Array array(Connection connection, String type, Function<Cancelled, Object> value) throws SQLException {
        return connection.createArrayOf(type, cancelled.stream().map(value).toArray());
    }

    private void insert(Connection connection) throws SQLException {
        if (isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, connection.createArrayOf("int8", batches.toArray()));
            insert.setArray(2, connection.createArrayOf("int4", chunks.toArray()));
            byte[][] places =
                    records.stream().map(ByteArrayOutputStream::toByteArray).toArray(byte[][]::new);
            insert.setArray(3, connection.createArrayOf("bytea", places));
            insert.setArray(4, connection.createArrayOf("bool", again.toArray()));
            insert.executeUpdate();
        }
    }
}
