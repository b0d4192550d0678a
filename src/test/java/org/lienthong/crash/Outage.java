package org.lienthong.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.lienthong.delivery.CrashPoint;

/**
 * One way of taking the hub down.
 *
 * @param delayMillis after this much load the hub is killed or terminated; at a point: the patience until it is passed
 * @param point where the hub halts itself, or null
 * @param nth at which pass it does
 * @param losesQueues whether the broker's data is deleted while the hub is down
 */
record Outage(Kind kind, long delayMillis, CrashPoint point, int nth, boolean losesQueues) {

    private static final int POINT_PATIENCE_MILLIS = 12_000;

    enum Kind {
        /** SIGKILL at a random moment. */
        KILL,
        /** The process halts itself at a named point. */
        POINT,
        /** SIGTERM: the hub finishes what is in flight. */
        TERMINATE
    }

    /**
     * Kills at random moments and at each point in turn; every fifth loses the broker's data; every tenth is followed by
     * an orderly stop.
     */
    static List<Outage> plan(int kills, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // Publishing is not among what this test does; PublishIT dies there.
        CrashPoint[] points = Stream.of(CrashPoint.values())
                .filter(point -> !point.name().startsWith("CONFIGURATION"))
                .toArray(CrashPoint[]::new);
        int first = random.nextInt(points.length);
        List<Outage> plan = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            boolean losesQueues = i % 5 == 2;
            if (i % 2 == 1) {
                plan.add(at(points[(first + i / 2) % points.length], random, losesQueues));
            } else {
                plan.add(new Outage(Kind.KILL, random.nextLong(50, 3001), null, 0, losesQueues));
            }
            if (i % 10 == 2) {
                plan.add(new Outage(Kind.TERMINATE, random.nextLong(50, 3001), null, 0, false));
            }
        }
        return plan;
    }

    private static Outage at(CrashPoint point, SplittableRandom random, boolean losesQueues) {
        int passes =
                switch (point) {
                    case PAYLOAD_STAGED, RELAY_AFTER_COMMIT -> 3;
                    case PAYLOAD_MID_STAGING, PAYLOAD_MID_READ -> 8;
                    default -> 40;
                };
        return new Outage(Kind.POINT, POINT_PATIENCE_MILLIS, point, random.nextInt(1, passes + 1), losesQueues);
    }

    Outage withoutPoint() {
        return kind == Kind.POINT ? new Outage(Kind.KILL, 1000, null, 0, losesQueues) : this;
    }

    String describe() {
        String how =
                switch (kind) {
                    case KILL -> "kill -9 after " + delayMillis + " ms";
                    case POINT -> point.word() + " #" + nth;
                    case TERMINATE -> "SIGTERM after " + delayMillis + " ms";
                };
        return losesQueues ? how + ", queues deleted" : how;
    }
}
