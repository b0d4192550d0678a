package org.lienthong.dossier.sequence;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.RecordKind;

/** The chunks and batches that one transaction of the sequencer reads and changes. */
final class ChunkTable {

    private static final String TODO = """
            select c.batch_no, c.no, c.first, c.records, c.offsets, c.outcomes, b.id, b.kind, b.agency, b.trace_id
            from (select t.*, sum(count) over (order by batch_no, no) - count as before from dossier_chunk t
              where not sequenced order by batch_no, no limit ?) c
            join dossier_batch b using (batch_no)
            where c.before < ? order by c.batch_no, c.no""";
    private static final String EARLIER = """
            select no, first, outcomes, answers from dossier_chunk
            where batch_no = ? and first <= ? order by no desc limit 1 for update""";
    private static final String SEQUENCED = """
            update dossier_chunk c set outcomes = v.outcomes, answers = v.answers, sequenced = true
            from unnest(?, ?, ?, ?) as v (batch_no, no, outcomes, answers)
            where c.batch_no = v.batch_no and c.no = v.no""";
    private static final String RECORD = """
            select b.agency, substring(c.offsets from (? - c.first) * 4 + 1 for 8) as span, c.no
            from dossier_chunk c join dossier_batch b using (batch_no)
            where c.batch_no = ? and c.first <= ? order by c.no desc limit 1""";
    private static final String COUNTS = """
            update dossier_batch b set accepted = b.accepted + v.accepted, duplicate = b.duplicate + v.duplicate,
              out_of_order = b.out_of_order + v.late, refused = b.refused + v.refused,
              to_deliver = b.to_deliver + v.sent, delivered = b.delivered + v.delivered,
              answered = b.answered + v.answered, waiting = b.waiting + v.waiting
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as v
              (batch_no, accepted, duplicate, late, refused, sent, delivered, answered, waiting)
            where b.batch_no = v.batch_no""";

    /** Records of a full chunk. */
    private static final int FULL = 500;

    /** How many chunks of small batches are taken in the place of a full one. */
    private static final int SMALL = 50;

    private final Connection connection;
    private final boolean portal;
    private final List<StoredChunk> todo = new ArrayList<>();
    private final List<ChunkState> earlier = new ArrayList<>();
    private final Map<Long, BatchCounts> counts = new TreeMap<>();

    /** @param portal whether there is a portal that gets anything */
    ChunkTable(Connection connection, boolean portal) {
        this.connection = connection;
        this.portal = portal;
    }

    /** The chunks whose turn has come: so many when they are full, more of small batches. */
    List<StoredChunk> todo(int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TODO)) {
            select.setInt(1, most * SMALL);
            select.setInt(2, most * FULL);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] outcomes = row.getBytes(6);
                    long batchNo = row.getLong(1);
                    ChunkState state = new ChunkState(
                            batchNo,
                            row.getInt(2),
                            row.getInt(3),
                            outcomes,
                            new byte[outcomes.length],
                            counts(batchNo));
                    todo.add(new StoredChunk(
                            row.getObject(7, UUID.class),
                            RecordKind.values()[row.getInt(8)],
                            row.getString(9),
                            row.getString(10),
                            row.getBytes(4),
                            row.getBytes(5),
                            state));
                }
            }
        }
        return todo;
    }

    private BatchCounts counts(long batchNo) {
        return counts.computeIfAbsent(batchNo, number -> new BatchCounts());
    }

    /** The chunk that holds the record, its row locked. */
    ChunkState find(RecordPlace record) throws SQLException {
        for (StoredChunk chunk : todo) {
            if (chunk.state().holds(record)) {
                return chunk.state();
            }
        }
        for (ChunkState chunk : earlier) {
            if (chunk.holds(record)) {
                return chunk;
            }
        }
        ChunkState read = lock(record);
        earlier.add(read);
        return read;
    }

    private ChunkState lock(RecordPlace record) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EARLIER)) {
            select.setLong(1, record.batchNo());
            select.setInt(2, record.index());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw missing(record);
                }
                byte[] outcomes = row.getBytes(3);
                byte[] answers = row.getBytes(4);
                return new ChunkState(
                        record.batchNo(), row.getInt(1), row.getInt(2), outcomes, answers, counts(record.batchNo()));
            }
        }
    }

    private static SQLException missing(RecordPlace record) {
        return new SQLException("batch " + record.batchNo() + " has no chunk with record " + record.index());
    }

    /** A record that came before, and who handed it in. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Earlier(String agency, byte[] bytes) {}

    Earlier read(RecordPlace record) throws SQLException {
        String agency;
        ByteBuffer span;
        int no;
        try (PreparedStatement select = connection.prepareStatement(RECORD)) {
            select.setInt(1, record.index());
            select.setLong(2, record.batchNo());
            select.setInt(3, record.index());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw missing(record);
                }
                agency = row.getString(1);
                span = ByteBuffer.wrap(row.getBytes(2));
                no = row.getInt(3);
            }
        }
        int start = span.getInt();
        try (PreparedStatement select = connection.prepareStatement(
                "select substring(records from ? for ?) from dossier_chunk where batch_no = ? and no = ?")) {
            select.setInt(1, start + 1);
            select.setInt(2, span.getInt() - start);
            select.setLong(3, record.batchNo());
            select.setInt(4, no);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw missing(record);
                }
                return new Earlier(agency, row.getBytes(1));
            }
        }
    }

    /** Writes all that changed. */
    void save() throws SQLException {
        List<ChunkState> all = new ArrayList<>(todo.size() + earlier.size());
        todo.forEach(chunk -> all.add(chunk.state()));
        all.addAll(earlier);
        try (PreparedStatement update = connection.prepareStatement(SEQUENCED)) {
            update.setArray(
                    1, array("int8", all.stream().map(ChunkState::batchNo).toArray()));
            update.setArray(2, array("int4", all.stream().map(ChunkState::no).toArray()));
            update.setArray(
                    3, array("bytea", all.stream().map(ChunkState::outcomes).toArray(byte[][]::new)));
            update.setArray(4, array("bytea", all.stream().map(this::answers).toArray(byte[][]::new)));
            update.executeUpdate();
        }
        saveCounts();
    }

    private byte @Nullable [] answers(ChunkState chunk) {
        return portal ? chunk.answers() : null;
    }

    private void saveCounts() throws SQLException {
        Map<Long, BatchCounts> by = new HashMap<>(counts);
        List<Long> numbers = List.copyOf(counts.keySet());
        try (PreparedStatement update = connection.prepareStatement(COUNTS)) {
            update.setArray(1, array("int8", numbers.toArray()));
            List<java.util.function.ToIntFunction<BatchCounts>> columns = List.of(
                    BatchCounts::accepted,
                    BatchCounts::duplicate,
                    BatchCounts::outOfOrder,
                    BatchCounts::refused,
                    BatchCounts::toDeliver,
                    BatchCounts::delivered,
                    BatchCounts::answered,
                    BatchCounts::waiting);
            for (int i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                update.setArray(
                        i + 2,
                        array(
                                "int4",
                                numbers.stream()
                                        .map(number ->
                                                column.applyAsInt(java.util.Objects.requireNonNull(by.get(number))))
                                        .toArray()));
            }
            update.executeUpdate();
        }
    }

    private java.sql.Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
