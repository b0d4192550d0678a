package org.lienthong.audit.log;

import java.util.List;
import java.util.stream.Collectors;

/** A proof's hashes as text: base64, one per line, as C2SP tlog-proof and tlog-witness write them. */
public final class HashLines {

    /** Of a proof in a tree of up to 2^63 entries. */
    private static final int MOST = 63;

    private HashLines() {}

    /** Each line with its line feed. */
    public static String text(List<byte[]> hashes) {
        return hashes.stream().map(hash -> Base64Text.encode(hash) + "\n").collect(Collectors.joining());
    }

    /** @throws LogFormatException when a line is no hash, or there are more than any proof has */
    public static List<byte[]> parse(List<String> lines) {
        if (lines.size() > MOST) {
            throw new LogFormatException("the proof has too many hashes");
        }
        return lines.stream()
                .map(line -> Base64Text.decodeHash(line, "a hash of the proof"))
                .toList();
    }
}
