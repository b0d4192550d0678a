package org.lienthong.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.document.BusinessEvent;
import org.lienthong.document.BusinessProgress;
import org.lienthong.document.StatusCode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was said about a document after it was sent: statuses, recalls, updates, in the order of their acceptance. */
final class BusinessHistory {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int RECALL = 1;

    private final JdbcClient jdbc;

    BusinessHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An accepted document.
     *
     * @param changed of a recall or update, the document that it is about, if the hub carried it
     */
    record Known(UUID id, String sender, @Nullable UUID changed) {

        Known(UUID id, String sender) {
            this(id, sender, null);
        }

        /** What an answer to a recall or update is about, whichever of the two it names. */
        Known asked() {
            return changed == null ? this : new Known(changed, sender);
        }

        private static Known of(ResultSet row, int number) throws SQLException {
            return new Known(
                    row.getObject("id", UUID.class), row.getString("sender"), row.getObject("changed", UUID.class));
        }
    }

    /** The document that a later message of the given sender speaks of; the original rather than its recall. */
    Optional<Known> document(String documentId, String sender) {
        return jdbc.sql("""
                        select id, sender, case when business_type in (1, 2) then answers end as changed
                        from exchange where kind = 0 and document_id = ? and sender = ?
                        order by business_type limit 1""").param(documentId).param(sender).query(Known::of).optional();
    }

    /** The document with this id that the recipient was sent, whoever sent it; the latest when there are several. */
    Optional<Known> documentSentTo(String documentId, String recipient) {
        return jdbc.sql("""
                        select id, sender, case when business_type in (1, 2) then answers end as changed
                        from exchange where kind = 0 and document_id = ?
                          and exists (select 1 from delivery where exchange_id = exchange.id and recipient = ?)
                        order by business_type, accepted_at desc limit 1""").param(documentId).param(recipient).query(Known::of).optional();
    }

    boolean wasSentTo(UUID document, String recipient) {
        return jdbc.sql("select exists (select 1 from delivery where exchange_id = ? and recipient = ?)")
                .param(document)
                .param(recipient)
                .query(Boolean.class)
                .single();
    }

    /** The agency that an operator chose to receive the document in place of the one that it named. */
    Optional<String> assigned(UUID document, String named) {
        return jdbc.sql("select recipient from delivery where exchange_id = ? and assigned_from = ?")
                .param(document)
                .param(named)
                .query(String.class)
                .optional();
    }

    /** Where the document stands at one recipient. */
    BusinessProgress progress(Known document, String recipient) {
        List<BusinessEvent> events = jdbc.sql("""
                        select kind, sender, status_code, status_at, business_type, accepted_at from exchange
                        where (answers = :document or also_answers @> array[:document]) and (sender = :recipient or :recipient = any (recipients))
                        order by accepted_at, id""")
                .param("document", document.id())
                .param("recipient", recipient)
                .query((row, number) -> event(row, document.sender()))
                .list();
        return BusinessProgress.of(events);
    }

    /**
     * One thing that was said about a document.
     *
     * @param parties who said it, and to whom
     */
    record Said(Set<String> parties, BusinessEvent event) {}

    /** All that was said about the document, for as many recipients as it has. */
    List<Said> said(Known document) {
        return jdbc.sql("""
                        select kind, sender, status_code, status_at, business_type, accepted_at, recipients from exchange
                        where answers = :document or also_answers @> array[:document] order by accepted_at, id""")
                .param("document", document.id())
                .query((row, number) -> {
                    Set<String> parties = new HashSet<>(
                            List.of((String[]) row.getArray("recipients").getArray()));
                    parties.add(row.getString("sender"));
                    return new Said(parties, event(row, document.sender()));
                })
                .list();
    }

    /** As {@link #progress(Known, String)}. */
    static BusinessProgress progress(List<Said> said, String recipient) {
        return BusinessProgress.of(said.stream()
                .filter(one -> one.parties().contains(recipient))
                .map(Said::event)
                .toList());
    }

    private static BusinessEvent event(ResultSet row, String documentSender) throws SQLException {
        if (row.getInt("kind") == Kind.STATUS.ordinal()) {
            StatusCode code = StatusCode.ofWire(row.getString("status_code")).orElseThrow();
            boolean bySender = code == StatusCode.RECALL_REQUESTED && documentSender.equals(row.getString("sender"));
            return BusinessEvent.status(code, row.getObject("status_at", LocalDateTime.class), bySender);
        }
        LocalDateTime at = row.getObject("accepted_at", OffsetDateTime.class)
                .atZoneSameInstant(VIETNAM)
                .toLocalDateTime();
        return row.getInt("business_type") == RECALL
                ? BusinessEvent.recallDocument(at)
                : BusinessEvent.updateDocument(at);
    }
}
