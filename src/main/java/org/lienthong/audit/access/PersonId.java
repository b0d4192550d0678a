package org.lienthong.audit.access;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A number that identifies a person, in the one form that equal numbers have: compatibility characters replaced (NFKC),
 * without spaces, dots and hyphens, in capitals. {@code toString} does not show it.
 *
 * @param scheme what kind of number it is, for example {@code pin}: numbers of two schemes are never the same
 * @param value 1 to 64 characters
 */
public record PersonId(String scheme, String value) {

    /** The personal identification number, 12 digits (Luật Căn cước 26/2023 Art 12). */
    public static final String PIN = "pin";

    /** The number of the identity card before it, 9 digits. */
    public static final String CMND = "cmnd";

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]{0,15}");
    private static final Pattern FILLING = Pattern.compile("[\\s.\\-]");
    private static final Pattern TWELVE_DIGITS = Pattern.compile("[0-9]{12}");
    private static final Pattern NINE_DIGITS = Pattern.compile("[0-9]{9}");
    private static final int LONGEST = 64;

    /** @throws IllegalArgumentException when nothing is left of the value, or it is too long */
    public PersonId {
        if (!SCHEME.matcher(scheme).matches()) {
            throw new IllegalArgumentException("the scheme of a person's number is a word in small letters");
        }
        if (value.length() > LONGEST) {
            throw new IllegalArgumentException("a person's number has at most " + LONGEST + " characters");
        }
        value = FILLING.matcher(Normalizer.normalize(value, Normalizer.Form.NFKC))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a person's number has 1 to " + LONGEST + " characters");
        }
    }

    public static PersonId pin(String value) {
        return new PersonId(PIN, value);
    }

    /**
     * Reads {@code 000300000001} (12 digits: a PIN), {@code 000000001} (9 digits: an identity card before it), or
     * {@code scheme:value}.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    public static PersonId parse(String text) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            return new PersonId(text.substring(0, colon), text.substring(colon + 1));
        }
        PersonId pin = pin(text);
        if (TWELVE_DIGITS.matcher(pin.value()).matches()) {
            return pin;
        }
        if (NINE_DIGITS.matcher(pin.value()).matches()) {
            return new PersonId(CMND, pin.value());
        }
        throw new IllegalArgumentException("a person's number is 12 digits, 9 digits, or scheme:value");
    }

    /** {@code scheme:value}. */
    String text() {
        return scheme + ':' + value;
    }

    /** Shows no number. */
    @Override
    public String toString() {
        return "PersonId[" + scheme + "]";
    }
}
