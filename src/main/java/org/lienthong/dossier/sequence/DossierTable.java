package org.lienthong.dossier.sequence;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierChange;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.history.DossierCodec;

/** The rows of dossiers, many at a time. Who writes them holds the sequencer's lock, so nobody else changes histories. */
final class DossierTable {

    private static final String SELECT =
            "select code, agency, history, facts, portal from dossier where code = any (?)";
    private static final String INSERT = """
            insert into dossier (code, agency, procedure, received_at, history, facts)
            select * from unnest(?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE = """
            update dossier d set agency = v.agency, procedure = v.procedure, received_at = v.received_at,
              history = v.history, facts = v.facts
            from unnest(?, ?, ?, ?, ?, ?) as v (code, agency, procedure, received_at, history, facts)
            where d.code = v.code""";

    private final Connection connection;

    DossierTable(Connection connection) {
        this.connection = connection;
    }

    /** Those of the codes that are known. */
    Map<String, Dossier> find(Collection<String> codes) throws SQLException {
        Map<String, Dossier> found = new HashMap<>(codes.size() * 2);
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, connection.createArrayOf("text", codes.toArray()));
            select.setFetchSize(0);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String code = row.getString(1);
                    byte[] facts = row.getBytes(4);
                    found.put(
                            code,
                            new Dossier(
                                    code,
                                    row.getString(2),
                                    DossierCodec.events(row.getBytes(3)),
                                    facts == null ? null : DossierCodec.facts(facts),
                                    row.getInt(5)));
                }
            }
        }
        return found;
    }

    /** @param changes in the order of the codes, as everybody locks these rows */
    void save(List<DossierChange> changes) throws SQLException {
        write(INSERT, changes.stream().filter(change -> change.before() == null).toList());
        write(UPDATE, changes.stream().filter(change -> change.before() != null).toList());
    }

    private void write(String sql, List<DossierChange> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        int size = changes.size();
        String[] codes = new String[size];
        String[] agencies = new String[size];
        @Nullable String[] procedures = new String[size];
        @Nullable Long[] received = new Long[size];
        byte[][] histories = new byte[size][];
        byte[] @Nullable [] facts = new byte[size][];
        for (int i = 0; i < size; i++) {
            Dossier dossier = changes.get(i).after();
            codes[i] = dossier.code();
            agencies[i] = dossier.agency();
            histories[i] = DossierCodec.encode(dossier.history());
            DossierFacts known = dossier.facts();
            if (known != null) {
                procedures[i] = known.procedure();
                received[i] = known.receivedAt() == 0 ? null : known.receivedAt();
                facts[i] = DossierCodec.encode(known);
            }
        }
        try (PreparedStatement write = connection.prepareStatement(sql)) {
            write.setArray(1, array("text", codes));
            write.setArray(2, array("text", agencies));
            write.setArray(3, array("text", procedures));
            write.setArray(4, array("int8", received));
            write.setArray(5, array("bytea", histories));
            write.setArray(6, array("bytea", facts));
            write.executeUpdate();
        }
    }

    private Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
