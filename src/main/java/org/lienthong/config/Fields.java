package org.lienthong.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * The keys of one mapping, read one by one. Whatever is missing, malformed or of the wrong shape becomes a finding and
 * the reading goes on; {@link #refuseOthers()} reports the keys that nobody asked for.
 */
public final class Fields {

    /** As many characters as {@code yyyy-MM-dd} has; years beyond 9999 would have more. */
    private static final int DAY = 10;

    private static final int LAST_PORT = 65_535;

    private final Position at;
    private final Map<String, YamlNode.Entry> entries;
    private final Findings findings;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(Position at, Map<String, YamlNode.Entry> entries, Findings findings) {
        this.at = at;
        this.entries = entries;
        this.findings = findings;
    }

    /** The keys of {@code node}, or null with a finding when it is no mapping. */
    public static @Nullable Fields of(YamlNode node, String what, Findings findings) {
        if (node instanceof YamlNode.Mapping mapping) {
            return new Fields(mapping.at(), mapping.entries(), findings);
        }
        findings.add(node.at(), "wrong-shape", what + " must be a mapping of keys to values");
        return null;
    }

    /** Where the mapping begins. */
    public Position at() {
        return at;
    }

    /** Where the value of {@code key} stands, or the mapping when the key is absent. */
    public Position at(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? at : entry.value().at();
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The text of a key that must be there; an empty string, with a finding, when it is not. */
    public String text(String key) {
        if (missing(key)) {
            return "";
        }
        String text = optionalText(key);
        return text == null ? "" : text;
    }

    public @Nullable String optionalText(String key) {
        YamlNode node = value(key);
        return node == null ? null : scalar(node, key);
    }

    /** A calendar day, {@code yyyy-MM-dd}. */
    public @Nullable LocalDate date(String key) {
        String text = optionalText(key);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == DAY) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            // Reported below.
        }
        findings.add(at(key), "bad-date", "'" + key + "' must be a day such as 2025-03-01, not '" + text + "'");
        return null;
    }

    /** An absolute http or https address without user, password and fragment. */
    public @Nullable URI address(String key) {
        String text = optionalText(key);
        if (text == null) {
            return null;
        }
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean port = uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= LAST_PORT);
            if (web && !port) {
                findings.add(at(key), "bad-value", "'" + key + "' has a port from 1 to " + LAST_PORT);
                return null;
            }
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Reported below; the exception would repeat the address, which may hold a password.
        }
        findings.add(
                at(key), "bad-address", "'" + key + "' must be http(s)://host/…, without user, password and fragment");
        return null;
    }

    public boolean flag(String key, boolean preset) {
        String text = optionalText(key);
        if (text == null || text.equals("true") || text.equals("false")) {
            return text == null ? preset : text.equals("true");
        }
        findings.add(at(key), "bad-value", "'" + key + "' must be true or false, not '" + text + "'");
        return preset;
    }

    /** As {@link #duration(String, Duration)}, and longer ones are findings, too. */
    public Duration duration(String key, Duration preset, Duration most) {
        Duration duration = duration(key, preset);
        if (duration.compareTo(most) > 0) {
            findings.add(at(key), "bad-value", "'" + key + "' may be at most " + most.toSeconds() + "s");
        }
        return duration;
    }

    /** As {@link #size(String, DataSize)}, and larger ones are findings, too. */
    public DataSize size(String key, DataSize preset, DataSize most) {
        DataSize size = size(key, preset);
        if (size.compareTo(most) > 0) {
            findings.add(at(key), "bad-value", "'" + key + "' may be at most " + most.toMegabytes() + "MB");
        }
        return size;
    }

    /** A length of time such as {@code 500ms}, {@code 5s}, {@code 10m}, {@code 1d}; zero and negative ones are findings. */
    public Duration duration(String key, Duration preset) {
        String text = optionalText(key);
        if (text == null) {
            return preset;
        }
        try {
            Duration duration = DurationStyle.SIMPLE.parse(text);
            boolean withUnit = !Character.isDigit(text.charAt(text.length() - 1));
            if (withUnit && !duration.isZero() && !duration.isNegative()) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        findings.add(at(key), "bad-value", "'" + key + "' must be a time such as 500ms, 5s or 10m, not '" + text + "'");
        return preset;
    }

    /** A size such as {@code 64KB} or {@code 2MB}, at least one byte. */
    public DataSize size(String key, DataSize preset) {
        String text = optionalText(key);
        if (text == null) {
            return preset;
        }
        try {
            DataSize size = DataSize.parse(text);
            if (size.toBytes() > 0) {
                return size;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        findings.add(at(key), "bad-value", "'" + key + "' must be a size such as 64KB or 2MB, not '" + text + "'");
        return preset;
    }

    /** A whole number of at least 1. */
    public int count(String key, int preset) {
        String text = optionalText(key);
        if (text == null) {
            return preset;
        }
        if (text.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(text);
        }
        findings.add(at(key), "bad-value", "'" + key + "' must be a whole number from 1 on, not '" + text + "'");
        return preset;
    }

    /** One of the constants of an enum, written in lower case or as declared. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E preset) {
        String text = optionalText(key);
        if (text == null) {
            return preset;
        }
        for (E constant : type.getEnumConstants()) {
            if (text.equals(constant.name()) || text.equals(lower(constant))) {
                return constant;
            }
        }
        String known = Arrays.stream(type.getEnumConstants()).map(Fields::lower).collect(Collectors.joining(", "));
        findings.add(at(key), "bad-value", "'" + key + "' must be one of " + known + ", not '" + text + "'");
        return preset;
    }

    /** Records a finding when the key is absent. */
    public boolean missing(String key) {
        asked.add(key);
        if (entries.containsKey(key)) {
            return false;
        }
        findings.add(at, "missing-key", "the key '" + key + "' is missing");
        return true;
    }

    /** The mapping beneath a key, or null when absent. */
    public @Nullable Fields fields(String key) {
        YamlNode node = value(key);
        return node == null ? null : of(node, "'" + key + "'", findings);
    }

    /** The items of a list, empty when absent. */
    public List<YamlNode> items(String key) {
        YamlNode node = value(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        findings.add(node.at(), "wrong-shape", "'" + key + "' must be a list");
        return List.of();
    }

    /** The mappings in a list, empty when absent. */
    public List<Fields> list(String key) {
        List<Fields> list = new ArrayList<>();
        for (YamlNode item : items(key)) {
            Fields fields = of(item, "each item of '" + key + "'", findings);
            if (fields != null) {
                list.add(fields);
            }
        }
        return list;
    }

    /** The texts in a list, empty when absent. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items(key)) {
            String text = scalar(item, key);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Reports every key that was not asked for: a key that is silently ignored is a trap. */
    public void refuseOthers() {
        entries.forEach((key, entry) -> {
            if (!asked.contains(key)) {
                String known = String.join(", ", asked);
                findings.add(entry.key(), "unknown-key", "the key '" + key + "' is not known here; known: " + known);
            }
        });
    }

    private @Nullable YamlNode value(String key) {
        asked.add(key);
        YamlNode.Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        if (entry.value() instanceof YamlNode.Scalar scalar && scalar.isEmpty()) {
            findings.add(entry.key(), "no-value", "the key '" + key + "' has no value");
            return null;
        }
        return entry.value();
    }

    private @Nullable String scalar(YamlNode node, String key) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text();
        }
        findings.add(node.at(), "wrong-shape", "'" + key + "' must be text");
        return null;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
