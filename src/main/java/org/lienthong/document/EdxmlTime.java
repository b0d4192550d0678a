package org.lienthong.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Dates and times as edXML writes them: local to Asia/Ho_Chi_Minh, without a zone, never the JVM's. */
public final class EdxmlTime {

    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final DateTimeFormatter DATE = strict("uuuu/MM/dd");
    private static final DateTimeFormatter TIME = strict("uuuu/MM/dd HH:mm:ss");
    private static final DateTimeFormatter DAY_FIRST_DATE = strict("dd/MM/uuuu");
    private static final DateTimeFormatter DAY_FIRST_TIME = strict("dd/MM/uuuu HH:mm:ss");

    private EdxmlTime() {}

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }

    public static String format(LocalDate date) {
        return DATE.format(date);
    }

    public static String format(LocalDateTime time) {
        return TIME.format(time);
    }

    public static String format(Instant instant) {
        return TIME.format(local(instant));
    }

    public static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZONE);
    }

    /** Reads {@code 2026/11/20}, and {@code 20/11/2026} as some systems write it. */
    static Optional<LocalDate> parseDate(String text) {
        boolean dayFirst = text.length() > 2 && text.charAt(2) == '/';
        try {
            return Optional.of(LocalDate.parse(text, dayFirst ? DAY_FIRST_DATE : DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Reads {@code 2026/11/20 09:15:00}, and the day first as some systems write it. */
    static Optional<LocalDateTime> parseTime(String text) {
        boolean dayFirst = text.length() > 2 && text.charAt(2) == '/';
        try {
            return Optional.of(LocalDateTime.parse(text, dayFirst ? DAY_FIRST_TIME : TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
