package org.lienthong.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that proves offline that an entry is in a log (C2SP tlog-proof), kept as {@code .tlog-proof}.
 *
 * @param entry the entry itself, in the {@code extra} line: without it nobody could compute the leaf hash
 * @param index of the entry
 * @param hashes the inclusion proof, leaf's sibling first
 * @param checkpoint the signed checkpoint, verbatim
 */
public record LogProof(byte[] entry, long index, List<byte[]> hashes, String checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1\n";
    private static final Pattern FORM = Pattern.compile(
            Pattern.quote(HEADER) + "extra ([^\n]+)\nindex (0|[1-9][0-9]{0,17})\n((?:[^\n]+\n)*)\n(.+)",
            Pattern.DOTALL);

    public LogProof {
        hashes = List.copyOf(hashes);
    }

    public String text() {
        StringBuilder text = new StringBuilder(HEADER);
        text.append("extra ").append(Base64Text.encode(entry)).append('\n');
        text.append("index ").append(index).append('\n');
        return text.append(HashLines.text(hashes))
                .append('\n')
                .append(checkpoint)
                .toString();
    }

    /** @throws LogFormatException when the text is no proof with its entry */
    public static LogProof parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new LogFormatException("not a tlog-proof with its entry");
        }
        return new LogProof(
                Base64Text.decode(matcher.group(1), "the proof's entry"),
                Long.parseLong(matcher.group(2)),
                HashLines.parse(matcher.group(3).lines().toList()),
                matcher.group(4));
    }

    /**
     * Checks signature and inclusion.
     *
     * @return the checkpoint that holds the entry
     * @throws LogFormatException saying what does not hold
     */
    public Checkpoint verify(VerifierKey key) {
        byte[] note = checkpoint.getBytes(StandardCharsets.UTF_8);
        Checkpoint signed = Checkpoint.parse(SignedNote.open(note, List.of(key)));
        if (!signed.origin().equals(key.name())) {
            throw new LogFormatException("the checkpoint's origin is not the key's name");
        }
        if (!Proofs.includes(Merkle.leaf(entry), index, signed.size(), hashes, signed.root())) {
            throw new LogFormatException("the entry is not in the log that the checkpoint is about");
        }
        return signed;
    }
}
