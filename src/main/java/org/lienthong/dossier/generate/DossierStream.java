package org.lienthong.dossier.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.lienthong.dossier.RecordKind;

/**
 * All records of a load in the order in which the agencies' systems send them. It keeps one number for each record that is
 * still to be sent by dossiers already submitted, nothing else: 14 million records pass in some tens of megabytes. Each
 * dossier is made up anew for each of its records. Not for several threads at once.
 */
public final class DossierStream {

    private static final int HOUR = 3600;
    private static final int STEP_BITS = 5;
    private static final int NUMBER_BITS = 29;

    private final HistoryMaker maker;
    private final RecordWriter writer;
    private final long dossiers;
    private final long start;
    private final History history = new History();
    private final JsonBuffer buffer = new JsonBuffer();
    private final Hours hours = new Hours();

    private long started;
    private long[] sending = new long[0];
    private int sent;
    private int step;
    private boolean repeated;

    public DossierStream(Load load) {
        maker = new HistoryMaker(load);
        writer = new RecordWriter(load);
        dossiers = load.dossiers();
        start = OfficeHours.startOf(load.from());
    }

    /** Goes on to the next record; false after the last. */
    public boolean next() {
        while (sent == sending.length) {
            if (started == dossiers && hours.isEmpty()) {
                return false;
            }
            long end = start + (hours.current() + 1L) * HOUR;
            while (started < dossiers && maker.start(started) < end) {
                begin(started++);
            }
            sending = hours.take();
            sent = 0;
        }
        long packed = sending[sent++];
        repeated = (packed & 1) == 1;
        step = (int) (packed >>> 1) & ((1 << STEP_BITS) - 1);
        maker.make((packed >>> (1 + STEP_BITS)) & ((1L << NUMBER_BITS) - 1), history);
        writer.write(history, step, buffer);
        return true;
    }

    private void begin(long number) {
        maker.make(number, history);
        for (int i = 0; i < history.steps; i++) {
            schedule(history.sentAt[i], number, i, 0);
            if (history.repeatedAt[i] > 0) {
                schedule(history.repeatedAt[i], number, i, 1);
            }
        }
    }

    private void schedule(long at, long number, int of, int again) {
        long since = at - start;
        hours.add((int) (since / HOUR), ((since % HOUR << NUMBER_BITS | number) << STEP_BITS | of) << 1 | again);
    }

    public RecordKind kind() {
        return history.kind[step];
    }

    /** Whose it is: a place in the load's senders. */
    public int sender() {
        return history.senderIndex;
    }

    /** Of its dossier: 0, 1, … in the order of submission. */
    public long dossier() {
        return history.number;
    }

    /** Whether the same record was sent before. */
    public boolean repeated() {
        return repeated;
    }

    /** Whether it says done (9) where it should say that the dossier waits or was stopped. */
    public boolean rewritten() {
        return history.rewritten[step];
    }

    /** The record, JSON in UTF-8. */
    public byte[] bytes() {
        return buffer.copy();
    }

    public int length() {
        return buffer.length();
    }

    public void writeTo(OutputStream out) throws IOException {
        buffer.writeTo(out);
    }

    /** What is to be sent, hour by hour. */
    private static final class Hours {

        private long[][] ofHour = new long[24 * 31][];
        private int[] count = new int[24 * 31];
        private int current;
        private long waiting;

        int current() {
            return current;
        }

        boolean isEmpty() {
            return waiting == 0;
        }

        void add(int hour, long packed) {
            if (hour >= ofHour.length) {
                int size = Math.max(hour + 1, ofHour.length * 2);
                ofHour = Arrays.copyOf(ofHour, size);
                count = Arrays.copyOf(count, size);
            }
            long[] all = ofHour[hour];
            if (all == null) {
                all = new long[64];
            } else if (count[hour] == all.length) {
                all = Arrays.copyOf(all, all.length * 2);
            }
            all[count[hour]++] = packed;
            ofHour[hour] = all;
            waiting++;
        }

        /** The current hour's, in order; then the next hour is the current one. */
        long[] take() {
            int hour = current++;
            long[] all = hour < ofHour.length ? ofHour[hour] : null;
            if (all == null) {
                return new long[0];
            }
            ofHour[hour] = null;
            long[] taken = Arrays.copyOf(all, count[hour]);
            waiting -= taken.length;
            Arrays.sort(taken);
            return taken;
        }
    }
}
