package org.lienthong.audit.witness;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.lienthong.audit.log.HashLines;

/**
 * The body of an {@code add-checkpoint} request (C2SP tlog-witness).
 *
 * @param oldSize of the tree that the witness is believed to have seen last
 * @param proof that the new tree begins with it
 * @param note the new checkpoint, signed
 */
record AddCheckpoint(long oldSize, List<byte[]> proof, byte[] note) {

    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,17})");

    /**
     * Takes a request apart.
     *
     * @return null when the form is wrong
     * @throws org.lienthong.audit.log.LogFormatException when a line of the proof is no hash
     */
    static @org.jspecify.annotations.Nullable AddCheckpoint parse(byte[] body) {
        String bytewise = new String(body, StandardCharsets.ISO_8859_1); // as many characters as bytes
        int end = bytewise.indexOf("\n\n");
        if (end < 0) {
            return null;
        }
        List<String> lines = Arrays.asList(bytewise.substring(0, end).split("\n", -1));
        if (!OLD.matcher(lines.get(0)).matches()) {
            return null;
        }
        return new AddCheckpoint(
                Long.parseLong(lines.get(0).substring("old ".length())),
                HashLines.parse(lines.subList(1, lines.size())),
                Arrays.copyOfRange(body, end + 2, body.length));
    }
}
