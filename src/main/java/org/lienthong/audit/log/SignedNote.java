package org.lienthong.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A text with signatures below it, one per line (C2SP signed-note). */
public final class SignedNote {

    private static final String DASH = "\u2014 ";
    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_SIGNATURES = 100;

    private SignedNote() {}

    /** The note with the signers' lines, in their order. */
    public static String sign(String text, SignerKey... signers) {
        checkText(text);
        StringBuilder note = new StringBuilder(text).append('\n');
        for (SignerKey signer : signers) {
            byte[] signature = signer.sign(text);
            byte[] line = ByteBuffer.allocate(4 + signature.length)
                    .putInt(signer.verifier().id())
                    .put(signature)
                    .array();
            note.append(DASH).append(signer.verifier().name()).append(' ').append(Base64Text.encode(line));
            note.append('\n');
        }
        return note.toString();
    }

    /**
     * Returns the text when at least one of the keys signed it. Lines of other keys are ignored.
     *
     * @throws LogFormatException when the note is malformed, no known key signed it, or a known key's signature is wrong
     */
    public static String open(byte[] note, List<VerifierKey> keys) {
        String all = decode(note);
        int end = all.lastIndexOf("\n\n");
        if (end < 0 || !all.endsWith("\n") || end + 2 == all.length()) {
            throw new LogFormatException("the note has no signatures");
        }
        String text = all.substring(0, end + 1);
        checkText(text);
        String[] lines = all.substring(end + 2, all.length() - 1).split("\n", -1);
        if (lines.length > MOST_SIGNATURES) {
            throw new LogFormatException("the note has too many signatures");
        }
        Set<VerifierKey> seen = new HashSet<>();
        for (String line : lines) {
            check(line, text, keys, seen);
        }
        if (seen.isEmpty()) {
            throw new LogFormatException("the note is not signed by the known key");
        }
        return text;
    }

    private static void check(String line, String text, List<VerifierKey> keys, Set<VerifierKey> seen) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new LogFormatException("the note has a malformed signature line");
        }
        String name = KeyName.check(line.substring(DASH.length(), space));
        byte[] bytes = Base64Text.decode(line.substring(space + 1), "a signature of the note");
        if (bytes.length < 5) {
            throw new LogFormatException("a signature of the note is too short");
        }
        int id = ByteBuffer.wrap(bytes).getInt();
        Optional<VerifierKey> known = keys.stream()
                .filter(key -> key.name().equals(name) && key.id() == id)
                .findFirst();
        if (known.isPresent() && seen.add(known.get())) {
            byte[] signature = java.util.Arrays.copyOfRange(bytes, 4, bytes.length);
            if (!known.get().verifies(text, signature)) {
                throw new LogFormatException("the signature of " + name + " is wrong");
            }
        }
    }

    private static String decode(byte[] note) {
        if (note.length > MOST_BYTES) {
            throw new LogFormatException("the note is too long");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(note))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new LogFormatException("the note is not UTF-8");
        }
    }

    private static void checkText(String text) {
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new LogFormatException("a note's text ends with a line feed and holds no other control character");
        }
    }
}
