package org.lienthong.dossier.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of payments and of what was not posted. Joins the caller's transaction. */
final class PaymentTable {

    private static final String ROW = """
            select reference, dossier, procedure, agency, platform, amount, sha256, state, message, attempts, requested_at,
              changed_at, transaction_no, paid_at, exchange_id from payment""";

    private final JdbcClient jdbc;

    PaymentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A payment without what was sent about it. */
    record Row(
            String reference,
            String dossier,
            String procedure,
            String agency,
            String platform,
            long amount,
            byte[] sha256,
            PaymentState state,
            @Nullable String message,
            int attempts,
            Instant requestedAt,
            Instant changedAt,
            @Nullable String transaction,
            @Nullable Instant paidAt,
            @Nullable UUID exchangeId) {}

    /** @return false when there is one with this reference */
    boolean insert(
            PaymentRequest request, String agency, String platform, byte[] sha256, Instant now, Duration untilRetry) {
        return jdbc.sql("""
                        insert into payment (reference, dossier, procedure, agency, platform, amount, request, sha256,
                          state, next_attempt_at, requested_at, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?) on conflict do nothing""")
                        .params(
                                request.reference(),
                                request.dossier(),
                                request.procedure(),
                                agency,
                                platform,
                                request.amount(),
                                request.bytes(),
                                sha256,
                                utc(now.plus(untilRetry)),
                                utc(now),
                                utc(now))
                        .update()
                == 1;
    }

    Optional<Row> find(String reference) {
        return jdbc.sql(ROW + " where reference = ?")
                .param(reference)
                .query(PaymentTable::row)
                .optional();
    }

    Optional<Row> lock(String reference) {
        return jdbc.sql(ROW + " where reference = ? for update")
                .param(reference)
                .query(PaymentTable::row)
                .optional();
    }

    List<Row> find(Collection<String> references) {
        return jdbc.sql(ROW + " where reference = any (?)")
                .param(references.toArray(String[]::new))
                .query(PaymentTable::row)
                .list();
    }

    /** Those confirmed that were paid from one moment to before another. */
    List<Row> paid(String platform, Instant from, Instant to) {
        return jdbc.sql(ROW + " where state = 2 and platform = ? and paid_at >= ? and paid_at < ? order by reference")
                .params(platform, utc(from), utc(to))
                .query(PaymentTable::row)
                .list();
    }

    byte[] request(String reference) {
        return jdbc.sql("select request from payment where reference = ?")
                .param(reference)
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    byte[] confirmation(String reference) {
        return jdbc.sql("select confirmation from payment where reference = ?")
                .param(reference)
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    /** Takes what is due, and puts it off so that no other hub takes it, too. */
    List<String> due(Instant now, Instant until, int most) {
        return jdbc.sql("""
                        update payment set next_attempt_at = ? where reference in (select reference from payment
                          where state = 0 and next_attempt_at <= ? order by next_attempt_at limit ? for update skip locked)
                        returning reference""")
                .params(utc(until), utc(now), most)
                .query(String.class)
                .list();
    }

    /** Confirmed, but the one-stop system is not told yet; not the newest ones, of which somebody just does that. */
    List<String> untold(Instant before, int most) {
        return jdbc.sql("select reference from payment where state = 2 and exchange_id is null and changed_at < ?"
                        + " order by reference limit ?")
                .params(utc(before), most)
                .query(String.class)
                .list();
    }

    /** What the platform answered to the request; what happened meanwhile stands. */
    boolean answered(String reference, PaymentState state, @Nullable String message, Instant now) {
        return jdbc.sql("""
                        update payment set state = ?, message = ?, attempts = attempts + 1, next_attempt_at = null,
                          changed_at = ? where reference = ? and state = 0""")
                        .param(state.ordinal())
                        .param(message)
                        .param(utc(now))
                        .param(reference)
                        .update()
                == 1;
    }

    void postpone(String reference, Instant next) {
        jdbc.sql("update payment set attempts = attempts + 1, next_attempt_at = ? where reference = ? and state = 0")
                .params(utc(next), reference)
                .update();
    }

    void paid(Confirmation confirmation, byte[] bytes, Instant now) {
        jdbc.sql("""
                        update payment set state = 2, transaction_no = ?, paid_at = ?, confirmation = ?, message = null,
                          next_attempt_at = null, changed_at = ? where reference = ?""")
                .params(
                        confirmation.transaction(),
                        utc(confirmation.paidAt()),
                        bytes,
                        utc(now),
                        confirmation.reference())
                .update();
    }

    void failed(String reference, Instant now) {
        jdbc.sql("update payment set state = 4, next_attempt_at = null, changed_at = ? where reference = ?")
                .params(utc(now), reference)
                .update();
    }

    void told(String reference, UUID exchange) {
        jdbc.sql("update payment set exchange_id = ? where reference = ?")
                .params(exchange, reference)
                .update();
    }

    boolean isTransactionOfAnother(String transaction, String reference) {
        return jdbc.sql("select exists (select from payment where transaction_no = ? and reference <> ?)")
                .params(transaction, reference)
                .query(Boolean.class)
                .single();
    }

    /** @return false when the same was flagged before */
    boolean flag(Confirmation confirmation, Flag reason, Instant now) {
        return jdbc.sql("""
                        insert into payment_flag (reference, transaction_no, amount, reason, at) values (?, ?, ?, ?, ?)
                        on conflict do nothing""")
                        .params(
                                confirmation.reference(),
                                confirmation.transaction(),
                                confirmation.amount(),
                                reason.word(),
                                utc(now))
                        .update()
                == 1;
    }

    List<String> flags(String reference) {
        return jdbc.sql("select reason from payment_flag where reference = ? order by id")
                .param(reference)
                .query(String.class)
                .list();
    }

    /** Whether the agency handles that dossier: it reported it, or was sent it by the portal; under either code. */
    boolean isDossierOf(String agency, String dossier) {
        return jdbc.sql("""
                        select exists (select from dossier where code = :code and agency = :agency)
                          or exists (select from dossier_alias where agency = :agency and own_code = :code)
                          or exists (select from exchange e join delivery d on d.exchange_id = e.id
                            where e.kind = 2 and e.document_id = :code and d.recipient = :agency)""")
                .param("code", dossier)
                .param("agency", agency)
                .query(Boolean.class)
                .single();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("reference"),
                row.getString("dossier"),
                row.getString("procedure"),
                row.getString("agency"),
                row.getString("platform"),
                row.getLong("amount"),
                row.getBytes("sha256"),
                PaymentState.of(row.getInt("state")),
                row.getString("message"),
                row.getInt("attempts"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("transaction_no"),
                instant(row, "paid_at"),
                row.getObject("exchange_id", UUID.class));
    }
}
