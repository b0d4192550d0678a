package org.lienthong.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads a payload as it is delivered, one stored piece after the other. */
final class PayloadStream extends InputStream {

    private final StoredPayload payload;
    private final IntFunction<byte @Nullable []> pieces;
    private InputStream current = InputStream.nullInputStream();
    private int next;
    private long position; // in the submitted bytes

    PayloadStream(StoredPayload payload, IntFunction<byte @Nullable []> pieces) {
        this.payload = payload;
        this.pieces = pieces;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            int count = current.read(buffer, offset, length);
            if (count > 0) {
                return count;
            }
            if (position >= payload.size()) {
                return -1;
            }
            current = new ByteArrayInputStream(load());
        }
    }

    private byte[] load() throws IOException {
        byte[] piece = pieces.apply(next++);
        if (piece == null) {
            throw new IOException(
                    "payload " + payload.exchangeId() + " ends after " + position + " of " + payload.size() + " bytes");
        }
        long start = position;
        position += piece.length;
        if (position < payload.size()) {
            CrashPoint.PAYLOAD_MID_READ.pass();
        }
        long at = payload.traceOffset() - start;
        return at >= 0 && at < piece.length ? with(piece, (int) at, payload.traceHeader()) : piece;
    }

    private static byte[] with(byte[] piece, int at, byte[] insertion) {
        byte[] joined = new byte[piece.length + insertion.length];
        System.arraycopy(piece, 0, joined, 0, at);
        System.arraycopy(insertion, 0, joined, at, insertion.length);
        System.arraycopy(piece, at, joined, at + insertion.length, piece.length - at);
        return joined;
    }
}
