package org.lienthong.dossier.sequence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.record.Reason;

/** Why records are flagged; the reason of one that is no longer goes away. */
final class FindingTable {

    private static final String DELETE = """
            delete from dossier_finding f using unnest(?, ?) as v (batch_no, idx)
            where f.batch_no = v.batch_no and f.idx = v.idx and f.origin = 0""";
    private static final String INSERT = """
            insert into dossier_finding (batch_no, idx, code, pointer, reason)
            select * from unnest(?, ?, ?, ?, ?)
            on conflict (batch_no, idx, origin, n) do update set reason = excluded.reason""";
    private static final String FORGET_ANSWERS = """
            delete from dossier_finding f using unnest(?, ?) as v (batch_no, idx)
            where f.batch_no = v.batch_no and f.idx = v.idx and f.origin = 1""";

    /** @param reason null when there is nothing wrong any more */
    private record Line(
            String code, String pointer, @Nullable Reason reason) {}

    private final Map<RecordPlace, Line> lines = new LinkedHashMap<>();
    private final Map<RecordPlace, Boolean> sentAgain = new LinkedHashMap<>();

    void flag(RecordPlace record, String code, String pointer, Reason reason) {
        lines.put(record, new Line(code, pointer, reason));
    }

    void clear(RecordPlace record) {
        lines.put(record, new Line("", "", null));
    }

    /** What the portal said about the record is no longer the last word. */
    void forgetAnswer(RecordPlace record) {
        sentAgain.put(record, true);
    }

    void save(Connection connection) throws SQLException {
        RecordPlace[] sound = lines.entrySet().stream()
                .filter(line -> line.getValue().reason() == null)
                .map(Map.Entry::getKey)
                .toArray(RecordPlace[]::new);
        delete(connection, DELETE, sound);
        delete(connection, FORGET_ANSWERS, sentAgain.keySet().toArray(RecordPlace[]::new));
        insert(connection);
    }

    private static void delete(Connection connection, String sql, RecordPlace[] records) throws SQLException {
        if (records.length == 0) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setArray(1, connection.createArrayOf("int8", column(records, RecordPlace::batchNo)));
            delete.setArray(2, connection.createArrayOf("int4", column(records, RecordPlace::index)));
            delete.executeUpdate();
        }
    }

    private static Object[] column(RecordPlace[] records, java.util.function.Function<RecordPlace, Object> value) {
        return java.util.Arrays.stream(records).map(value).toArray();
    }

    private void insert(Connection connection) throws SQLException {
        RecordPlace[] flagged = lines.entrySet().stream()
                .filter(line -> line.getValue().reason() != null)
                .map(Map.Entry::getKey)
                .toArray(RecordPlace[]::new);
        if (flagged.length == 0) {
            return;
        }
        String[] codes = new String[flagged.length];
        String[] pointers = new String[flagged.length];
        String[] reasons = new String[flagged.length];
        for (int i = 0; i < flagged.length; i++) {
            Line line = java.util.Objects.requireNonNull(lines.get(flagged[i]));
            codes[i] = line.code();
            pointers[i] = line.pointer();
            reasons[i] = line.reason() == null ? "" : line.reason().slug();
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, connection.createArrayOf("int8", column(flagged, RecordPlace::batchNo)));
            insert.setArray(2, connection.createArrayOf("int4", column(flagged, RecordPlace::index)));
            insert.setArray(3, connection.createArrayOf("text", codes));
            insert.setArray(4, connection.createArrayOf("text", pointers));
            insert.setArray(5, connection.createArrayOf("text", reasons));
            insert.executeUpdate();
        }
    }
}
