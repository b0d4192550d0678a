package org.lienthong.mapping;

import com.dashjoin.jsonata.Jsonata;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Ends an expression at its next step when it has run for too long, nests too deep, or has taken too much memory, garbage
 * included: else one that doubles a text thirty times would take the memory of everybody.
 */
final class Bounds {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String mapping;
    private final long until;
    private final long most;
    private final int deepest;
    private int depth;

    /** For one run in this thread, from now on. */
    Bounds(String mapping, Duration limit, long memory, int deepest) {
        this.mapping = mapping;
        this.until = System.nanoTime() + limit.toNanos();
        this.most = THREADS.getCurrentThreadAllocatedBytes() + memory;
        this.deepest = deepest;
    }

    void on(Jsonata.Frame frame) {
        frame.setEvaluateEntryCallback((expression, input, within) -> {
            depth++;
            check();
        });
        frame.setEvaluateExitCallback((expression, input, within, result) -> {
            depth--;
            check();
        });
    }

    private void check() {
        if (depth > deepest) {
            throw new MappingException(mapping, 0, "calls itself without end", null);
        }
        if (System.nanoTime() - until > 0) {
            throw new MappingException(mapping, 0, "took too long", null);
        }
        if (THREADS.getCurrentThreadAllocatedBytes() > most) {
            throw new MappingException(mapping, 0, "took too much memory", null);
        }
    }
}
