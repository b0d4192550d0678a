package org.lienthong.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.document.CodeKey;

/** Inserts the rows of acceptances, one statement for each table however many there are. */
final class AcceptedRows {

    private static final String EXCHANGES = """
            insert into exchange (id, kind, sender, document_id, business_type, status_code, status_at, status_reason,
              answers, recipients, sha256, size, trace_offset, trace_header, delivered_sha256, accepted_at, trace_id,
              code, subject, also_answers, code_key, request_span, configuration)
            select id, kind, sender, document_id, business_type, status_code, status_at, status_reason,
              answers, string_to_array(recipients, E'\\n'), sha256, size, trace_offset, trace_header, delivered_sha256,
              accepted_at, trace_id, code, subject, string_to_array(also_answers, E'\\n')::uuid[],
              code_key, request_span, configuration
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as accepted (id, kind, sender, document_id, business_type, status_code, status_at, status_reason,
              answers, recipients, sha256, size, trace_offset, trace_header, delivered_sha256, accepted_at, trace_id,
              code, subject, also_answers, code_key, request_span, configuration)
            on conflict do nothing returning id""";
    private static final String PIECES =
            "insert into payload_piece (exchange_id, piece, bytes) select id, 0, bytes from unnest(?, ?) as p (id, bytes)";
    private static final String DELIVERIES = """
            insert into delivery (id, exchange_id, recipient, kind, mode, state, next_attempt_at, arrived_at, changed_at)
            select id, exchange_id, recipient, kind, mode, state, next_attempt_at, arrived_at, arrived_at
            from unnest(?, ?, ?, ?, ?, ?, ?, ?)
              as d (id, exchange_id, recipient, kind, mode, state, next_attempt_at, arrived_at)""";

    /** Bytes of payload that one statement carries, give or take a piece: it is copied on its way. */
    private static final int PIECES_AT_ONCE = 512 * 1024;

    private final Connection connection;

    AcceptedRows(Connection connection) {
        this.connection = connection;
    }

    /** Returns the ids of those that did not exist before. */
    Set<UUID> insertExchanges(List<Acceptance> acceptances) throws SQLException {
        Set<UUID> inserted = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(EXCHANGES)) {
            new Columns<>(insert, acceptances)
                    .column("uuid", Acceptance::id)
                    .column("int2", row -> row.kind().ordinal())
                    .column("text", Acceptance::sender)
                    .column("text", Acceptance::documentId)
                    .column("int2", Acceptance::businessType)
                    .column("text", Acceptance::statusCode)
                    .column("timestamp", Acceptance::statusAt)
                    .column("text", Acceptance::statusReason)
                    .column("uuid", Acceptance::answers)
                    .column("text", row -> String.join("\n", row.recipients()))
                    .bytes(Acceptance::sha256)
                    .column("int8", Acceptance::size)
                    .column("int8", row -> row.traceOffset() < 0 ? null : row.traceOffset())
                    .bytes(Acceptance::traceHeader)
                    .bytes(Acceptance::deliveredSha256)
                    .time(Acceptance::acceptedAt)
                    .column("text", Acceptance::traceId)
                    .column("text", Acceptance::code)
                    .column("text", Acceptance::subject)
                    .column("text", row -> lines(row.alsoAnswers()))
                    .column("text", AcceptedRows::codeKey)
                    .column("text", Acceptance::requestSpan)
                    .column("int8", row -> row.configuration() == 0 ? null : row.configuration());
            try (ResultSet ids = insert.executeQuery()) {
                while (ids.next()) {
                    inserted.add(ids.getObject(1, UUID.class));
                }
            }
        }
        return inserted;
    }

    /** Parcels have the code of their procedure there, which is nothing to find one by. */
    private static @Nullable String codeKey(Acceptance row) {
        return row.code() == null || !row.kind().isEdxml() ? null : CodeKey.of(row.code());
    }

    private static @Nullable String lines(List<UUID> ids) {
        return ids.isEmpty()
                ? null
                : String.join("\n", ids.stream().map(UUID::toString).toList());
    }

    void insertPieces(List<Acceptance> acceptances) throws SQLException {
        List<Acceptance> together = new ArrayList<>();
        long size = 0;
        for (Acceptance acceptance : acceptances) {
            if (acceptance.piece() != null) {
                together.add(acceptance);
                size += acceptance.size();
            }
            if (size > PIECES_AT_ONCE) {
                insertTogether(together);
                together.clear();
                size = 0;
            }
        }
        if (!together.isEmpty()) {
            insertTogether(together);
        }
    }

    private void insertTogether(List<Acceptance> acceptances) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PIECES)) {
            new Columns<>(insert, acceptances)
                    .column("uuid", Acceptance::id)
                    .bytes(row ->
                            row.piece() == null ? new byte[0] : row.piece().bytes());
            insert.executeUpdate();
        }
    }

    private record Row(Acceptance of, Acceptance.Addressee to) {}

    void insertDeliveries(List<Acceptance> acceptances) throws SQLException {
        List<Row> rows = acceptances.stream()
                .flatMap(of -> of.addressees().stream().map(to -> new Row(of, to)))
                .toList();
        try (PreparedStatement insert = connection.prepareStatement(DELIVERIES)) {
            new Columns<>(insert, rows)
                    .column("uuid", row -> row.to().deliveryId())
                    .column("uuid", row -> row.of().id())
                    .column("text", row -> row.to().recipient())
                    .column("int2", row -> row.of().kind().ordinal())
                    .column("int2", row -> row.to().mode())
                    .column("int2", row -> row.to().state().ordinal())
                    .time(row ->
                            row.to().state() == DeliveryState.WAITING ? row.of().acceptedAt() : null)
                    .time(row -> row.of().acceptedAt());
            insert.executeUpdate();
        }
    }
}
