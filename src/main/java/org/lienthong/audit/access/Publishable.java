package org.lienthong.audit.access;

import org.jspecify.annotations.Nullable;

/**
 * Hides what must not be published: what is not of the form expected, and what holds nine digits in a row, as numbers of
 * persons do. By hand, because every entry has a dozen of them.
 */
public final class Publishable {

    private static final String CODE_MARKS = " ._:/$@*,()[]-";
    private static final int LONGEST_CODE = 128;
    private static final int LONGEST_WORDS = 1000;
    private static final int LONG_NUMBER = 9;

    private Publishable() {}

    /** A code: letters, digits and some marks, at most 128 characters. */
    static @Nullable String code(@Nullable String value) {
        return value == null || isForm(value, LONGEST_CODE, false) ? value : DataAccess.HIDDEN;
    }

    /** Words in a line, at most 1000 characters; others are hidden. */
    public static @Nullable String words(@Nullable String value) {
        return value == null || isForm(value, LONGEST_WORDS, true) ? value : DataAccess.HIDDEN;
    }

    /** Whether words may stand in the log as they are. */
    public static boolean isPublishable(String words) {
        return isForm(words, LONGEST_WORDS, true);
    }

    private static boolean isForm(String value, int longest, boolean words) {
        int digits = 0;
        int characters = 0;
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int character = value.codePointAt(i);
            digits = Character.isDigit(character) ? digits + 1 : 0;
            characters++;
            if (digits == LONG_NUMBER || characters > longest || !isAllowed(character, words)) {
                return false;
            }
        }
        return characters > 0;
    }

    private static boolean isAllowed(int character, boolean words) {
        if (character < 0x80) {
            return isAsciiLetterOrDigit(character)
                    || (words ? character >= ' ' && character < 0x7F : CODE_MARKS.indexOf(character) >= 0);
        }
        return switch (Character.getType(character)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> words;
            default -> false;
        };
    }

    private static boolean isAsciiLetterOrDigit(int character) {
        int letter = character | 0x20;
        return letter >= 'a' && letter <= 'z' || character >= '0' && character <= '9';
    }
}
