package org.lienthong.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.access.PersonalRows;
import org.lienthong.audit.access.SealedAccess;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/**
 * Writes a batch of changes in one transaction: a handful of statements, the audit entries with what belongs to them last
 * and in one message with the commit. The results stand in the order of the changes: a {@link Receipt} or
 * {@link ProblemException} for an acceptance, a Boolean (whether it moved) for an outcome, TRUE for a record, the entry's
 * index for an access.
 */
final class LedgerBatch {

    /** A change and what the log gets of it, made by the one who waits for it. */
    record Item(Change change, List<AuditLog.Line> lines) {

        static Item of(Change change) {
            return new Item(change, change.lines());
        }
    }

    private static final String FIND_DOCUMENT = """
            select id, recipients, sha256, accepted_at from exchange
            where kind = 0 and document_id = ? and sender = ? and business_type = ?""";
    private static final String FIND_STATUS =
            "select id, recipients, sha256, accepted_at from exchange where kind = 1 and sender = ? and sha256 = ?";
    private static final String FIND_PARCEL = """
            select id, recipients, sha256, accepted_at from exchange
            where kind = ? and document_id = ? and sender = ? and business_type = ? and (business_type = 0 or sha256 = ?)""";

    private final Connection connection;
    private final AuditLog log;
    private final PersonalRows personal;
    private final List<AuditLog.Line> lines = new ArrayList<>();

    LedgerBatch(Connection connection, AuditLog log, PersonalRows personal) {
        this.connection = connection;
        this.log = log;
        this.personal = personal;
    }

    /** Returns when all is durable. */
    Object[] commit(List<Item> items) throws SQLException {
        Object[] results = new Object[items.size()];
        connection.setAutoCommit(false);
        accept(items, results);
        move(items, results);
        for (int i = 0; i < results.length; i++) {
            if (items.get(i).change() instanceof Change.Entries) {
                lines.addAll(items.get(i).lines());
                results[i] = Boolean.TRUE;
            }
        }
        append(items, results);
        return results;
    }

    /** Accesses are the last of the entries, so that their indices are known without a note for each. */
    private void append(List<Item> items, Object[] results) throws SQLException {
        int before = lines.size();
        List<SealedAccess> accesses = new ArrayList<>();
        for (Item item : items) {
            if (item.change() instanceof Change.Access access) {
                accesses.add(access.sealed());
                lines.addAll(item.lines());
            }
        }
        CrashPoint.LEDGER_BEFORE_COMMIT.pass();
        if (lines.isEmpty()) {
            connection.commit();
            return;
        }
        long index = log.append(connection, lines, new Committing(personal.following(accesses))) + before;
        for (int i = 0; i < results.length; i++) {
            if (items.get(i).change() instanceof Change.Access) {
                results[i] = index++;
            }
        }
    }

    /** Ends the transaction with the same message, which spares the sequencer a way to the database and back. */
    private record Committing(AuditLog.Following rows) implements AuditLog.Following {

        @Override
        public String sql() {
            return rows.sql() + ";\ncommit";
        }

        @Override
        public void bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
            rows.bind(connection, statement, first);
        }
    }

    private void accept(List<Item> items, Object[] results) throws SQLException {
        List<Acceptance> all = of(items, Acceptance.class);
        if (all.isEmpty()) {
            return;
        }
        AcceptedRows rows = new AcceptedRows(connection);
        Set<UUID> inserted = rows.insertExchanges(all);
        List<Acceptance> fresh =
                all.stream().filter(one -> inserted.contains(one.id())).toList();
        if (!fresh.isEmpty()) {
            rows.insertPieces(fresh);
            rows.insertDeliveries(fresh);
        }
        for (int i = 0; i < results.length; i++) {
            if (items.get(i).change() instanceof Acceptance acceptance) {
                boolean first = inserted.contains(acceptance.id());
                results[i] = first ? acceptance.receipt() : earlier(acceptance);
                if (first) {
                    lines.addAll(items.get(i).lines());
                }
            }
        }
    }

    /** The receipt of the submission that came first, or the conflict with it. */
    private Object earlier(Acceptance acceptance) throws SQLException {
        String find =
                switch (acceptance.kind()) {
                    case DOCUMENT -> FIND_DOCUMENT;
                    case STATUS -> FIND_STATUS;
                    case DOSSIER, PAYMENT -> FIND_PARCEL;
                };
        try (PreparedStatement select = connection.prepareStatement(find)) {
            bindKey(select, acceptance);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("an exchange is in the way that cannot be read");
                }
                return Arrays.equals(row.getBytes("sha256"), acceptance.sha256())
                        ? receipt(row, acceptance)
                        : conflict(acceptance.kind());
            }
        }
    }

    private static void bindKey(PreparedStatement select, Acceptance acceptance) throws SQLException {
        switch (acceptance.kind()) {
            case DOCUMENT -> {
                select.setString(1, acceptance.documentId());
                select.setString(2, acceptance.sender());
                select.setObject(3, acceptance.businessType(), Types.SMALLINT);
            }
            case STATUS -> {
                select.setString(1, acceptance.sender());
                select.setBytes(2, acceptance.sha256());
            }
            case DOSSIER, PAYMENT -> {
                select.setInt(1, acceptance.kind().ordinal());
                select.setString(2, acceptance.documentId());
                select.setString(3, acceptance.sender());
                select.setObject(4, acceptance.businessType(), Types.SMALLINT);
                select.setBytes(5, acceptance.sha256());
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

    private static ProblemException conflict(Kind kind) {
        return kind.isEdxml()
                ? new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "A document with this DocumentId and business type was accepted before with other content.",
                        "Văn bản có cùng mã định danh và loại nghiệp vụ đã được tiếp nhận trước đó với nội dung khác.")
                : new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "A " + kind.wireName() + " with this code was accepted before with other content.",
                        "Mã này đã được tiếp nhận trước đó với nội dung khác.");
    }

    private void move(List<Item> items, Object[] results) throws SQLException {
        MovedRows rows = new MovedRows(connection);
        List<Outcome> left = of(items, Outcome.class);
        while (!left.isEmpty()) {
            // Of several outcomes of one delivery each must see what the one before has done.
            Set<UUID> seen = new HashSet<>();
            List<Outcome> now =
                    left.stream().filter(one -> seen.add(one.deliveryId())).toList();
            Set<UUID> moved = rows.update(now);
            Set<Outcome> done = Collections.newSetFromMap(new IdentityHashMap<>());
            done.addAll(now);
            for (int i = 0; i < results.length; i++) {
                if (items.get(i).change() instanceof Outcome outcome && done.contains(outcome)) {
                    boolean effective = moved.contains(outcome.deliveryId());
                    results[i] = effective;
                    if (effective) {
                        lines.addAll(items.get(i).lines());
                    }
                }
            }
            left = left.stream().filter(one -> !done.contains(one)).toList();
        }
    }

    private static <T extends Change> List<T> of(List<Item> items, Class<T> type) {
        return items.stream()
                .map(Item::change)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
