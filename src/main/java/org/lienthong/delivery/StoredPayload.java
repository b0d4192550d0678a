package org.lienthong.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payload in the store and how it leaves: the submitted bytes with the hub's trace header inserted.
 *
 * @param size number of bytes as submitted
 * @param traceOffset where {@code traceHeader} goes, or -1 for nowhere
 * @param memory the submitted bytes, when they are still at hand
 */
public record StoredPayload(
        UUID exchangeId, long size, long traceOffset, byte[] traceHeader, byte @Nullable [] memory) {

    StoredPayload(UUID exchangeId, long size, long traceOffset, byte[] traceHeader) {
        this(exchangeId, size, traceOffset, traceHeader, null);
    }

    /** Reads the columns {@code size}, {@code trace_offset} and {@code trace_header} of table {@code exchange}. */
    static StoredPayload of(ResultSet row, String idColumn) throws SQLException {
        long offset = row.getLong("trace_offset");
        boolean traced = !row.wasNull();
        return new StoredPayload(
                row.getObject(idColumn, UUID.class),
                row.getLong("size"),
                traced ? offset : -1,
                traced ? row.getBytes("trace_header") : new byte[0]);
    }

    long deliveredSize() {
        return traceOffset < 0 ? size : size + traceHeader.length;
    }
}
