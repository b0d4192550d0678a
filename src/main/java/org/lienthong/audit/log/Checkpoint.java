package org.lienthong.audit.log;

import java.util.regex.Pattern;

/**
 * What a log commits to (C2SP tlog-checkpoint): the text that is signed.
 *
 * @param origin names the log, one line
 * @param size entries in it
 * @param root the tree's root hash
 */
public record Checkpoint(String origin, long size, byte[] root) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    public Checkpoint {
        if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0 || root.length != Merkle.HASH_SIZE) {
            throw new IllegalArgumentException("a checkpoint has an origin of one line, a size and a root of 32 bytes");
        }
        root = root.clone();
    }

    /** Three lines, each with its line feed. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64Text.encode(root) + "\n";
    }

    /**
     * Extension lines are allowed and ignored.
     *
     * @throws LogFormatException when the text is no checkpoint
     */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty() || lines[0].isEmpty()) {
            throw new LogFormatException("the checkpoint has not three lines");
        }
        if (!SIZE.matcher(lines[1]).matches()) {
            throw new LogFormatException("the checkpoint's size is not a decimal number");
        }
        return new Checkpoint(
                lines[0], Long.parseLong(lines[1]), Base64Text.decodeHash(lines[2], "the checkpoint's root"));
    }
}
