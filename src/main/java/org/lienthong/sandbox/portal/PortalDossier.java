package org.lienthong.sandbox.portal;

import java.util.Arrays;

/** A dossier as the simulated portal has it, in few bytes. */
final class PortalDossier {

    private static final int SLOTS = 3; // of each progress: its time, state and officer; its digest

    private int state;
    private int updates;
    private long content;
    private long[] progress = {};

    int state() {
        return state;
    }

    int updates() {
        return updates;
    }

    /** Digest of the latest content. */
    long content() {
        return content;
    }

    int steps() {
        return progress.length / SLOTS;
    }

    /** {@code ThoiDiemXuLy} of a step, {@code yyyyMMddHHmmss} as a number. */
    long at(int step) {
        return progress[step * SLOTS];
    }

    int state(int step) {
        return (int) (progress[step * SLOTS + 1] >>> 32);
    }

    /** Number of the officer in the portal's list. */
    int officer(int step) {
        return (int) progress[step * SLOTS + 1];
    }

    boolean has(long digest) {
        for (int i = 2; i < progress.length; i += SLOTS) {
            if (progress[i] == digest) {
                return true;
            }
        }
        return false;
    }

    void update(PortalRecord record) {
        state = record.state();
        content = record.digest();
        updates++;
    }

    void add(PortalRecord record, int officer) {
        int end = progress.length;
        progress = Arrays.copyOf(progress, end + SLOTS);
        progress[end] = record.at();
        progress[end + 1] = ((long) record.state() << 32) | officer;
        progress[end + 2] = record.digest();
        state = record.state();
    }
}
