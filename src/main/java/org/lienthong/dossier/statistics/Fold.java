package org.lienthong.dossier.statistics;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Adds the rows of {@code statistics_delta} up into {@code statistics_month}, each exactly once: reading, adding and
 * removing are one transaction, and one hub does it at a time.
 */
final class Fold {

    /** Of PostgreSQL's advisory locks; nothing else uses it. */
    static final long LOCK = 0x6C742D7374617473L;

    private static final int ROWS_AT_ONCE = 2_000;
    private static final String TAKE = "delete from statistics_delta where id in"
            + " (select id from statistics_delta order by id limit " + ROWS_AT_ONCE + ") returning cells";
    private static final String ADD = add();

    private final DataSource dataSource;

    Fold(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static String add() {
        List<String> columns =
                Arrays.stream(Measure.values()).map(Measure::column).toList();
        return "insert into statistics_month (month, agency, procedure, " + String.join(", ", columns)
                + ") select * from unnest(?::int[], ?::text[], ?::text[]"
                + ", ?::bigint[]".repeat(columns.size())
                + ") on conflict (month, agency, procedure) do update set "
                + columns.stream()
                        .map(column -> column + " = statistics_month." + column + " + excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    /** Adds up all there is. Whoever reads waits for another hub that is at it. */
    void complete() throws SQLException {
        all("select pg_advisory_xact_lock(?) is not null");
    }

    /** The same, unless another hub is at it. */
    void completeUnlessBusy() throws SQLException {
        all("select pg_try_advisory_xact_lock(?)");
    }

    private void all(String lock) throws SQLException {
        int rows;
        do {
            rows = some(lock);
        } while (rows == ROWS_AT_ONCE);
    }

    /** @return how many rows were added up */
    private int some(String lock) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int rows = holds(connection, lock) ? fold(connection) : 0;
                connection.commit();
                return rows;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean holds(Connection connection, String lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lock)) {
            statement.setLong(1, LOCK);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static int fold(Connection connection) throws SQLException {
        Tally tally = new Tally();
        int rows = 0;
        try (PreparedStatement take = connection.prepareStatement(TAKE);
                ResultSet result = take.executeQuery()) {
            while (result.next()) {
                tally.addBytes(result.getBytes(1));
                rows++;
            }
        }
        List<Map.Entry<Tally.Cell, long[]>> changed = tally.changed();
        if (!changed.isEmpty()) {
            upsert(connection, changed);
        }
        return rows;
    }

    private static void upsert(Connection connection, List<Map.Entry<Tally.Cell, long[]>> changed) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setArray(1, array(connection, "int4", changed, entry -> entry.getKey()
                    .month()));
            statement.setArray(2, array(connection, "text", changed, entry -> entry.getKey()
                    .agency()));
            statement.setArray(3, array(connection, "text", changed, entry -> entry.getKey()
                    .procedure()));
            for (int i = 0; i < Measure.COUNT; i++) {
                int measure = i;
                statement.setArray(4 + i, array(connection, "int8", changed, entry -> entry.getValue()[measure]));
            }
            statement.executeUpdate();
        }
    }

    private interface Part {
        Object of(Map.Entry<Tally.Cell, long[]> entry);
    }

    private static Array array(
            Connection connection, String type, List<Map.Entry<Tally.Cell, long[]>> changed, Part part)
            throws SQLException {
        return connection.createArrayOf(type, changed.stream().map(part::of).toArray());
    }
}
