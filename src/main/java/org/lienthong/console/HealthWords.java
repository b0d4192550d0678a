package org.lienthong.console;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Says in the reader's language what the parts of the hub's health are called and tell; numbers with their units. */
@Component
final class HealthWords {

    private static final String SYSTEMS = "systems/";
    private static final Set<String> BYTES = Set.of("free", "reserve");
    private static final Set<String> FAILURES = Set.of("reason", "error");
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB");
    private static final double KILO = 1024;

    private final Words words;

    HealthWords(Words words) {
        this.words = words;
    }

    static boolean isSystem(HealthNow.Part part) {
        return part.name().startsWith(SYSTEMS);
    }

    /** Systems by agency and name; the others by what they are. */
    public String name(String part) {
        int dot = part.indexOf('.');
        if (!part.startsWith(SYSTEMS) || dot < 0) {
            return words.part(part);
        }
        return words.agency(part.substring(SYSTEMS.length(), dot)) + " · " + part.substring(dot + 1);
    }

    public String key(String detail) {
        return words.word("detail.", detail);
    }

    public String value(String detail, Object value) {
        String text = String.valueOf(value);
        if (value instanceof Number number) {
            return number(detail, number.longValue());
        }
        if (FAILURES.contains(detail)) {
            return words.reason(text);
        }
        return detail.equals("circuit") ? words.word("breaker.", text) : words.word("value.", words.detail(text));
    }

    private String number(String detail, long number) {
        if (BYTES.contains(detail)) {
            return bytes(number);
        }
        if (detail.endsWith("Seconds")) {
            return words.lasting(Duration.ofSeconds(number));
        }
        return words.number(number) + (detail.endsWith("Millis") ? " ms" : "");
    }

    /** In the largest unit that fits, 1 KB being 1024 bytes. */
    public String bytes(long size) {
        double value = size;
        int unit = 0;
        while (value >= KILO && unit < UNITS.size() - 1) {
            value /= KILO;
            unit++;
        }
        return (unit == 0 ? words.number(size) : words.decimal(value, 1)) + ' ' + UNITS.get(unit);
    }

    /** A part's state as a tag is coloured. */
    public String mood(HealthNow.Part part) {
        return part.up() ? "ok" : part.down() ? "bad" : "attention";
    }
}
