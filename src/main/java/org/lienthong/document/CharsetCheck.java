package org.lienthong.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the first bytes, the XML declaration and the transport's word whether the text is UTF-8 (XML 1.0
 * appendix F). Everything else is refused rather than converted: the bytes are handed on as they came.
 */
final class CharsetCheck {

    /** Bytes that suffice to see a byte order mark and the XML declaration. */
    static final int HEAD = 256;

    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml\\s[^>]{0,200}?\\bencoding\\s*=\\s*[\"']([A-Za-z0-9._\\-]{1,40})[\"']");
    private static final String UTF_8 = "UTF-8";

    private CharsetCheck() {}

    /** The length of the byte order mark to skip: 3 or 0. */
    static int byteOrderMark(byte[] head, int length, @Nullable String transport) {
        boolean mark = starts(head, length, 0xEF, 0xBB, 0xBF);
        String actual = family(head, length);
        if (actual == null) {
            String text = new String(head, mark ? 3 : 0, length - (mark ? 3 : 0), StandardCharsets.ISO_8859_1);
            Matcher declared = DECLARED.matcher(text);
            actual = declared.find() ? canonical(declared.group(1)) : mark || transport == null ? UTF_8 : null;
        }
        if (transport != null && actual != null && !canonical(transport).equals(actual)) {
            throw Refusals.charsetMismatch();
        }
        if (!UTF_8.equals(actual) && !(actual == null && UTF_8.equals(canonical(String.valueOf(transport))))) {
            throw Refusals.charset("Only UTF-8 is accepted.", "Chỉ chấp nhận UTF-8.");
        }
        return mark ? 3 : 0;
    }

    /** An encoding that shows in the first bytes, or null when they look like ASCII. */
    private static @Nullable String family(byte[] head, int length) {
        if (starts(head, length, 0, 0, 0xFE, 0xFF)
                || starts(head, length, 0xFF, 0xFE, 0, 0)
                || starts(head, length, 0, 0, 0, '<')
                || starts(head, length, '<', 0, 0, 0)) {
            return "UTF-32";
        }
        if (starts(head, length, 0xFE, 0xFF)
                || starts(head, length, 0xFF, 0xFE)
                || starts(head, length, 0, '<')
                || starts(head, length, '<', 0)) {
            return "UTF-16";
        }
        if (starts(head, length, 0x4C, 0x6F, 0xA7, 0x94)) {
            return "EBCDIC";
        }
        return starts(head, length, '+', '/', 'v') ? "UTF-7" : null;
    }

    private static boolean starts(byte[] head, int length, int... expected) {
        if (length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((head[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static String canonical(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "UTF8" -> UTF_8;
            case "UTF-16LE", "UTF-16BE", "UTF16" -> "UTF-16";
            case "UTF-32LE", "UTF-32BE", "UTF32" -> "UTF-32";
            default -> upper;
        };
    }
}
