package org.lienthong.vxp;

import java.io.IOException;
import java.io.InputStream;

/**
 * The file as the body itself, which SDK 2.0.1 sends as {@code application/octet-stream} with one line end behind it. That
 * line end is no part of the file, nor of its {@code hash-file}.
 */
final class RawFile extends InputStream {

    private final InputStream in;
    private final Runnable atEnd;
    private final byte[] held = new byte[2]; // may be the line end
    private int heldCount;
    private boolean ended;
    private boolean told;

    /** @param atEnd runs at the end, before the reader sees it, and may still refuse the whole */
    RawFile(InputStream in, Runnable atEnd) {
        this.in = in;
        this.atEnd = atEnd;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            byte[] fresh = new byte[length];
            int count = in.read(fresh, 0, length);
            if (count < 0) {
                ended = true;
                heldCount = heldCount == 2 && held[0] == '\r' && held[1] == '\n' ? 0 : heldCount;
            } else {
                int passed = pass(fresh, count, bytes, offset);
                if (passed > 0) {
                    return passed;
                }
            }
        }
        return rest(bytes, offset, length);
    }

    /** Passes on what was held and what is new, but for the last two bytes. */
    private int pass(byte[] fresh, int count, byte[] bytes, int offset) {
        byte[] all = new byte[heldCount + count];
        System.arraycopy(held, 0, all, 0, heldCount);
        System.arraycopy(fresh, 0, all, heldCount, count);
        int keep = Math.min(held.length, all.length);
        int passed = all.length - keep;
        System.arraycopy(all, 0, bytes, offset, passed);
        System.arraycopy(all, passed, held, 0, keep);
        heldCount = keep;
        return passed;
    }

    private int rest(byte[] bytes, int offset, int length) {
        if (heldCount == 0) {
            if (!told) {
                told = true;
                atEnd.run();
            }
            return -1;
        }
        int count = Math.min(heldCount, length);
        System.arraycopy(held, 0, bytes, offset, count);
        held[0] = held[1];
        heldCount -= count;
        return count;
    }
}
