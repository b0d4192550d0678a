package org.lienthong.document;

import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Follows a zip archive while its bytes pass, keeping none: counts entries and inflated bytes, checks names, looks into
 * archives inside, and adds up what the central directory claims, which is what an unzipping receiver goes by
 * (APPNOTE.TXT 4.3).
 *
 * <p>Everything that is not deflated data is searched for the next header instead of being skipped by a length that the
 * sender wrote, so data descriptors, odd methods, damage and lies do not blind it.
 */
final class ZipInspector implements AutoCloseable {

    /** What all archives of one attachment may take together. */
    static final class Budget {
        private static final long RATIO_FREE = 1024 * 1024;

        private final EdxmlLimits.Archives limits;
        private int entries;
        private long inflated;
        private long received;

        Budget(EdxmlLimits.Archives limits) {
            this.limits = limits;
        }

        /** Bytes of the attachment itself that have passed. */
        void receive(int count) {
            received += count;
        }

        private boolean tooMuch(long bytes) {
            return bytes > limits.inflatedBytes() || (bytes > RATIO_FREE && bytes > limits.ratio() * received);
        }
    }

    private enum State {
        SEARCH,
        LOCAL_HEADER,
        LOCAL_NAME,
        LOCAL_EXTRA,
        DEFLATED,
        CENTRAL_HEADER,
        CENTRAL_NAME
    }

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL_REST = 26;
    private static final int CENTRAL_REST = 42;
    private static final int DEFLATE = 8;
    private static final int ENCRYPTED = 1;
    private static final int SIZES_FOLLOW = 8;
    private static final int SNIFFED = 1024;

    private final String pointer;
    private final Budget budget;
    private final int depth;
    private final Inflater inflater = new Inflater(true);
    private final byte[] inflated = new byte[8192];
    private byte[] field = new byte[CENTRAL_REST];
    private int needed;
    private int have;
    private State state = State.SEARCH;
    private int window;
    private boolean deflated;
    private int extra;
    private long stored;
    private long claimed;
    private int claimedEntries;
    private @Nullable ContentInspector content;

    ZipInspector(String pointer, Budget budget, int depth) {
        this.pointer = pointer;
        this.budget = budget;
        this.depth = depth;
        if (depth > budget.limits.depth()) {
            throw Refusals.archive(pointer, "holds archives nested deeper than " + budget.limits.depth());
        }
    }

    void push(byte[] bytes, int offset, int count) {
        int at = offset;
        int end = offset + count;
        while (at < end) {
            at = switch (state) {
                case SEARCH -> search(bytes, at, end);
                case DEFLATED -> inflate(bytes, at, end);
                default -> collect(bytes, at, end);
            };
        }
    }

    private int search(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && window != LOCAL && window != CENTRAL) {
            window = window >>> 8 | (bytes[at++] & 0xFF) << 24;
        }
        sniffStored(bytes, start, at);
        if (window == LOCAL) {
            expect(State.LOCAL_HEADER, LOCAL_REST);
        } else if (window == CENTRAL) {
            expect(State.CENTRAL_HEADER, CENTRAL_REST);
        }
        return at;
    }

    /** Shows the beginning of an entry that is stored as it is to the inspector of contents. */
    private void sniffStored(byte[] bytes, int start, int end) {
        if (content != null) {
            int count = (int) Math.min(stored, end - start);
            content.push(bytes, start, count);
            stored -= count;
            if (stored == 0) {
                finishContent();
            }
        }
    }

    private void expect(State next, int count) {
        window = 0;
        state = next;
        needed = count;
        have = 0;
        if (field.length < count) {
            field = new byte[count];
        }
        if (count == 0) {
            collected();
        }
    }

    private int collect(byte[] bytes, int start, int end) {
        int taken = Math.min(needed - have, end - start);
        System.arraycopy(bytes, start, field, have, taken);
        have += taken;
        if (have == needed) {
            collected();
        }
        return start + taken;
    }

    private void collected() {
        switch (state) {
            case LOCAL_HEADER -> localHeader();
            case CENTRAL_HEADER -> centralHeader();
            case LOCAL_NAME -> {
                checkName();
                expect(State.LOCAL_EXTRA, extra);
            }
            case LOCAL_EXTRA -> state = deflated ? State.DEFLATED : State.SEARCH;
            default -> {
                checkName();
                state = State.SEARCH;
            }
        }
    }

    private void localHeader() {
        if (++budget.entries > budget.limits.entries()) {
            throw Refusals.archive(pointer, "holds more than " + budget.limits.entries() + " entries");
        }
        finishContent();
        int flags = u16(2);
        int method = u16(4);
        boolean readable = (flags & ENCRYPTED) == 0;
        deflated = readable && method == DEFLATE;
        stored = (flags & SIZES_FOLLOW) == 0 ? Math.min(u32(14), SNIFFED) : SNIFFED;
        if (deflated) {
            inflater.reset();
            content = ContentInspector.of(pointer, budget, depth);
        } else if (readable && method == 0 && stored > 0) {
            content = ContentInspector.flat(pointer, budget);
        }
        extra = u16(24);
        expect(State.LOCAL_NAME, u16(22));
    }

    private void centralHeader() {
        claimed += u32(20);
        if (budget.tooMuch(claimed)) {
            throw Refusals.archive(pointer, "claims to unfold to too much");
        }
        if (++claimedEntries > budget.limits.entries()) {
            throw Refusals.archive(pointer, "holds more than " + budget.limits.entries() + " entries");
        }
        expect(State.CENTRAL_NAME, u16(24));
    }

    private void checkName() {
        // One byte per character is enough: in every charset in use the characters looked for are ASCII.
        String name = new String(field, 0, needed, StandardCharsets.ISO_8859_1);
        if (FileName.leavesFolder(name) || name.indexOf(0) >= 0) {
            throw Refusals.archive(pointer, "holds an entry that would leave its folder");
        }
    }

    private int inflate(byte[] bytes, int start, int end) {
        inflater.setInput(bytes, start, end - start);
        try {
            while (true) {
                int n = inflater.inflate(inflated);
                account(n);
                if (content != null) {
                    content.push(inflated, 0, n);
                }
                if (inflater.finished()) {
                    finishContent();
                    state = State.SEARCH;
                    return end - inflater.getRemaining();
                }
                if (n == 0) {
                    // A raw stream has no dictionary: it can only want more input.
                    return end;
                }
            }
        } catch (DataFormatException e) {
            finishContent();
            state = State.SEARCH;
            return Math.max(start, end - inflater.getRemaining());
        }
    }

    private void account(int count) {
        budget.inflated += count;
        if (budget.tooMuch(budget.inflated)) {
            throw Refusals.archive(pointer, "unfolds to too much");
        }
    }

    private void finishContent() {
        if (content != null) {
            ContentInspector finished = content;
            content = null;
            finished.finish();
        }
    }

    private int u16(int at) {
        return (field[at] & 0xFF) | (field[at + 1] & 0xFF) << 8;
    }

    private long u32(int at) {
        return (u16(at) | (long) u16(at + 2) << 16);
    }

    @Override
    public void close() {
        inflater.end();
        if (content != null) {
            content.close();
            content = null;
        }
    }
}
