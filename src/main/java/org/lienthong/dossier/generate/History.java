package org.lienthong.dossier.generate;

import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;

/**
 * One dossier from submission to its last step, as {@link HistoryMaker} made it up. Reused for the next one: a generator
 * makes several of these per record, so nothing is allocated.
 */
final class History {

    static final int MOST_STEPS = 24;
    static final int MOST_ROUNDS = 2;

    /** Channels as {@code KenhThucHien} counts them. */
    static final int COUNTER = 1;

    static final int ONLINE = 2;
    static final int POST = 3;

    long number;
    Sender sender = NOBODY;
    int senderIndex;
    int procedure;
    int channel;
    int person;
    int applicantKind;
    boolean vneid;
    boolean populationDatabase;
    boolean reused;
    boolean personalStore;
    boolean digitised;
    boolean resultFile;
    boolean freeOfCharge;
    boolean paidOnline;
    boolean dueGiven;

    long submittedAt;
    long receivedAt;
    long dueAt;
    long doneAt;
    long returnedAt;
    long stoppedAt;
    long refusedAt;

    int rounds;
    final long[] requestedAt = new long[MOST_ROUNDS];
    final long[] suppliedAt = new long[MOST_ROUNDS];

    /** When it was asked to pay; 0 = never. */
    long paymentAskedAt;

    int steps;
    final DossierState[] state = new DossierState[MOST_STEPS];
    final RecordKind[] kind = new RecordKind[MOST_STEPS];
    final long[] at = new long[MOST_STEPS];
    /** When the agency's system sends it. */
    final long[] sentAt = new long[MOST_STEPS];
    /** When it sends it again; 0 = never. */
    final long[] repeatedAt = new long[MOST_STEPS];
    /** Whether the record says done (9) instead of its state. */
    final boolean[] rewritten = new boolean[MOST_STEPS];

    private static final Sender NOBODY = new Sender("", "", 0, false, Sender.Shape.UNIT);

    void clear() {
        submittedAt = 0;
        receivedAt = 0;
        dueAt = 0;
        doneAt = 0;
        returnedAt = 0;
        stoppedAt = 0;
        refusedAt = 0;
        rounds = 0;
        paymentAskedAt = 0;
        steps = 0;
    }

    void add(RecordKind of, DossierState reached, long when) {
        state[steps] = reached;
        kind[steps] = of;
        at[steps] = when;
        rewritten[steps] = false;
        repeatedAt[steps] = 0;
        steps++;
    }
}
