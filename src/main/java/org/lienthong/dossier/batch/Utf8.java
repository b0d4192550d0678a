package org.lienthong.dossier.batch;

/** Whether bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {

    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        while (at < end) {
            if (bytes[at] >= 0) {
                at++;
                continue;
            }
            int more = more(bytes, at, end);
            if (more == 0) {
                return false;
            }
            at += more + 1;
        }
        return true;
    }

    /** How many bytes follow the first one of a character; 0 when it is none. */
    private static int more(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        int second = at + 1 < end ? bytes[at + 1] & 0xff : 0;
        if (second >> 6 != 2) {
            return 0;
        }
        if (first >= 0xC2 && first <= 0xDF) {
            return 1;
        }
        boolean third = at + 2 < end && (bytes[at + 2] & 0xC0) == 0x80;
        if (first >= 0xE0 && first <= 0xEF) {
            boolean overlong = first == 0xE0 && second < 0xA0;
            boolean surrogate = first == 0xED && second > 0x9F;
            return third && !overlong && !surrogate ? 2 : 0;
        }
        boolean fourth = third && at + 3 < end && (bytes[at + 3] & 0xC0) == 0x80;
        boolean range = first == 0xF0 ? second >= 0x90 : first == 0xF4 ? second <= 0x8F : first > 0xF0 && first < 0xF4;
        return fourth && range ? 3 : 0;
    }
}
