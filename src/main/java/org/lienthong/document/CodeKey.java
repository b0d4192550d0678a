package org.lienthong.document;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Number and notation of a document as they are searched for: {@code 9001/vpcp-kstt} and {@code 9001 / VPCP-KSTT} are the
 * same, however their accents are composed.
 */
public final class CodeKey {

    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private CodeKey() {}

    public static String of(String code) {
        String composed = Normalizer.normalize(code, Normalizer.Form.NFC);
        return SPACE.matcher(composed).replaceAll("").toUpperCase(Locale.ROOT);
    }

    /** What the keys of all codes begin with that a person means: a number is meant whole, a notation from its beginning. */
    public static String prefix(String text) {
        String key = of(text);
        return key.indexOf('/') < 0 ? key + '/' : key;
    }
}
