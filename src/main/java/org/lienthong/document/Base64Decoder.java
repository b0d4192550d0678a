package org.lienthong.document;

import java.util.Arrays;

/** Decodes base64 straight from the parser's buffers, white space and missing padding tolerated. */
final class Base64Decoder {

    /** Takes decoded bytes; the array is reused after the call. */
    interface Sink {
        void accept(byte[] bytes, int length);
    }

    private static final int PAD = -2;
    private static final int SPACE = -3;
    private static final int[] VALUES = new int[128];

    static {
        Arrays.fill(VALUES, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = i;
        }
        VALUES['='] = PAD;
        for (char c : " \t\r\n".toCharArray()) {
            VALUES[c] = SPACE;
        }
    }

    private final Sink sink;
    private final byte[] out = new byte[12 * 1024];
    private int filled;
    private int bits;
    private int pending;
    private int pads;

    Base64Decoder(Sink sink) {
        this.sink = sink;
    }

    /** Returns false when a character is not base64. */
    boolean decode(char[] text, int start, int length) {
        int i = start;
        int end = start + length;
        while (i < end) {
            if (pending == 0 && pads == 0) {
                i = decodeQuads(text, i, end);
                if (i == end) {
                    break;
                }
            }
            if (!decodeOne(text[i++])) {
                return false;
            }
        }
        return true;
    }

    /** The fast path: whole groups of four, as many as fit, in local variables only. */
    private int decodeQuads(char[] text, int start, int end) {
        int i = start;
        while (end - i >= 4) {
            if (out.length - filled < 3) {
                flush();
            }
            int o = filled;
            int stop = i + 4 * Math.min((end - i) / 4, (out.length - o) / 3);
            while (i < stop) {
                int quad = quad(text, i);
                if (quad < 0) {
                    filled = o;
                    return i;
                }
                out[o++] = (byte) (quad >> 16);
                out[o++] = (byte) (quad >> 8);
                out[o++] = (byte) quad;
                i += 4;
            }
            filled = o;
        }
        return i;
    }

    private static int quad(char[] text, int i) {
        char a = text[i];
        char b = text[i + 1];
        char c = text[i + 2];
        char d = text[i + 3];
        return (a | b | c | d) < 128 ? VALUES[a] << 18 | VALUES[b] << 12 | VALUES[c] << 6 | VALUES[d] : -1;
    }

    private boolean decodeOne(char c) {
        int value = c < 128 ? VALUES[c] : -1;
        if (value == SPACE) {
            return true;
        }
        if (value == PAD) {
            pads++;
            return pending >= 2 && pending + pads <= 4;
        }
        if (value < 0 || pads > 0) {
            return false;
        }
        bits = bits << 6 | value;
        if (++pending == 4) {
            emit(bits, 3);
            pending = 0;
            bits = 0;
        }
        return true;
    }

    private void emit(int quad, int count) {
        if (filled + 3 > out.length) {
            flush();
        }
        out[filled] = (byte) (quad >> 16);
        out[filled + 1] = (byte) (quad >> 8);
        out[filled + 2] = (byte) quad;
        filled += count;
    }

    private void flush() {
        if (filled > 0) {
            sink.accept(out, filled);
            filled = 0;
        }
    }

    /** Hands out the rest; returns false when the text ended inside a byte. */
    boolean finish() {
        if (pending == 1 || (pads > 0 && pending + pads != 4)) {
            return false;
        }
        if (pending > 0) {
            emit(bits << 6 * (4 - pending), pending - 1);
        }
        flush();
        return true;
    }
}
