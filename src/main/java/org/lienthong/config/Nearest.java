package org.lienthong.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant by a name that is not there. */
public final class Nearest {

    private static final int FEW = 3;

    private Nearest() {}

    /** The name among those that takes the fewest changed letters, null when each takes many. */
    public static @Nullable String to(String name, Collection<String> known) {
        String nearest = null;
        int least = Math.min(FEW, name.length() / 2 + 1) + 1;
        for (String candidate : known) {
            int changes = changes(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (changes < least) {
                least = changes;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** As the end of a sentence, or nothing. */
    public static String hint(String name, Collection<String> known) {
        String nearest = to(name, known);
        return nearest == null ? "" : "; did you mean '" + nearest + "'?";
    }

    /** Levenshtein's distance. */
    private static int changes(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int same = one.charAt(i - 1) == other.charAt(j - 1) ? diagonal : diagonal + 1;
                row[j] = Math.min(same, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
