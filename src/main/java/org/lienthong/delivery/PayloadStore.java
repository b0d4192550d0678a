package org.lienthong.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The submitted bytes, kept in the database in pieces and handed out in a stream, with the hub's trace header inserted.
 * At most one piece of a payload is in memory at a time.
 */
final class PayloadStore {

    /** After this long, pieces that belong to no exchange are left over from an acceptance that failed. */
    private static final Duration ORPHANED = Duration.ofHours(6);

    private final DataSource dataSource;
    private final Clock clock;

    PayloadStore(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Stores a large payload ahead of its acceptance. */
    void stage(UUID exchangeId, Payload payload) throws IOException {
        try (Connection connection = dataSource.getConnection();
                InputStream in = payload.open()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into payload_piece (exchange_id, piece, bytes) values (?, ?, ?)")) {
                byte[] piece = in.readNBytes(SpoolingStream.MEMORY);
                for (int number = 0; piece.length > 0; number++) {
                    insert.setObject(1, exchangeId);
                    insert.setInt(2, number);
                    insert.setBytes(3, piece);
                    insert.executeUpdate();
                    CrashPoint.PAYLOAD_MID_STAGING.pass();
                    piece = in.readNBytes(SpoolingStream.MEMORY);
                }
                connection.commit();
                CrashPoint.PAYLOAD_STAGED.pass();
            } catch (SQLException | IOException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(e);
        }
    }

    /** Forgets pieces whose acceptance did not come about. */
    void discard(UUID exchangeId) {
        JdbcClient.create(dataSource)
                .sql("delete from payload_piece where exchange_id = ?")
                .param(exchangeId)
                .update();
    }

    /** Deletes the pieces of acceptances that a crash cut off. Returns how many pieces went. */
    int sweep() {
        return JdbcClient.create(dataSource)
                .sql("""
                        delete from payload_piece p where p.exchange_id < ?
                          and not exists (select 1 from exchange e where e.id = p.exchange_id)""")
                .param(TimeOrderedIds.floor(clock.instant().minus(ORPHANED)))
                .update();
    }

    /** The payload as it is delivered; read it to the end or close it. */
    InputStream open(StoredPayload payload) {
        byte[] memory = payload.memory();
        return new PayloadStream(payload, number -> memory != null ? memory : piece(payload.exchangeId(), number));
    }

    /** One piece, or null when there are no more. */
    private byte @Nullable [] piece(UUID exchangeId, int number) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select bytes from payload_piece where exchange_id = ? and piece = ?")) {
            select.setObject(1, exchangeId);
            select.setInt(2, number);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(e);
        }
    }
}
