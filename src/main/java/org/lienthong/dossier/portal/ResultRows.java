package org.lienthong.dossier.portal;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lienthong.dossier.PortalAnswer;

/** Writes what the portal answered, in the transaction of its connection. */
final class ResultRows {

    private static final String LOCK = """
            select c.batch_no, c.no, c.answers from unnest(?, ?) as u (batch_no, no)
            join dossier_chunk c on c.batch_no = u.batch_no and c.no = u.no
            order by c.batch_no, c.no for update of c""";
    private static final String ANSWERS = """
            update dossier_chunk c set answers = u.answers from unnest(?, ?, ?) as u (batch_no, no, answers)
            where c.batch_no = u.batch_no and c.no = u.no""";
    private static final String WAITING = """
            insert into portal_waiting (code, batch_no, chunk, place) select * from unnest(?, ?, ?, ?)
            on conflict do nothing""";
    private static final String FINDINGS = """
            insert into dossier_finding (batch_no, idx, origin, code, pointer, reason)
            select batch_no, idx, 1, code, '', reason from unnest(?, ?, ?, ?) as u (batch_no, idx, code, reason)
            on conflict do nothing""";
    private static final String PORTAL = """
            update dossier set portal = ? where code in
            (select code from dossier where code = any(?) and portal <> ? order by code for update)""";
    private static final String RELEASED = """
            delete from portal_waiting where code = any(?) returning batch_no, chunk, place""";
    private static final String TASK = """
            insert into portal_task (id, batch_no, chunk, records, started_at) overriding system value
            select least(0, coalesce(min(id), 0)) - ?, ?, ?, ?, null from portal_task returning id""";
    private static final String COUNTERS = """
            update dossier_batch b set delivered = b.delivered + u.delivered, answered = b.answered + u.answered,
              waiting = b.waiting + u.waiting,
              done_at = case when b.done_at is null and b.sequenced_at is not null
                and b.answered + u.answered + b.waiting + u.waiting >= b.to_deliver then ?::timestamptz else b.done_at end
            from (select * from unnest(?, ?, ?, ?) as u (batch_no, delivered, answered, waiting) order by batch_no) u
            where b.batch_no = u.batch_no""";
    private static final String DONE = "delete from portal_task where id = any(?)";

    private record ChunkKey(long batchNo, int chunk) implements Comparable<ChunkKey> {
        @Override
        public int compareTo(ChunkKey other) {
            int batches = Long.compare(batchNo, other.batchNo);
            return batches != 0 ? batches : Integer.compare(chunk, other.chunk);
        }
    }

    /** What changes in a batch's counters. */
    private static final class Count {
        int delivered;
        int answered;
        int waiting;
    }

    private final Connection connection;
    private final List<Item> noted = new ArrayList<>();
    private final TreeMap<Long, Count> counts = new TreeMap<>();

    ResultRows(Connection connection) {
        this.connection = connection;
    }

    /** Writes all of it; @return the tasks that were made of what waited, in order */
    List<Long> write(Lanes.Results results, List<Long> done, Instant now) throws SQLException {
        answers(results.items());
        waiting(noted);
        findings(noted);
        portal(Lane.REFUSED, codes(results.refused()));
        portal(Lane.ACCEPTED, codes(results.accepted()));
        List<Long> released = release(results.accepted());
        counters(now);
        if (!done.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(DONE)) {
                delete.setArray(1, array("int8", done));
                delete.executeUpdate();
            }
        }
        return released;
    }

    private void answers(List<Item> items) throws SQLException {
        Map<ChunkKey, List<Item>> byChunk = new TreeMap<>();
        for (Item item : items) {
            byChunk.computeIfAbsent(new ChunkKey(item.task.batchNo(), item.task.chunk()), key -> new ArrayList<>())
                    .add(item);
        }
        Map<ChunkKey, byte[]> answers = lock(byChunk.keySet());
        byChunk.forEach((key, some) -> {
            byte[] stored = answers.get(key);
            for (Item item : some) {
                // The sequencer may have taken it back meanwhile.
                if (stored != null && stored[item.place] == PortalAnswer.TO_BE_SENT.ordinal()) {
                    noted.add(item);
                    stored[item.place] = (byte) AnswerEntry.answer(item.end).ordinal();
                    count(item);
                }
            }
        });
        store(answers);
    }

    private void count(Item item) {
        Count count = counts.computeIfAbsent(item.task.batchNo(), batch -> new Count());
        if (item.end == Item.End.WAITS) {
            count.waiting++;
        } else {
            count.answered++;
            count.delivered += item.end == Item.End.TAKEN ? 1 : 0;
        }
    }

    private Map<ChunkKey, byte[]> lock(Collection<ChunkKey> keys) throws SQLException {
        Map<ChunkKey, byte[]> answers = new TreeMap<>();
        if (keys.isEmpty()) {
            return answers;
        }
        try (PreparedStatement select = connection.prepareStatement(LOCK)) {
            select.setArray(
                    1, array("int8", keys.stream().map(ChunkKey::batchNo).toList()));
            select.setArray(2, array("int4", keys.stream().map(ChunkKey::chunk).toList()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    answers.put(new ChunkKey(rows.getLong(1), rows.getInt(2)), rows.getBytes(3));
                }
            }
        }
        return answers;
    }

    private void store(Map<ChunkKey, byte[]> answers) throws SQLException {
        if (answers.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(ANSWERS)) {
            update.setArray(
                    1,
                    array(
                            "int8",
                            answers.keySet().stream().map(ChunkKey::batchNo).toList()));
            update.setArray(
                    2,
                    array("int4", answers.keySet().stream().map(ChunkKey::chunk).toList()));
            update.setArray(
                    3, connection.createArrayOf("bytea", answers.values().toArray(byte[][]::new)));
            update.executeUpdate();
        }
    }

    private void waiting(List<Item> items) throws SQLException {
        List<Item> waiting =
                items.stream().filter(item -> item.end == Item.End.WAITS).toList();
        if (waiting.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(WAITING)) {
            insert.setArray(
                    1,
                    array("text", waiting.stream().map(item -> item.lane.code).toList()));
            insert.setArray(
                    2,
                    array(
                            "int8",
                            waiting.stream().map(item -> item.task.batchNo()).toList()));
            insert.setArray(
                    3,
                    array(
                            "int4",
                            waiting.stream().map(item -> item.task.chunk()).toList()));
            insert.setArray(
                    4, array("int4", waiting.stream().map(item -> item.place).toList()));
            insert.executeUpdate();
        }
    }

    private void findings(List<Item> items) throws SQLException {
        List<Item> refused =
                items.stream().filter(item -> item.end == Item.End.REFUSED).toList();
        if (refused.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(FINDINGS)) {
            insert.setArray(
                    1,
                    array(
                            "int8",
                            refused.stream().map(item -> item.task.batchNo()).toList()));
            insert.setArray(2, array("int4", refused.stream().map(Item::index).toList()));
            insert.setArray(
                    3,
                    array("text", refused.stream().map(item -> item.lane.code).toList()));
            insert.setArray(
                    4, array("text", refused.stream().map(item -> item.words).toList()));
            insert.executeUpdate();
        }
    }

    private static List<String> codes(List<Lane> lanes) {
        return lanes.stream().map(lane -> lane.code).sorted().distinct().toList();
    }

    private void portal(int value, List<String> codes) throws SQLException {
        if (codes.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(PORTAL)) {
            update.setInt(1, value);
            update.setArray(2, array("text", codes));
            // What was accepted once stays so, whatever the portal says of a later update.
            update.setInt(3, value == Lane.REFUSED ? Lane.ACCEPTED : value);
            update.executeUpdate();
        }
    }

    /** What waited for these dossiers becomes tasks that come before all others. */
    private List<Long> release(List<Lane> accepted) throws SQLException {
        List<String> codes = codes(accepted.stream().filter(lane -> lane.held).toList());
        if (codes.isEmpty()) {
            return List.of();
        }
        TreeMap<ChunkKey, List<Integer>> places = new TreeMap<>();
        try (PreparedStatement delete = connection.prepareStatement(RELEASED)) {
            delete.setArray(1, array("text", codes));
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    places.computeIfAbsent(new ChunkKey(rows.getLong(1), rows.getInt(2)), key -> new ArrayList<>())
                            .add(rows.getInt(3));
                }
            }
        }
        Map<ChunkKey, byte[]> answers = lock(places.keySet());
        List<Long> ids = new ArrayList<>();
        // The last one gets the id just below all others, so that the first one comes first.
        for (Map.Entry<ChunkKey, List<Integer>> entry : places.descendingMap().entrySet()) {
            ChunkKey key = entry.getKey();
            List<Integer> some = entry.getValue().stream().sorted().toList();
            ByteBuffer records = ByteBuffer.allocate(2 * some.size());
            byte[] stored = answers.get(key);
            for (int place : some) {
                records.putShort((short) place);
                if (stored != null) {
                    stored[place] = (byte) PortalAnswer.TO_BE_SENT.ordinal();
                }
            }
            counts.computeIfAbsent(key.batchNo(), batch -> new Count()).waiting -= some.size();
            ids.add(0, task(key, records.array()));
        }
        store(answers);
        return ids;
    }

    private long task(ChunkKey key, byte[] records) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(TASK)) {
            insert.setLong(1, 1);
            insert.setLong(2, key.batchNo());
            insert.setInt(3, key.chunk());
            insert.setBytes(4, records);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void counters(Instant now) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(COUNTERS)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setArray(2, array("int8", counts.keySet()));
            update.setArray(
                    3,
                    array(
                            "int4",
                            counts.values().stream()
                                    .map(count -> count.delivered)
                                    .toList()));
            update.setArray(
                    4,
                    array(
                            "int4",
                            counts.values().stream()
                                    .map(count -> count.answered)
                                    .toList()));
            update.setArray(
                    5,
                    array(
                            "int4",
                            counts.values().stream().map(count -> count.waiting).toList()));
            update.executeUpdate();
        }
    }

    private Array array(String type, Collection<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }
}
