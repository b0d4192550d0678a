package org.lienthong.console.chart;

/** Chooses where an axis ends. */
final class Scale {

    private static final long LEAST = 4;

    private Scale() {}

    /** The smallest even number of the kind 2, 4, 6, 10, 20, 40, 60, 100 … that is not below the value. */
    static long top(long most) {
        long power = 1;
        while (true) {
            for (long step : new long[] {2, 4, 6, 10}) {
                if (step * power >= Math.max(most, LEAST)) {
                    return step * power;
                }
            }
            power *= 10;
        }
    }
}
