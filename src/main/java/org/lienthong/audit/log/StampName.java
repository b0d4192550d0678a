package org.lienthong.audit.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a stamped checkpoint: {@code 2026-11/20261122T061500Z-70000}, of the month in Asia/Ho_Chi_Minh, the token's
 * time in UTC and the log's size. Below {@code timestamps/} lie {@code <name>.checkpoint}, the very bytes that were stamped,
 * and {@code <name>.tsr}, the authority's TimeStampResp (RFC 3161); {@code months} lists the months, each month's
 * {@code index} its names.
 */
public record StampName(String month, String time, long size) {

    public static final String MONTHS = "timestamps/months";

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Pattern MONTH_FORM = Pattern.compile("[0-9]{4}-[0-9]{2}");
    private static final Pattern FORM =
            Pattern.compile("([0-9]{4}-[0-9]{2})/([0-9]{8}T[0-9]{6}Z)-(0|[1-9][0-9]{0,17})");

    public static StampName of(Instant time, long size) {
        return new StampName(MONTH.format(time.atZone(ZONE)), TIME.format(time.atZone(ZoneOffset.UTC)), size);
    }

    /** @throws LogFormatException when the text is no such name */
    public static StampName parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new LogFormatException("not the name of a timestamp");
        }
        return new StampName(matcher.group(1), matcher.group(2), Long.parseLong(matcher.group(3)));
    }

    /** The names in an index. */
    public static List<StampName> names(byte[] index) {
        return new String(index, StandardCharsets.UTF_8)
                .lines()
                .map(StampName::parse)
                .toList();
    }

    /** The months in the list of months. */
    public static List<String> months(byte[] list) {
        List<String> months = new String(list, StandardCharsets.UTF_8).lines().toList();
        if (months.stream().anyMatch(month -> !MONTH_FORM.matcher(month).matches())) {
            throw new LogFormatException("not a list of months");
        }
        return months;
    }

    /** The path of a month's index below the log. */
    public static String index(String month) {
        return "timestamps/" + month + "/index";
    }

    public String checkpointPath() {
        return "timestamps/" + this + ".checkpoint";
    }

    public String responsePath() {
        return "timestamps/" + this + ".tsr";
    }

    @Override
    public String toString() {
        return month + "/" + time + "-" + size;
    }
}
