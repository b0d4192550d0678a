package org.lienthong.audit.publish;

import java.io.IOException;
import java.sql.SQLException;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.Tile;

/**
 * Goes through the whole log again and again, a few bundles at each step, however busy the hub is: what was edited long
 * after it was published is found, too. Where it is survives a restart.
 */
final class Recheck {

    private final LogCheck check;
    private final double bundlesPerStep;
    private double credit;
    private long next;

    /** @param bundlesPerStep may be a fraction */
    Recheck(LogCheck check, double bundlesPerStep) {
        this.check = check;
        this.bundlesPerStep = bundlesPerStep;
    }

    /** The bundle that is compared next. */
    long next() {
        return next;
    }

    void resumeAt(long bundle) {
        next = Math.max(0, bundle);
    }

    /** Returns whether it has come round to the first entry again. */
    boolean step(AuditRows source, Checkpoint published) throws SQLException, IOException {
        boolean round = false;
        for (credit += bundlesPerStep; credit >= 1 && published.size() > 0; credit--) {
            if (next * Tile.FULL >= published.size()) {
                check.edge(published);
                next = 0;
                round = true;
            }
            check.bundle(source, published.size(), next++);
        }
        return round;
    }
}
