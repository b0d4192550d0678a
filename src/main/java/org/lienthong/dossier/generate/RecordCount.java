package org.lienthong.dossier.generate;

/** Tells how many dossiers give so many records. */
public final class RecordCount {

    private static final int SAMPLE = 2_000;

    private RecordCount() {}

    /** The load with so many dossiers that about {@code records} are sent about them, hardly ever fewer. */
    public static Load ofRecords(Load load, long records) {
        Load sample = load.withDossiers(SAMPLE);
        HistoryMaker maker = new HistoryMaker(sample);
        History history = new History();
        long sent = 0;
        for (int number = 0; number < SAMPLE; number++) {
            maker.make(number, history);
            for (int step = 0; step < history.steps; step++) {
                sent += history.repeatedAt[step] > 0 ? 2 : 1;
            }
        }
        double each = Math.max(1, (double) sent / SAMPLE);
        return load.withDossiers((long) Math.ceil(records / each * 1.05) + 20);
    }
}
