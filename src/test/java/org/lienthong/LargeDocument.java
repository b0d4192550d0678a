package org.lienthong;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A sample whose attachment is grown to any size, as text for small ones and as a stream for large ones. */
final class LargeDocument {

    private static final String CONTENT = "JVBERi0xLjcKJSBzeW50aGV0aWMK";
    private static final int BLOCK = 64 * 1024;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private LargeDocument() {}

    /** The document with at least {@code base64} more characters in its attachment. */
    static String text(int number, long base64) {
        String document = Samples.document(number);
        String more = new String(block(), StandardCharsets.US_ASCII).repeat((int) (base64 / BLOCK + 1));
        return Samples.changed(document, CONTENT, CONTENT + more);
    }

    /** The same without holding it in memory; the same number and size give the same bytes. */
    static InputStream stream(int number, long base64) {
        String document = Samples.document(number);
        int at = document.indexOf(CONTENT) + CONTENT.length();
        return new SequenceInputStream(Collections.enumeration(List.of(
                utf8(document.substring(0, at)), new Blocks(base64 / BLOCK + 1), utf8(document.substring(at)))));
    }

    private static InputStream utf8(String text) {
        return new java.io.ByteArrayInputStream(Samples.utf8(text));
    }

    private static byte[] block() {
        Random random = new Random(BLOCK);
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return block;
    }

    /** The same block of base64 over and over. */
    private static final class Blocks extends InputStream {
        private final byte[] block = block();
        private long left;
        private int at;

        private Blocks(long blocks) {
            this.left = blocks * BLOCK;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, BLOCK - at), left);
            System.arraycopy(block, at, buffer, offset, count);
            at = (at + count) % BLOCK;
            left -= count;
            return count;
        }
    }
}
