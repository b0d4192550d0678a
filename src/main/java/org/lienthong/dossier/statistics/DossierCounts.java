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
        Difference difference = new Difference();
        for (DossierChange change : changes) {
            Dossier before = change.before();
            if (before != null) {
                difference.take(before, -1, tally);
            }
            difference.take(change.after(), 1, tally);
            difference.moveTo(tally);
        }
        byte[] cells = tally.toBytes();
        if (cells.length > 0) {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setBytes(1, cells);
                statement.executeUpdate();
            }
        }
    }

    /**
     * What one change makes of one agency's and procedure's counts. Most records change next to nothing, and what cancels out
     * here need not be looked up in the tally.
     */
    private final class Difference implements Counting.Sink {

        private static final int MONTHS = 8;

        private final int[] months = new int[MONTHS];
        private final long[][] sums = new long[MONTHS][Measure.COUNT];
        private int count;
        private int sign;
        private String agency = "";
        private String procedure = "";

        void take(Dossier dossier, int as, Tally tally) {
            String of = Counting.procedure(dossier);
            if (!dossier.agency().equals(agency) || !of.equals(procedure)) {
                moveTo(tally);
                agency = dossier.agency();
                procedure = of;
            }
            sign = as;
            counting.count(dossier, this);
        }

        /** A dossier has a part in three months at most: those of receipt, end, and the first in which it is overdue. */
        @Override
        public void add(int month, Measure measure, long amount) {
            int place = 0;
            while (place < count && months[place] != month) {
                place++;
            }
            if (place == count) {
                months[count++] = month;
            }
            sums[place][measure.ordinal()] += sign * amount;
        }

        void moveTo(Tally tally) {
            for (int place = 0; place < count; place++) {
                for (int i = 0; i < Measure.COUNT; i++) {
                    if (sums[place][i] != 0) {
                        tally.add(months[place], agency, procedure, Measure.of(i), sums[place][i]);
                        sums[place][i] = 0;
                    }
                }
            }
            count = 0;
        }
    }
}
