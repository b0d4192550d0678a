package org.lienthong.dossier.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierChange;
import org.lienthong.dossier.DossierChanges;

/**
 * Keeps the counts in step with the dossiers: what each change adds and takes away is one small row per transaction, which
 * {@link Fold} adds up later. So no two transactions ever wait for the same count.
 */
final class DossierCounts implements DossierChanges {

    private static final String INSERT = "insert into statistics_delta (cells) values (?)";

    private final Counting counting;

    DossierCounts(Counting counting) {
        this.counting = counting;
    }

    @Override
    public void record(Connection connection, List<DossierChange> changes) throws SQLException {
        Tally tally = new Tally();
        for (DossierChange change : changes) {
            Dossier before = change.before();
            if (before != null) {
                add(before, -1, tally);
            }
            add(change.after(), 1, tally);
        }
        byte[] cells = tally.toBytes();
        if (cells.length > 0) {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setBytes(1, cells);
                statement.executeUpdate();
            }
        }
    }

    private void add(Dossier dossier, int sign, Tally tally) {
        String procedure = Counting.procedure(dossier);
        counting.count(
                dossier,
                (month, measure, amount) -> tally.add(month, dossier.agency(), procedure, measure, sign * amount));
    }
}
