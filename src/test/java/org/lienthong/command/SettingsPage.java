package org.lienthong.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of all settings, made of the keys, defaults and comments of {@code application.yaml}. A comment is about the keys
 * that follow up to the next one; {@code # key: …} in it is about a key that has no default.
 */
final class SettingsPage {

    private static final String HEAD = """
            # Settings

            Every setting of the hub with its default; a test makes this page of `application.yaml`. Set them on the command line
            (`--hub.data=/srv/hub`), in `config/application.yaml` or another file named with
            `--spring.config.additional-location`, or in the environment (`HUB_DATA`). Durations are `200ms`, `30s`, `5m`, `1h`,
            `1d`; sizes `64KB`, `16MB`, `1GB`. An option that means nothing stops the start.

            Of Spring Boot's settings these matter most: `server.port` (8080) and `management.server.port` (8081),
            `server.ssl.*` and `spring.ssl.bundle.*` ([certificates](certificates.md)), `spring.datasource.url`, `.username` and
            `.password` for an outside PostgreSQL, and `spring.profiles.active` (`sandbox` unless set; `production`).
            """;

    private static final Pattern KEY = Pattern.compile("( *)([a-z][a-z0-9-]*):(?: +(.*))?");
    private static final Pattern OPTIONAL = Pattern.compile("([a-z][a-z.-]*(?:, [a-z][a-z-]*)*): (.+)");

    /** Keys in the page, by section. */
    private final Map<String, StringBuilder> sections = new LinkedHashMap<>();

    private final Set<String> known;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<String> comment = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> defaults = new ArrayList<>();
    private int commentDepth;
    private String about = "";

    private SettingsPage(Set<String> known) {
        this.known = known;
    }

    /**
     * Writes the page.
     *
     * @param yaml the text of {@code application.yaml}
     * @param known all keys there are
     */
    static String of(String yaml, Set<String> known) {
        SettingsPage page = new SettingsPage(known);
        page.sections.put("hub", new StringBuilder());
        yaml.lines()
                .dropWhile(line -> !line.equals("hub:"))
                .skip(1)
                .takeWhile(line -> line.isBlank() || line.startsWith("  "))
                .forEach(page::read);
        page.endGroup();
        StringBuilder out = new StringBuilder(HEAD);
        page.sections.forEach((section, rows) -> out.append("\n## ")
                .append(section)
                .append("\n\n| setting | default | |\n|---|---|---|\n")
                .append(rows));
        return out.toString();
    }

    private void read(String line) {
        String text = line.strip();
        if (text.startsWith("#")) {
            endGroup();
            commentDepth = line.indexOf('#') / 2 - 1;
            comment.add(text.substring(1).strip());
            return;
        }
        Matcher key = KEY.matcher(line);
        if (!key.matches()) {
            return;
        }
        if (!comment.isEmpty()) {
            takeComment(commentDepth);
        }
        enter(key.group(1).length() / 2 - 1);
        if (key.group(3) == null) {
            endGroup();
            path.addLast(key.group(2));
        } else {
            names.add(full(key.group(2)));
            defaults.add(key.group(3));
        }
    }

    private void enter(int depth) {
        if (path.size() > depth) {
            endGroup();
        }
        while (path.size() > depth) {
            path.removeLast();
        }
    }

    private String full(String name) {
        return path.isEmpty() ? "hub." + name : "hub." + String.join(".", path) + '.' + name;
    }

    /** What stands in it about keys without a default become rows; the rest is about what follows. */
    private void takeComment(int depth) {
        enter(depth);
        List<String> prose = new ArrayList<>();
        List<String> optional = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String line : comment) {
            Matcher named = OPTIONAL.matcher(line);
            if (named.matches() && areKeys(named.group(1))) {
                endOptional(optional, text);
                Arrays.stream(named.group(1).split(", ")).map(this::full).forEach(optional::add);
                text.append(named.group(2).substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(named.group(2).substring(1));
            } else if (!optional.isEmpty() && !Character.isUpperCase(line.charAt(0))) {
                text.append(' ').append(line);
            } else {
                endOptional(optional, text);
                prose.add(line);
            }
        }
        endOptional(optional, text);
        comment.clear();
        about = String.join(" ", prose);
    }

    private boolean areKeys(String list) {
        return Arrays.stream(list.split(", ")).map(this::full).allMatch(name -> known.stream()
                .anyMatch(key -> key.equals(name) || key.startsWith(name + '.')));
    }

    private void endOptional(List<String> optional, StringBuilder text) {
        if (!optional.isEmpty()) {
            row(optional, List.of(), text.charAt(text.length() - 1) == '.' ? text.toString() : text + ".");
        }
        optional.clear();
        text.setLength(0);
    }

    private void endGroup() {
        if (!names.isEmpty()) {
            row(names, defaults, about);
            about = "";
        }
        names.clear();
        defaults.clear();
    }

    private void row(List<String> keys, List<String> values, String text) {
        String section =
                keys.get(0).matches("hub\\.[a-z-]+") ? "hub" : keys.get(0).replaceFirst("^(hub\\.[a-z-]+).*", "$1");
        sections.computeIfAbsent(section, any -> new StringBuilder())
                .append("| `")
                .append(String.join("`<br>`", keys))
                .append("` | ")
                .append(values.isEmpty() ? "" : '`' + String.join("`<br>`", values) + '`')
                .append(" | ")
                .append(text.replace("|", "\\|"))
                .append(" |\n");
    }
}
