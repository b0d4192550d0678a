package org.lienthong.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.lienthong.route.RouteTrial.Step;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells what a step did, as lines that a person reads: what went away with a minus, what came with a plus. */
final class TrialText {

    private static final int CONTEXT = 2;
    private static final int MOST_LINES = 200;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private TrialText() {}

    static List<String> of(int number, Step step) {
        List<String> lines = new ArrayList<>();
        lines.add(number + ". " + step.what() + "   (" + step.route() + ", " + step.place() + ")");
        lines.addAll(headers(step.headersBefore(), step.headersAfter()));
        lines.addAll(difference(step.before(), step.after()));
        if (step.failure() != null) {
            lines.add("   ! " + step.failure());
        }
        return lines;
    }

    /** Indented, if it is JSON or XML; else as it is. */
    static String pretty(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            try {
                return JSON.writeValueAsString(JSON.readTree(trimmed));
            } catch (JacksonException e) {
                return text; // Shown as it came, because that is what the next step gets.
            }
        }
        return trimmed.startsWith("<") ? trimmed.replaceAll(">\\s*<", ">\n<") : text;
    }

    private static List<String> headers(Map<String, String> before, Map<String, String> after) {
        List<String> lines = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String old = before.get(name);
            String now = after.get(name);
            if (old != null && !old.equals(now)) {
                lines.add("   - " + name + ": " + old);
            }
            if (now != null && !now.equals(old)) {
                lines.add("   + " + name + ": " + now);
            }
        }
        return lines;
    }

    private static List<String> difference(String before, String after) {
        if (before.equals(after)) {
            return List.of();
        }
        List<String> old = pretty(before).lines().toList();
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                "", "", old, DiffUtils.diff(old, pretty(after).lines().toList()), CONTEXT);
        List<String> lines = new ArrayList<>();
        for (String line : diff.subList(Math.min(2, diff.size()), diff.size())) { // Without the files' names.
            if (lines.size() == MOST_LINES) {
                lines.add("   … " + (diff.size() - MOST_LINES) + " more lines");
                break;
            }
            if (!line.startsWith("@@")) {
                lines.add("   " + line.charAt(0) + " " + line.substring(1));
            }
        }
        return lines;
    }
}
