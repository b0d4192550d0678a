package org.lienthong.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an archive of a log holds, in its file {@code archive}: the entries of a range; of all others only hashes, so that
 * the tree can still be built.
 *
 * @param first index of the first entry, a multiple of 256
 * @param end index after the last entry, a multiple of 256 or the size of the log
 */
public record ArchiveRange(long first, long end) {

    /** Its file in an archive; a log itself has none. */
    public static final String FILE = "archive";

    private static final Pattern FORM =
            Pattern.compile("lienthong-audit-archive/v1\nfirst (0|[1-9][0-9]{0,17})\nend (0|[1-9][0-9]{0,17})\n");

    public ArchiveRange {
        if (first < 0 || first > end || first % Tile.FULL != 0) {
            throw new LogFormatException("an archive's range begins at a multiple of 256 and does not end before");
        }
    }

    public byte[] text() {
        return ("lienthong-audit-archive/v1\nfirst " + first + "\nend " + end + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws LogFormatException when the text is no range */
    public static ArchiveRange parse(byte[] text) {
        Matcher matcher = FORM.matcher(new String(text, StandardCharsets.UTF_8));
        if (!matcher.matches()) {
            throw new LogFormatException("not an archive's range");
        }
        return new ArchiveRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }
}
