package org.lienthong.agency;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A code that an agency holds for some time. After that it goes on leading to its last holder until another agency
 * holds it, because documents carry codes long after they ended.
 *
 * @param value as written on the wire
 */
public record AgencyCode(Scheme scheme, String value, Period period) {

    /** The two codings alive side by side. Neither can be computed from the other. */
    public enum Scheme {
        /** QĐ 20/2020/QĐ-TTg: level 1 on the left, {@code G12.18}; other organisations {@code Z01…}. */
        QD20,
        /** QCVN 102:2016: level 1 on the right, {@code 000.00.00.G22}. */
        QCVN102
    }

    /** QĐ 20/2020 Art 4. */
    static final int MAX_LENGTH = 35;

    /** Longest text worth looking up: an alias has at most so many characters, decomposed letters three each. */
    private static final int MAX_LOOKUP = 300;

    private static final Pattern QD20 = Pattern.compile("[A-Y][0-9]{2}(\\.[0-9A-Z]+)*+");
    private static final Pattern OTHER = Pattern.compile("Z(?!00)[0-9]{2}[0-9A-Z.]*+(?<!\\.)");
    private static final Pattern QCVN102 = Pattern.compile("[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Y][0-9]{2}");

    public AgencyCode {
        if (!wellFormed(scheme, value)) {
            throw new IllegalArgumentException("'" + value + "' is no code of the scheme " + scheme);
        }
    }

    /** Whether the text has the form of a code of either scheme; it says nothing about who holds it. */
    public static boolean wellFormed(String code) {
        return schemeOf(code) != null;
    }

    /** Whether the text has the form of a code of that scheme. */
    public static boolean wellFormed(Scheme scheme, String code) {
        return schemeOf(code) == scheme;
    }

    static @Nullable Scheme schemeOf(String code) {
        if (code.length() > MAX_LENGTH) {
            return null;
        }
        if (QD20.matcher(code).matches() || OTHER.matcher(code).matches()) {
            return Scheme.QD20;
        }
        return QCVN102.matcher(code).matches() ? Scheme.QCVN102 : null;
    }

    /** Whether this code lies beneath {@code parent} in the tree of its scheme. */
    static boolean isBeneath(String code, String parent) {
        Scheme scheme = schemeOf(code);
        if (scheme == null || scheme != schemeOf(parent) || code.equals(parent)) {
            return false;
        }
        if (scheme == Scheme.QCVN102) {
            return code.endsWith(parent.substring(parent.lastIndexOf('.')));
        }
        return code.startsWith(code.charAt(0) == 'Z' ? parent : parent + ".");
    }

    /**
     * The code of the unit above, in the tree of its scheme: {@code H56.12} to {@code H56}, {@code 000.03.12.H56} to
     * {@code 000.00.12.H56} and on to {@code 000.00.00.H56}. Null at level 1.
     */
    public static @Nullable String above(String code) {
        if (!QCVN102.matcher(code).matches()) {
            int end = code.lastIndexOf('.');
            return end < 0 ? null : code.substring(0, end);
        }
        if (!code.startsWith("000")) {
            return "000" + code.substring(3);
        }
        if (!code.startsWith("00", 4)) {
            return "000.00" + code.substring(6);
        }
        return code.startsWith("00", 7) ? null : "000.00.00" + code.substring(9);
    }

    /**
     * The form in which codes and aliases are compared: without surrounding XML white space, in NFC, case kept. Null when
     * the text can match nothing. NFC turns a few look-alikes into ASCII (U+212A KELVIN SIGN into K); those match nothing.
     */
    static @Nullable String comparable(String text) {
        if (text.length() > MAX_LOOKUP) {
            return null;
        }
        String trimmed = trimmed(text);
        for (int i = 0; i < trimmed.length(); i++) {
            if (trimmed.charAt(i) >= 0x80) {
                return composed(trimmed);
            }
        }
        return trimmed;
    }

    private static @Nullable String composed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80
                    && Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFC)
                                    .charAt(0)
                            < 0x80) {
                return null;
            }
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isXmlSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isXmlSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isXmlSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
