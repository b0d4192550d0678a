package org.lienthong.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.lienthong.route.RouteTrial.Step;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells what a step did, as lines that a person reads: what went away with a minus, what came with a plus. */
final class TrialText {

    private static final int CONTEXT = 2;
    private static final int MOST_LINES = 200;
    private static final int LONGEST_LINE = 1000;
    private static final long LARGEST = 64L << 20;

    /** A terminal obeys the ones, and eyes are deceived by the others. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\t]]");

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

    /**
     * A file as text, without the byte order mark that some editors put in front.
     *
     * @throws IOException when it is too large or not UTF-8
     */
    static String read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " has more than " + LARGEST + " bytes; a smaller one shows the same");
        }
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        } catch (IOException e) {
            throw Files.isDirectory(file) ? new IOException(file + " is a directory", e) : e;
        }
    }

    /** What is wrong with a file, for people. */
    static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no " + e.getMessage();
        }
        return e instanceof AccessDeniedException
                ? e.getMessage() + " may not be read or written"
                : String.valueOf(e.getMessage());
    }

    /** One line as a terminal may have it: control characters as such, and not without end. */
    static String shown(String line) {
        String whole = UNSEEN.matcher(line)
                .replaceAll(unseen -> "<U+%04X>".formatted(unseen.group().codePointAt(0)));
        return whole.length() <= LONGEST_LINE
                ? whole
                : whole.substring(0, LONGEST_LINE) + "… (" + (whole.length() - LONGEST_LINE) + ")";
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
