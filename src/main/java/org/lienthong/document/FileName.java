package org.lienthong.document;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file name from outside may not be, although nothing here ever uses one as a path. */
final class FileName {

    private static final Pattern LEAVES =
            Pattern.compile("^[/\\\\]|^[A-Za-z]:|(^|[/\\\\])\\.\\.($|[/\\\\])", Pattern.DOTALL);
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\x00-\\x1f\\x7f\\u202a-\\u202e\\u2066-\\u2069]", Pattern.DOTALL);

    private FileName() {}

    /** Whether it is absolute or climbs up. */
    static boolean leavesFolder(String name) {
        return LEAVES.matcher(name).find();
    }

    /** What is wrong with an attachment's name, or null. */
    static @Nullable String fault(String name, int longest) {
        if (name.length() > longest) {
            return "is longer than " + longest + " characters";
        }
        if (FORBIDDEN.matcher(name).find()) {
            return "holds a control character";
        }
        return leavesFolder(name) ? "is a path that leaves its folder" : null;
    }
}
