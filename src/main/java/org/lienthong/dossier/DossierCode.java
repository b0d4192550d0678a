package org.lienthong.dossier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final int LONGEST = 35 + 1 + 8 + 1 + 7;

    private static final Pattern SHAPE = Pattern.compile("([0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Y][0-9]{2}"
            + "|[A-Y][0-9]{2}(?:\\.[0-9A-Z]+)*+)-([0-9]{6}|[0-9]{8})-[0-9]{4,7}");

    /** @return null when the text is no dossier code or its day is none */
    public static @Nullable DossierCode parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches() || matcher.group(1).length() > 35) {
            return null;
        }
        LocalDate day = day(matcher.group(2));
        return day == null ? null : new DossierCode(text, matcher.group(1), day);
    }

    private static @Nullable LocalDate day(String digits) {
        int year = digits.length() == 6
                ? 2000 + Integer.parseInt(digits.substring(0, 2))
                : Integer.parseInt(digits.substring(0, 4));
        String rest = digits.substring(digits.length() - 4);
        try {
            return LocalDate.of(year, Integer.parseInt(rest.substring(0, 2)), Integer.parseInt(rest.substring(2)));
        } catch (DateTimeException none) {
            return null;
        }
    }
}
