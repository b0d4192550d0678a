package org.lienthong.dossier.portal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the dossier's code in a record without parsing it: one pass over the bytes that only follows strings and depth.
 * Records are what the intake accepted, so they are well-formed JSON objects with one {@code MaHoSo}.
 */
final class RecordCode {

    private static final byte[] NAME = "MaHoSo".getBytes(US_ASCII);

    private RecordCode() {}

    static String of(byte[] source, int start, int end) {
        int depth = 0;
        int at = start;
        while (at < end) {
            byte b = source[at];
            if (b == '"') {
                int close = close(source, at + 1, end);
                if (depth == 1 && isName(source, at + 1, close)) {
                    int value = skip(source, close + 1, end);
                    if (value < end && source[value] == ':') {
                        return text(source, skip(source, value + 1, end), start, end);
                    }
                }
                at = close + 1;
                continue;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            at++;
        }
        return parsed(source, start, end);
    }

    private static String text(byte[] source, int quote, int start, int end) {
        if (quote >= end || source[quote] != '"') {
            return parsed(source, start, end);
        }
        int close = close(source, quote + 1, end);
        for (int i = quote + 1; i < close; i++) {
            if (source[i] == '\\' || source[i] < 0) {
                return parsed(source, start, end);
            }
        }
        return new String(source, quote + 1, close - quote - 1, ISO_8859_1);
    }

    /** The quote that ends the string. */
    private static int close(byte[] source, int from, int end) {
        int at = from;
        while (at < end && source[at] != '"') {
            at += source[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, end);
    }

    private static int skip(byte[] source, int from, int end) {
        int at = from;
        while (at < end && source[at] <= ' ' && source[at] >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isName(byte[] source, int from, int to) {
        if (to - from != NAME.length) {
            return false;
        }
        for (int i = 0; i < NAME.length; i++) {
            if (source[from + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }

    /** Written in a way that nobody does: with escapes. */
    private static String parsed(byte[] source, int start, int end) {
        return JsonMapper.shared()
                .readTree(source, start, end - start)
                .path("MaHoSo")
                .asString("");
    }
}
