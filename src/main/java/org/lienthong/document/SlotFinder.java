package org.lienthong.document;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the best place for another trace header while the header is read: behind the last one, else at the beginning
 * of their list, else a list of its own, before an empty-element list or behind the message header.
 */
final class SlotFinder {

    private @Nullable TraceSlot slot;
    private int rank;

    void afterMessageHeader(long offset, String headerPrefix) {
        take(1, new TraceSlot(offset, headerPrefix, true));
    }

    void beforeEmptyList(long offset, String headerPrefix) {
        take(2, new TraceSlot(offset, headerPrefix, true));
    }

    void inList(long offset, String listPrefix) {
        take(3, new TraceSlot(offset, listPrefix, false));
    }

    void afterTraceHeader(long offset, String listPrefix) {
        take(4, new TraceSlot(offset, listPrefix, false));
    }

    private void take(int newRank, TraceSlot newSlot) {
        if (newRank > rank || (newRank == rank && rank == 4)) {
            rank = newRank;
            slot = newSlot;
        }
    }

    TraceSlot found() {
        if (slot == null) {
            throw new IllegalStateException("no message header was read");
        }
        return slot;
    }
}
