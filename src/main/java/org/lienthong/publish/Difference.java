package org.lienthong.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two configurations, as unified text per file.
 *
 * @param files in the order of their paths
 */
public record Difference(List<Changed> files) {

    private static final int CONTEXT = 3;

    /** Beyond this a line by line comparison takes too long to wait for. */
    private static final int LONGEST = 1 << 20;

    /**
     * One file.
     *
     * @param change {@code added}, {@code removed} or {@code changed}
     * @param text unified; empty where it is no text, or too long
     */
    public record Changed(String path, String change, String text) {}

    public Difference {
        files = List.copyOf(files);
    }

    static Difference of(Tree before, Tree after) {
        TreeSet<String> paths = new TreeSet<>(before.files().keySet());
        paths.addAll(after.files().keySet());
        List<Changed> changed = new ArrayList<>();
        for (String path : paths) {
            byte[] old = before.files().get(path);
            byte[] now = after.files().get(path);
            if (!Arrays.equals(old, now)) {
                String change = old == null ? "added" : now == null ? "removed" : "changed";
                changed.add(new Changed(path, change, unified(path, old, now)));
            }
        }
        return new Difference(changed);
    }

    /** All of it, as {@code patch} reads it. */
    String text() {
        StringBuilder all = new StringBuilder();
        for (Changed file : files) {
            all.append(
                    file.text().isEmpty()
                            ? "Binary files a/" + file.path() + " and b/" + file.path() + " differ\n"
                            : file.text());
        }
        return all.toString();
    }

    private static String unified(String path, byte @Nullable [] old, byte @Nullable [] now) {
        List<String> before = lines(old);
        List<String> after = lines(now);
        if (before == null || after == null) {
            return "";
        }
        List<String> text = UnifiedDiffUtils.generateUnifiedDiff(
                old == null ? "/dev/null" : "a/" + path,
                now == null ? "/dev/null" : "b/" + path,
                before,
                DiffUtils.diff(before, after),
                CONTEXT);
        return String.join("\n", text) + '\n';
    }

    private static @Nullable List<String> lines(byte @Nullable [] content) {
        if (content == null) {
            return List.of();
        }
        if (content.length > LONGEST) {
            return null;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString()
                    .lines()
                    .toList();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
