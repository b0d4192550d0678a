package org.lienthong.dossier.portal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One dossier's records, in the order in which they are sent: the next one goes when the one before has its answer. */
final class Lane {

    static final int NEVER = 0;
    static final int ACCEPTED = 1;
    static final int REFUSED = 2;

    final String code;
    final Deque<Item> items = new ArrayDeque<>();

    /** The portal's own code of it; null when it is the same. */
    @Nullable
    String alias;

    /** As the column {@code dossier.portal}, or ahead of it. */
    int portal;

    /** Whether progress of it waits, in the database or on its way there. */
    boolean waiters;

    /** Whether the portal was asked about it, and does not have it. */
    boolean absent;

    /** Accepted, and what waited for that comes first: nothing is sent until it is there. */
    boolean held;

    /** Whether its first record is with a caller, or ready for one. */
    boolean busy;

    /** Records without a durable result. */
    int open;

    Lane(String code) {
        this.code = code;
    }

    /** The code that the portal knows it by. */
    String portalCode() {
        return alias == null ? code : alias;
    }
}
