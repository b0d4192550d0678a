package org.lienthong.problem;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages the hub speaks, chosen by {@code Accept-Language} (RFC 9110 12.5.4); English when nothing fits. */
public enum Language {
    EN,
    VI;

    /** Longer headers are not worth parsing. */
    private static final int LONGEST = 256;

    public static Language of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST) {
            return EN;
        }
        for (Locale.LanguageRange range : ranges(acceptLanguage)) {
            if (range.getWeight() > 0) {
                switch (primary(range.getRange())) {
                    case "vi" -> {
                        return VI;
                    }
                    case "en", "*" -> {
                        return EN;
                    }
                    default -> {}
                }
            }
        }
        return EN;
    }

    /** BCP 47 tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<Locale.LanguageRange> ranges(String header) {
        try {
            return Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static String primary(String range) {
        int dash = range.indexOf('-');
        return dash < 0 ? range : range.substring(0, dash);
    }
}
