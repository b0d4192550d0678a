package org.lienthong.agency;

import org.jspecify.annotations.Nullable;

/**
 * How an agency receives.
 *
 * @param system name of the agency's system that is called, with {@link Mode#PUSH} only
 * @param queue name of the agency's own queue, with {@link Mode#JMS} only
 */
public record Delivery(
        Mode mode, @Nullable String system, @Nullable String queue) {

    /** Who moves the bytes. */
    public enum Mode {
        /** The agency fetches from its mailbox. */
        PULL,
        /** The hub calls a system of the agency over HTTP. */
        PUSH,
        /** The hub puts into a queue of the agency. */
        JMS
    }

    public static final Delivery BY_PULL = new Delivery(Mode.PULL, null, null);

    public Delivery {
        if ((mode == Mode.PUSH) != (system != null)) {
            throw new IllegalArgumentException("push, and only push, names a system");
        }
        if ((mode == Mode.JMS) != (queue != null)) {
            throw new IllegalArgumentException("jms, and only jms, names a queue");
        }
    }
}
