package org.lienthong.vxp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/** Dates and times as the axis writes them: local time of Vietnam unless they say otherwise. */
final class AxisTime {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter LIST_TIME = formatter("uuuu/MM/dd HH:mm:ss");
    private static final DateTimeFormatter STAMP = formatter("ddMMuuuu'T'HHmmss");
    private static final Pattern STAMPED =
            Pattern.compile("([0-9]{8}T[0-9]{6})(?:\\+([0-9]{3,4})|([+-][0-9]{4})|(Z))?");
    private static final int MILLIS_LIMIT = 1000;

    private static final List<DateTimeFormatter> DATES =
            List.of(formatter("uuuu/MM/dd"), formatter("dd/MM/uuuu"), formatter("uuuu-MM-dd"));
    private static final List<DateTimeFormatter> TIMES = List.of(
            LIST_TIME,
            formatter("dd/MM/uuuu HH:mm:ss"),
            formatter("uuuu-MM-dd HH:mm:ss"),
            formatter("uuuu-MM-dd'T'HH:mm:ss"),
            formatter("uuuu/MM/dd HH:mm"),
            formatter("dd/MM/uuuu HH:mm"));

    private AxisTime() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** {@code yyyy/MM/dd HH:mm:ss}. */
    static String format(Instant instant) {
        return LIST_TIME.format(instant.atZone(VIETNAM));
    }

    /**
     * The beginning of what a date or time names.
     *
     * @throws ProblemException INVALID_TIMESTAMP
     */
    static Instant from(String name, String text) {
        return parse(name, text, 0);
    }

    /** The end of what a date or time names: of that day, of that second. */
    static Instant to(String name, String text) {
        return parse(name, text, 1);
    }

    private static Instant parse(String name, String text, int next) {
        for (DateTimeFormatter format : DATES) {
            try {
                return LocalDate.parse(text, format)
                        .plusDays(next)
                        .atStartOfDay(VIETNAM)
                        .toInstant();
            } catch (DateTimeException e) {
                // Perhaps the next one.
            }
        }
        for (DateTimeFormatter format : TIMES) {
            try {
                return LocalDateTime.parse(text, format)
                        .plusSeconds(next)
                        .atZone(VIETNAM)
                        .toInstant();
            } catch (DateTimeException e) {
                // Perhaps the next one.
            }
        }
        throw new ProblemException(
                ProblemType.INVALID_TIMESTAMP,
                name + " is a date such as 2026/11/20 or 20/11/2026, or with a time such as 2026/11/20 08:30:00.",
                name + " là ngày như 2026/11/20 hoặc 20/11/2026, có thể kèm giờ như 2026/11/20 08:30:00.",
                new Violation(name, "is no date or time"));
    }

    /**
     * Whether a request's {@code timestamp} lies no further than {@code window} from now. Its form is
     * {@code ddMMyyyy'T'HHmmss+SSSS}, where SDKs write the millisecond after the plus; some write a zone offset there.
     */
    static boolean isRecent(String timestamp, Instant now, Duration window) {
        return readings(timestamp).stream()
                .anyMatch(read -> Duration.between(read, now).abs().compareTo(window) <= 0);
    }

    /** What a timestamp may mean; more than one only for {@code +0000}, which is as good a millisecond as an offset. */
    static List<Instant> readings(String timestamp) {
        Matcher matcher = STAMPED.matcher(timestamp);
        List<Instant> readings = new ArrayList<>(2);
        if (!matcher.matches()) {
            return readings;
        }
        try {
            LocalDateTime local = LocalDateTime.parse(matcher.group(1), STAMP);
            String plus = matcher.group(2);
            String minus = matcher.group(3);
            boolean utc = matcher.group(4) != null || "0000".equals(plus);
            if (plus != null && Integer.parseInt(plus) >= MILLIS_LIMIT) {
                readings.add(local.toInstant(ZoneOffset.of("+" + plus)));
            } else if (minus != null) {
                readings.add(local.toInstant(ZoneOffset.of(minus)));
            } else if (matcher.group(4) == null) {
                long millis = plus == null ? 0 : Long.parseLong(plus);
                readings.add(local.atZone(VIETNAM).toInstant().plusMillis(millis));
            }
            if (utc) {
                readings.add(local.toInstant(ZoneOffset.UTC));
            }
        } catch (DateTimeException e) {
            // No such day or offset: it means nothing.
        }
        return readings;
    }
}
