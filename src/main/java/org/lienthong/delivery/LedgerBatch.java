package org.lienthong.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditLog;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/**
 * Writes a batch of changes in the transaction of one connection: a handful of batched statements, the audit entries
 * last. The results stand in the order of the changes: a {@link Receipt} or {@link ProblemException} for an acceptance, a
 * Boolean (whether it moved) for an outcome, TRUE for a record.
 */
final class LedgerBatch {

    private static final String INSERT_EXCHANGE = """
            insert into exchange (id, kind, sender, document_id, business_type, status_code, status_at, status_reason,
              answers, recipients, sha256, size, trace_offset, trace_header, delivered_sha256, accepted_at, trace_id,
              code, subject)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";
    private static final String INSERT_PIECE = "insert into payload_piece (exchange_id, piece, bytes) values (?, 0, ?)";
    private static final String INSERT_DELIVERY = """
            insert into delivery (id, exchange_id, recipient, kind, mode, state, next_attempt_at, arrived_at, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE_DELIVERY = """
            update delivery set state = ?, changed_at = ?, next_attempt_at = ?, reason = ?,
              attempts = attempts + ?, delivered_at = coalesce(delivered_at, ?),
              recipient = coalesce(?, recipient), mode = coalesce(?, mode)
            where id = ? and state = any (?) and (attempts = ? or ? < 0)""";
    private static final String FIND_DOCUMENT = """
            select id, recipients, sha256, accepted_at from exchange
            where kind = 0 and document_id = ? and sender = ? and business_type = ?""";
    private static final String FIND_STATUS =
            "select id, recipients, sha256, accepted_at from exchange where kind = 1 and sender = ? and sha256 = ?";

    private final Connection connection;
    private final AuditLog log;
    private final List<AuditEntry> entries = new ArrayList<>();

    LedgerBatch(Connection connection, AuditLog log) {
        this.connection = connection;
        this.log = log;
    }

    Object[] write(List<Change> changes) throws SQLException {
        Object[] results = new Object[changes.size()];
        accept(changes, results);
        move(changes, results);
        for (int i = 0; i < results.length; i++) {
            if (changes.get(i) instanceof Change.Entries made) {
                entries.addAll(made.entries());
                results[i] = Boolean.TRUE;
            }
        }
        if (!entries.isEmpty()) {
            log.append(connection, entries);
        }
        return results;
    }

    private void accept(List<Change> changes, Object[] results) throws SQLException {
        List<Integer> positions = positions(changes, Acceptance.class);
        if (positions.isEmpty()) {
            return;
        }
        int[] inserted;
        try (PreparedStatement insert = connection.prepareStatement(INSERT_EXCHANGE)) {
            for (int position : positions) {
                bind(insert, (Acceptance) changes.get(position));
                insert.addBatch();
            }
            inserted = insert.executeBatch();
        }
        try (PreparedStatement piece = connection.prepareStatement(INSERT_PIECE);
                PreparedStatement delivery = connection.prepareStatement(INSERT_DELIVERY)) {
            for (int i = 0; i < inserted.length; i++) {
                Acceptance acceptance = (Acceptance) changes.get(positions.get(i));
                if (inserted[i] == 0) {
                    results[positions.get(i)] = earlier(acceptance);
                    continue;
                }
                if (acceptance.piece() != null) {
                    piece.setObject(1, acceptance.id());
                    piece.setBytes(2, acceptance.piece().bytes());
                    piece.addBatch();
                }
                addDeliveries(delivery, acceptance);
                entries.add(acceptance.entry());
                results[positions.get(i)] = acceptance.receipt();
            }
            piece.executeBatch();
            delivery.executeBatch();
        }
    }

    private void bind(PreparedStatement insert, Acceptance acceptance) throws SQLException {
        insert.setObject(1, acceptance.id());
        insert.setInt(2, acceptance.kind().ordinal());
        insert.setString(3, acceptance.sender());
        insert.setString(4, acceptance.documentId());
        insert.setObject(5, acceptance.businessType(), Types.SMALLINT);
        insert.setString(6, acceptance.statusCode());
        insert.setObject(7, acceptance.statusAt());
        insert.setString(8, acceptance.statusReason());
        insert.setObject(9, acceptance.answers());
        insert.setArray(
                10, connection.createArrayOf("text", acceptance.recipients().toArray()));
        insert.setBytes(11, acceptance.sha256());
        insert.setLong(12, acceptance.size());
        insert.setObject(13, acceptance.traceOffset() < 0 ? null : acceptance.traceOffset(), Types.BIGINT);
        insert.setBytes(14, acceptance.traceHeader());
        insert.setBytes(15, acceptance.deliveredSha256());
        insert.setObject(16, utc(acceptance.acceptedAt()));
        insert.setString(17, acceptance.traceId());
        insert.setString(18, acceptance.code());
        insert.setString(19, acceptance.subject());
    }

    private static void addDeliveries(PreparedStatement insert, Acceptance acceptance) throws SQLException {
        OffsetDateTime at = utc(acceptance.acceptedAt());
        for (Acceptance.Addressee addressee : acceptance.addressees()) {
            insert.setObject(1, addressee.deliveryId());
            insert.setObject(2, acceptance.id());
            insert.setString(3, addressee.recipient());
            insert.setInt(4, acceptance.kind().ordinal());
            insert.setInt(5, addressee.mode());
            insert.setInt(6, addressee.state().ordinal());
            insert.setObject(7, addressee.state() == DeliveryState.WAITING ? at : null, Types.TIMESTAMP_WITH_TIMEZONE);
            insert.setObject(8, at);
            insert.setObject(9, at);
            insert.addBatch();
        }
    }

    /** The receipt of the submission that came first, or the conflict with it. */
    private Object earlier(Acceptance acceptance) throws SQLException {
        boolean document = acceptance.kind() == Kind.DOCUMENT;
        try (PreparedStatement select = connection.prepareStatement(document ? FIND_DOCUMENT : FIND_STATUS)) {
            if (document) {
                select.setString(1, acceptance.documentId());
                select.setString(2, acceptance.sender());
                select.setObject(3, acceptance.businessType(), Types.SMALLINT);
            } else {
                select.setString(1, acceptance.sender());
                select.setBytes(2, acceptance.sha256());
            }
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("an exchange is in the way that cannot be read");
                }
                return Arrays.equals(row.getBytes("sha256"), acceptance.sha256())
                        ? receipt(row, acceptance)
                        : conflict();
            }
        }
    }

    private static Receipt receipt(ResultSet row, Acceptance again) throws SQLException {
        return new Receipt(
                row.getObject("id", UUID.class),
                again.kind(),
                again.documentId(),
                again.sender(),
                List.of((String[]) row.getArray("recipients").getArray()),
                HexFormat.of().formatHex(again.sha256()),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                true);
    }

    private static ProblemException conflict() {
        return new ProblemException(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                "A document with this DocumentId and business type was accepted before with other content.",
                "Văn bản có cùng mã định danh và loại nghiệp vụ đã được tiếp nhận trước đó với nội dung khác.");
    }

    private void move(List<Change> changes, Object[] results) throws SQLException {
        List<Integer> positions = positions(changes, Outcome.class);
        if (positions.isEmpty()) {
            return;
        }
        int[] moved;
        try (PreparedStatement update = connection.prepareStatement(UPDATE_DELIVERY)) {
            for (int position : positions) {
                bind(update, (Outcome) changes.get(position));
                update.addBatch();
            }
            moved = update.executeBatch();
        }
        for (int i = 0; i < moved.length; i++) {
            Outcome outcome = (Outcome) changes.get(positions.get(i));
            results[positions.get(i)] = moved[i] > 0;
            if (moved[i] > 0 && outcome.entry() != null) {
                entries.add(outcome.entry());
            }
        }
    }

    private void bind(PreparedStatement update, Outcome outcome) throws SQLException {
        update.setInt(1, outcome.to().ordinal());
        update.setObject(2, utc(outcome.at()));
        update.setObject(3, utcOrNull(outcome.nextAttemptAt()), Types.TIMESTAMP_WITH_TIMEZONE);
        update.setString(4, outcome.reason());
        update.setInt(5, outcome.attempt() > 0 ? 1 : 0);
        update.setObject(6, outcome.delivered() ? utc(outcome.at()) : null, Types.TIMESTAMP_WITH_TIMEZONE);
        Outcome.Reassignment to = outcome.recipient();
        update.setString(7, to == null ? null : to.recipient());
        update.setObject(8, to == null ? null : to.mode(), Types.SMALLINT);
        update.setObject(9, outcome.deliveryId());
        Object[] from = outcome.from().stream().map(Enum::ordinal).toArray();
        update.setArray(10, connection.createArrayOf("int2", from));
        update.setInt(11, outcome.attempt() - 1);
        update.setInt(12, outcome.attempt() - 1);
    }

    private static List<Integer> positions(List<Change> changes, Class<? extends Change> type) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (type.isInstance(changes.get(i))) {
                positions.add(i);
            }
        }
        return positions;
    }

    private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant at) {
        return at == null ? null : utc(at);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
