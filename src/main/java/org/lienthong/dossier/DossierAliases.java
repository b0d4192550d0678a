package org.lienthong.dossier;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The two codes of a dossier that a citizen submitted on the portal: the portal's, and the one that the one-stop system
 * gave it ({@code MaHoSoKhac} and {@code MaHoSo} of its records). A system that goes on with the portal's code has no
 * entry here.
 */
public final class DossierAliases {

    private static final String LINK = """
            insert into dossier_alias (portal_code, agency, own_code, linked_at)
            select ?, ?, ?, ? where exists (select from exchange e join delivery d on d.exchange_id = e.id
              where e.kind = 2 and e.document_id = ? and d.recipient = ?)
            on conflict do nothing""";
    private static final String DELIVERED = """
            select exists (select from exchange e join delivery d on d.exchange_id = e.id
              where e.kind = 2 and e.document_id = ? and d.recipient = ?)""";

    /** What became of an attempt to link two codes. */
    public enum Link {
        /** They are linked now, or were before. */
        LINKED,
        /** One of them is linked to another code; nothing changed. */
        CONFLICT,
        /** The agency was sent no dossier with that code of the portal; nothing changed. */
        UNKNOWN
    }

    /** The codes of one dossier, and the agency id of who handles it. */
    public record Pair(String portalCode, String agency, String ownCode) {}

    private final JdbcClient jdbc;

    public DossierAliases(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** The portal's code by the agency's own, of those that have another one. One query. */
    public Map<String, String> portalCodes(String agency, Collection<String> ownCodes) {
        Map<String, String> codes = new HashMap<>();
        jdbc.sql("select own_code, portal_code from dossier_alias where agency = ? and own_code = any (?)")
                .param(agency)
                .param(ownCodes.toArray(String[]::new))
                .query(row -> {
                    codes.put(row.getString(1), row.getString(2));
                });
        return codes;
    }

    /** By the portal's code. */
    public Optional<Pair> find(String portalCode) {
        return jdbc.sql("select portal_code, agency, own_code from dossier_alias where portal_code = ?")
                .param(portalCode)
                .query(DossierAliases::pair)
                .optional();
    }

    /** By the code that the agency gave it. */
    public Optional<Pair> findOwn(String agency, String ownCode) {
        return jdbc.sql("select portal_code, agency, own_code from dossier_alias where agency = ? and own_code = ?")
                .param(agency)
                .param(ownCode)
                .query(DossierAliases::pair)
                .optional();
    }

    /** Whether the agency was sent this dossier by the portal, and so may report about it whoever's code it bears. */
    public boolean isSentTo(String agency, String portalCode) {
        return jdbc.sql(DELIVERED)
                .param(portalCode)
                .param(agency)
                .query(Boolean.class)
                .single();
    }

    /** Joins the transaction of the connection. A dossier is linked once, by the agency that it was sent to. */
    public Link link(Connection connection, String agency, String portalCode, String ownCode, Instant now)
            throws SQLException {
        if (!ownCode.equals(portalCode)) {
            try (PreparedStatement insert = connection.prepareStatement(LINK)) {
                insert.setString(1, portalCode);
                insert.setString(2, agency);
                insert.setString(3, ownCode);
                insert.setObject(4, now.atOffset(ZoneOffset.UTC));
                insert.setString(5, portalCode);
                insert.setString(6, agency);
                if (insert.executeUpdate() == 1) {
                    return Link.LINKED;
                }
            }
        }
        return standing(connection, agency, portalCode, ownCode);
    }

    private static Link standing(Connection connection, String agency, String portalCode, String ownCode)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select agency, own_code from dossier_alias where portal_code = ? or agency = ? and own_code = ?")) {
            select.setString(1, portalCode);
            select.setString(2, agency);
            select.setString(3, ownCode);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    boolean same =
                            row.getString(1).equals(agency) && row.getString(2).equals(ownCode) && !row.next();
                    return same ? Link.LINKED : Link.CONFLICT;
                }
            }
        }
        return isSentTo(connection, agency, portalCode) && ownCode.equals(portalCode) ? Link.LINKED : Link.UNKNOWN;
    }

    private static boolean isSentTo(Connection connection, String agency, String portalCode) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DELIVERED)) {
            select.setString(1, portalCode);
            select.setString(2, agency);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static Pair pair(ResultSet row, int number) throws SQLException {
        return new Pair(row.getString(1), row.getString(2), row.getString(3));
    }
}
