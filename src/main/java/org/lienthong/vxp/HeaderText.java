package org.lienthong.vxp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * Reads the text that a header value means. Vietnamese text arrives as raw UTF-8 (which the server hands on as Latin-1),
 * as RFC 8187 {@code UTF-8''…}, percent-encoded, or as an RFC 2047 encoded word; all are seen in the field.
 */
final class HeaderText {

    private static final int LONGEST = 1024;
    private static final Pattern EXTENDED = Pattern.compile("(?i)utf-8'[A-Za-z0-9-]*'(.*)");
    private static final Pattern ENCODED_WORD = Pattern.compile("(?i)=\\?utf-8\\?([bq])\\?([^?]*)\\?=");
    private static final Pattern PERCENT = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*");

    private HeaderText() {}

    /**
     * The text in NFC, without surrounding blanks.
     *
     * @param name of the header, for the refusal
     * @throws ProblemException MALFORMED_REQUEST when it is too long or a control character (CR, LF, NUL …) is in it,
     *     however it was encoded
     */
    static String decode(String name, String value) {
        return checked(
                name,
                value.length() > LONGEST ? value : meaning(fromLatin1(value).strip()));
    }

    /** Text that was no header but, for example, JSON within one. */
    static String checked(String name, String text) {
        if (text.length() > LONGEST || text.codePoints().anyMatch(Character::isISOControl)) {
            String wrong = "is longer than " + LONGEST + " characters or holds a control character";
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "Header " + name + " " + wrong + ".",
                    "Tham số " + name + " dài quá " + LONGEST + " ký tự hoặc chứa ký tự điều khiển.",
                    new Violation(name, wrong));
        }
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    /** Bytes seen as Latin-1 characters, read as UTF-8 if that is what they are. */
    static String fromLatin1(String value) {
        if (value.chars().allMatch(c -> c < 0x80) || value.chars().anyMatch(c -> c > 0xff)) {
            return value;
        }
        String utf8 = utf8(value.getBytes(ISO_8859_1));
        return utf8 == null ? value : utf8;
    }

    private static String meaning(String text) {
        Matcher extended = EXTENDED.matcher(text);
        if (extended.matches()) {
            return percentDecoded(extended.group(1));
        }
        Matcher word = ENCODED_WORD.matcher(text);
        if (word.matches()) {
            String decoded = word.group(1).equalsIgnoreCase("b") ? base64(word.group(2)) : quoted(word.group(2));
            return decoded == null ? text : decoded;
        }
        return percentDecoded(text);
    }

    /** Left as it is when it is no percent-encoded UTF-8. */
    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0 || !PERCENT.matcher(text).matches()) {
            return text;
        }
        String decoded = unescaped(text, '%');
        return decoded == null ? text : decoded;
    }

    private static @Nullable String quoted(String text) {
        return unescaped(text.replace('_', ' '), '=');
    }

    private static @Nullable String unescaped(String text, char escape) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == escape && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
                out.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.writeBytes(String.valueOf(c).getBytes(UTF_8));
            }
        }
        return utf8(out.toByteArray());
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }

    private static @Nullable String base64(String text) {
        try {
            return utf8(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
