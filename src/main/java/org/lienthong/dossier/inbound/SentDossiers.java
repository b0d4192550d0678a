package org.lienthong.dossier.inbound;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.Resolution;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was accepted from the portal before. */
final class SentDossiers {

    /** A delivery that waits for an operator's decision, see the state {@code undecided}. */
    private static final int UNDECIDED = 7;

    private final JdbcClient jdbc;

    SentDossiers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param recipient agency id; null as long as nobody is decided to receive it */
    record Sent(UUID exchangeId, @Nullable String recipient) {

        /** Who received it first goes on with it, or who took over from that agency. */
        Optional<Resolution> resolution(AgencyRegistry registry, LocalDate today) {
            return Optional.ofNullable(recipient).flatMap(registry::byId).flatMap(agency -> registry.receiver(
                            agency, today)
                    .map(receiver -> new Resolution.Found(agency, receiver)));
        }
    }

    /** The dossier as it was first submitted under that code. */
    Optional<Sent> first(String sender, String code) {
        return jdbc.sql("""
                        select e.id, d.recipient, d.state from exchange e join delivery d on d.exchange_id = e.id
                        where e.kind = 2 and e.document_id = ? and e.sender = ? and e.business_type = 0""").param(code).param(sender).query(SentDossiers::sent).optional();
    }

    private static Sent sent(ResultSet row, int number) throws SQLException {
        boolean decided = row.getInt("state") != UNDECIDED;
        return new Sent(row.getObject("id", UUID.class), decided ? row.getString("recipient") : null);
    }

    /** The bytes of a dossier that one of these agencies was sent; empty for everybody else. */
    Optional<Content> content(UUID exchangeId, Set<String> agencies) {
        return jdbc.sql("""
                        select e.sender, d.recipient, p.bytes
                        from exchange e join delivery d on d.exchange_id = e.id
                          join payload_piece p on p.exchange_id = e.id and p.piece = 0
                        where e.id = ? and e.kind = 2 and d.recipient = any (?) and d.state <> ?""")
                .param(exchangeId)
                .param(agencies.toArray(String[]::new))
                .param(UNDECIDED)
                .query((row, number) -> new Content(row.getString(1), row.getString(2), row.getBytes(3)))
                .optional();
    }

    /** A dossier as its recipient has it. */
    record Content(String sender, String recipient, byte[] bytes) {}
}
