package org.lienthong.dossier.generate;

/** A stream of random numbers for one dossier, from the seed and the dossier's number (splitmix64). Reused, not shared. */
final class Chance {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    void restart(long seed, long number) {
        state = mix(seed ^ mix(number * GOLDEN + 1));
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** 0 (included) to 1. */
    double share() {
        return (next() >>> 11) * UNIT;
    }

    /** 0 (included) to bound. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    boolean happens(double share) {
        return share() < share;
    }
}
