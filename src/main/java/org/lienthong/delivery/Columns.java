package org.lienthong.delivery;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds rows to a statement column by column, one array each, for {@code unnest}: the database then executes one statement
 * for a batch instead of one for each row.
 */
final class Columns<T> {

    private final PreparedStatement statement;
    private final List<T> rows;
    private int next = 1;

    Columns(PreparedStatement statement, List<T> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /** @param type PostgreSQL's name of the column's type */
    Columns<T> column(String type, Function<T, @Nullable Object> value) throws SQLException {
        Object[] column = new Object[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        statement.setArray(next++, statement.getConnection().createArrayOf(type, column));
        return this;
    }

    Columns<T> bytes(Function<T, byte[]> value) throws SQLException {
        byte[][] column = new byte[rows.size()][];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        statement.setArray(next++, statement.getConnection().createArrayOf("bytea", column));
        return this;
    }

    Columns<T> time(Function<T, @Nullable Instant> value) throws SQLException {
        return column("timestamptz", row -> utc(value.apply(row)));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
