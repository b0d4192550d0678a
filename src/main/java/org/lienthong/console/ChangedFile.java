package org.lienthong.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lienthong.publish.Difference;

/**
 * One file's difference as a page shows it.
 *
 * @param change {@code added}, {@code removed} or {@code changed}
 * @param lines empty where it is no text, or too long
 * @param left lines that are not shown
 */
record ChangedFile(String path, String change, List<Line> lines, int left) {

    /** The two lines that name the file before and after; the page has it in its heading. */
    private static final int NAMES = 2;

    enum Kind {
        ADDED,
        REMOVED,
        SAME,
        /** Says where the lines that follow stand. */
        PLACE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param text begins with the sign that tells the kind without any colour */
    record Line(Kind kind, String text) {}

    /** @param most lines of all files together; the rest is counted */
    static List<ChangedFile> of(Difference difference, int most) {
        List<ChangedFile> files = new ArrayList<>();
        int room = most;
        for (Difference.Changed changed : difference.files()) {
            List<Line> lines =
                    changed.text().lines().skip(NAMES).map(ChangedFile::line).toList();
            List<Line> shown = lines.subList(0, Math.min(room, lines.size()));
            room -= shown.size();
            files.add(new ChangedFile(changed.path(), changed.change(), shown, lines.size() - shown.size()));
        }
        return files;
    }

    private static Line line(String text) {
        char sign = text.isEmpty() ? ' ' : text.charAt(0);
        return switch (sign) {
            case '+' -> new Line(Kind.ADDED, text);
            case '-' -> new Line(Kind.REMOVED, text);
            case '@' -> new Line(Kind.PLACE, text);
            default -> new Line(Kind.SAME, text);
        };
    }
}
