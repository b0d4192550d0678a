package org.lienthong.dossier.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Bytes of JSON under construction. It writes what it is given: texts that need no escape, which is all that is made up
 * here. Made for a million records in seconds, where a general writer would cost more than what it measures.
 */
final class JsonBuffer {

    private static final int OFFSET = 7 * 3600;
    private static final int DAY = 86_400;
    private static final int DATE_DIGITS = 8;
    private static final int FIRST_DAY = (int) LocalDate.of(2020, 1, 1).toEpochDay();
    private static final byte[][] DATES = dates();

    private byte[] bytes = new byte[8192];
    private int length;

    private static byte[][] dates() {
        byte[][] dates = new byte[366 * 30][];
        for (int i = 0; i < dates.length; i++) {
            dates[i] = bytes(LocalDate.ofEpochDay(FIRST_DAY + i).format(DateTimeFormatter.BASIC_ISO_DATE));
        }
        return dates;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    byte[] array() {
        return bytes;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    JsonBuffer put(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    JsonBuffer put(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** With zeros in front. */
    JsonBuffer digits(long value, int width) {
        ensure(width);
        long left = value;
        for (int i = length + width - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += width;
        return this;
    }

    /** {@code yyyyMMddHHmmss} in Vietnam. */
    JsonBuffer time(long at) {
        long local = at + OFFSET;
        int second = Math.floorMod(local, DAY);
        date(at, 0);
        return digits(second / 3600 * 10_000L + second / 60 % 60 * 100L + second % 60, 6);
    }

    /** {@code yyyyMMdd} in Vietnam, without its first digits when {@code from} is more than 0. */
    JsonBuffer date(long at, int from) {
        byte[] date = DATES[(int) Math.floorDiv(at + OFFSET, DAY) - FIRST_DAY];
        ensure(DATE_DIGITS);
        System.arraycopy(date, from, bytes, length, DATE_DIGITS - from);
        length += DATE_DIGITS - from;
        return this;
    }

    /** Takes the last byte away, a comma as a rule. */
    void dropLast() {
        length--;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
