package org.lienthong.config;

import java.util.concurrent.atomic.AtomicLong;

/** How many messages go by something that is to be stopped when none does any more. */
public final class Use {

    private final AtomicLong count = new AtomicLong();

    void enter() {
        count.incrementAndGet();
    }

    void leave() {
        count.decrementAndGet();
    }

    public boolean isIdle() {
        return count.get() == 0;
    }
}
