package org.lienthong.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for what should come soon. Whatever comes ends the wait, so that the limit costs a passing test
 * nothing: it is made for a busy machine, not for this one. How fast the hub is, benchmarks tell.
 */
public final class Patience {

    public static final Duration LIMIT = Duration.ofSeconds(90);

    private Patience() {}

    /** The beginning of a wait, as by {@link Awaitility#await()}. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }
}
