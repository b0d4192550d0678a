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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.PortalAnswer;
import org.lienthong.dossier.RecordKind;

/** Reads the tasks with their records, and marks them as begun before anybody sends them. */
final class TaskRows {

    private static final String COLUMNS = """
            t.id, t.batch_no, t.chunk, t.records, t.started_at is not null, b.agency, b.kind, c.first, c.offsets, c.answers,
            octet_length(c.records) as size""";
    private static final String JOIN = """
             t join dossier_batch b on b.batch_no = t.batch_no
               join dossier_chunk c on c.batch_no = t.batch_no and c.no = t.chunk order by t.id""";
    private static final String NEXT =
            "select " + COLUMNS + " from (select * from portal_task where id > ? order by id limit ?)" + JOIN;
    private static final String NAMED =
            "select " + COLUMNS + " from (select * from portal_task where id = any(?) order by id)" + JOIN;
    private static final String START =
            "update portal_task set started_at = ? where id = any(?) and started_at is null";
    private static final String RECORDS = """
            select substring(c.records from u.first + 1 for u.size)
            from unnest(?, ?, ?, ?) with ordinality as u (batch_no, chunk, first, size, n)
            join dossier_chunk c on c.batch_no = u.batch_no and c.no = u.chunk order by u.n""";
    private static final String KNOWN = """
            select d.code, d.portal, exists (select from portal_waiting w where w.code = d.code), a.portal_code
            from dossier d left join dossier_alias a on a.agency = d.agency and a.own_code = d.code
            where d.code = any(?)""";

    private static final int TASKS = 500;

    /**
     * A task as it stands in the database.
     *
     * @param places of its records that are still to be sent, in order
     * @param starts of each of them in the chunk's records
     * @param ends of each
     * @param doubtful whether it was begun before
     * @param records of the chunk from the first of {@code starts} on
     */
    record Loaded(Task task, int[] places, int[] starts, int[] ends, boolean doubtful, int from, byte[] records) {}

    /** What the database knows of a dossier. */
    record Known(int portal, boolean waiters, @Nullable String alias) {}

    private final Connection connection;

    TaskRows(Connection connection) {
        this.connection = connection;
    }

    /** The next tasks behind that one, not many more bytes than there is room for. */
    List<Loaded> next(long after, long room, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            select.setLong(1, after);
            select.setInt(2, TASKS);
            return read(select, room, now);
        }
    }

    List<Loaded> named(List<Long> ids, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NAMED)) {
            select.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            return read(select, Long.MAX_VALUE, now);
        }
    }

    private List<Loaded> read(PreparedStatement select, long room, Instant now) throws SQLException {
        List<Loaded> found = new ArrayList<>();
        long size = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next() && (size < room || found.isEmpty())) {
                Loaded one = loaded(rows);
                size += one.task().size;
                found.add(one);
            }
        }
        if (found.isEmpty()) {
            return found;
        }
        start(found, now);
        return withRecords(found);
    }

    private static Loaded loaded(ResultSet row) throws SQLException {
        Task task = new Task(
                row.getLong(1),
                row.getLong(2),
                row.getInt(3),
                row.getInt(8),
                row.getString(6),
                row.getInt(7) == RecordKind.PROGRESS.ordinal() ? RecordKind.PROGRESS : RecordKind.DOSSIER);
        ByteBuffer records = ByteBuffer.wrap(row.getBytes(4));
        ByteBuffer offsets = ByteBuffer.wrap(row.getBytes(9));
        byte[] answers = row.getBytes(10);
        int[] places = new int[records.remaining() / 2];
        int[] starts = new int[places.length];
        int[] ends = new int[places.length];
        int count = 0;
        int from = Integer.MAX_VALUE;
        int to = 0;
        for (int i = 0; i < places.length; i++) {
            int place = records.getShort(2 * i) & 0xffff;
            if (answers == null || answers[place] != PortalAnswer.TO_BE_SENT.ordinal()) {
                continue; // answered, and noted, before a crash
            }
            places[count] = place;
            starts[count] = offsets.getInt(4 * place);
            ends[count] = offsets.getInt(4 * place + 4);
            from = Math.min(from, starts[count]);
            to = Math.max(to, ends[count]);
            count++;
        }
        task.open = count;
        task.size = count == 0 ? 0 : to - from;
        return new Loaded(
                task,
                java.util.Arrays.copyOf(places, count),
                java.util.Arrays.copyOf(starts, count),
                java.util.Arrays.copyOf(ends, count),
                row.getBoolean(5),
                count == 0 ? 0 : from,
                new byte[0]);
    }

    private void start(List<Loaded> tasks, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(START)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", tasks.stream().map(one -> one.task().id()).toArray()));
            update.executeUpdate();
        }
    }

    private List<Loaded> withRecords(List<Loaded> tasks) throws SQLException {
        List<Loaded> full = new ArrayList<>(tasks.size());
        try (PreparedStatement select = connection.prepareStatement(RECORDS)) {
            select.setArray(
                    1,
                    array(
                            "int8",
                            tasks.stream().map(one -> one.task().batchNo()).toArray()));
            select.setArray(
                    2,
                    array("int4", tasks.stream().map(one -> one.task().chunk()).toArray()));
            select.setArray(3, array("int4", tasks.stream().map(Loaded::from).toArray()));
            select.setArray(
                    4,
                    array(
                            "int4",
                            tasks.stream().map(one -> (int) one.task().size).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                for (Loaded one : tasks) {
                    if (!rows.next()) {
                        throw new SQLException("chunk " + one.task().chunk() + " of batch "
                                + one.task().batchNo() + " is gone");
                    }
                    full.add(new Loaded(
                            one.task(),
                            one.places(),
                            one.starts(),
                            one.ends(),
                            one.doubtful(),
                            one.from(),
                            rows.getBytes(1)));
                }
            }
        }
        return full;
    }

    private Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** What is known of these dossiers. */
    Map<String, Known> known(Set<String> codes) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            select.setArray(1, array("text", codes.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.put(rows.getString(1), new Known(rows.getInt(2), rows.getBoolean(3), rows.getString(4)));
                }
            }
        }
        return known;
    }
}
