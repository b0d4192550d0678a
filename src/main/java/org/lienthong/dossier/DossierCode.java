package org.lienthong.dossier;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A dossier's code, {@code MaHoSo}: who issued it, on which day, and a number (TT 01/2018/TT-VPCP Art 19). Three shapes are
 * alive: {@code 000.00.00.H01-200101-0001}, {@code H56.12-250701-0001} and {@code G09.20-20260609-0092637}.
 *
 * @param value as written on the wire
 * @param issuer the agency's code in front, of either scheme
 * @param day the day in the middle
 */
public record DossierCode(String value, String issuer, LocalDate day) {

    private static final int LONGEST_ISSUER = 35;
    private static final int LONGEST = LONGEST_ISSUER + 1 + 8 + 1 + 7;

    /** @return null when the text is no dossier code or its day is none */
    public static @Nullable DossierCode parse(String text) {
        if (!isWellFormed(text.toCharArray(), 0, text.length())) {
            return null;
        }
        int second = text.lastIndexOf('-');
        int first = text.lastIndexOf('-', second - 1);
        LocalDate day = day(text.substring(first + 1, second));
        return day == null ? null : new DossierCode(text, text.substring(0, first), day);
    }

    /** Issuer and day, which many codes share: {@code H56.12-250701}. */
    public static String prefix(String code) {
        return code.substring(0, code.lastIndexOf('-'));
    }

    /** Whether the text has the shape of a dossier code; whether its day exists is not looked at. */
    public static boolean isWellFormed(char[] text, int from, int length) {
        if (length > LONGEST) {
            return false;
        }
        int end = from + length;
        int number = digitsBefore(text, from, end);
        int day = number < 4 || number > 7 ? -1 : digitsBeforeDash(text, from, end - number);
        if (day != 6 && day != 8) {
            return false;
        }
        int dash = end - number - 1 - day - 1;
        return dash > from && dash - from <= LONGEST_ISSUER && text[dash] == '-' && isIssuer(text, from, dash);
    }

    private static int digitsBeforeDash(char[] text, int from, int end) {
        return end > from && text[end - 1] == '-' ? digitsBefore(text, from, end - 1) : -1;
    }

    private static int digitsBefore(char[] text, int from, int end) {
        int at = end;
        while (at > from && isDigit(text[at - 1])) {
            at--;
        }
        return end - at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIssuer(char[] text, int from, int end) {
        return end - from == 13 && isDigit(text[from])
                ? is("000.00.00.A00", text, from)
                : end - from >= 3 && is("A00", text, from) && areGroups(text, from + 3, end);
    }

    /** 0 stands for a digit, A for a letter from A to Y. */
    private static boolean is(String shape, char[] text, int from) {
        for (int i = 0; i < shape.length(); i++) {
            char c = text[from + i];
            boolean fits =
                    switch (shape.charAt(i)) {
                        case '0' -> isDigit(c);
                        case 'A' -> c >= 'A' && c <= 'Y';
                        default -> c == shape.charAt(i);
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean areGroups(char[] text, int from, int end) {
        boolean dot = false;
        for (int i = from; i < end; i++) {
            char c = text[i];
            if (c == '.' ? i > from && dot || i + 1 == end : !(isDigit(c) || c >= 'A' && c <= 'Z') || i == from) {
                return false;
            }
            dot = c == '.';
        }
        return true;
    }

    private static @Nullable LocalDate day(String digits) {
        boolean isShort = digits.length() == 6;
        int year = Integer.parseInt(digits, 0, isShort ? 2 : 4, 10) + (isShort ? 2000 : 0);
        int month = Integer.parseInt(digits, isShort ? 2 : 4, isShort ? 4 : 6, 10);
        try {
            return LocalDate.of(year, month, Integer.parseInt(digits, isShort ? 4 : 6, digits.length(), 10));
        } catch (DateTimeException none) {
            return null;
        }
    }
}
