package org.lienthong.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A text with signatures below it, one per line (C2SP signed-note). */
public final class SignedNote {

    private static final String DASH = "\u2014 ";
    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_SIGNATURES = 100;

    private final String text;
    private final List<Line> lines;

    private SignedNote(String text, List<Line> lines) {
        this.text = text;
        this.lines = lines;
    }

    /** @param signature what stands after the key's id */
    private record Line(String name, int id, byte[] signature) {}

    /** The note with the signers' lines, in their order. */
    public static String sign(String text, SignerKey... signers) {
        checkText(text);
        StringBuilder note = new StringBuilder(text).append('\n');
        for (SignerKey signer : signers) {
            note.append(line(signer.verifier().name(), signer.verifier().id(), signer.sign(text)));
        }
        return note.toString();
    }

    /**
     * Takes a note apart, whoever signed it.
     *
     * @throws LogFormatException when the note is malformed
     */
    public static SignedNote parse(byte[] note) {
        String all = decode(note);
        int end = all.lastIndexOf("\n\n");
        if (end < 0 || !all.endsWith("\n") || end + 2 == all.length()) {
            throw new LogFormatException("the note has no signatures");
        }
        String text = all.substring(0, end + 1);
        checkText(text);
        return new SignedNote(text, parseLines(all.substring(end + 2)));
    }

    /**
     * Returns the text when at least one of the keys signed it. Lines of other keys are ignored.
     *
     * @throws LogFormatException when the note is malformed, no known key signed it, or a known key's signature is wrong
     */
    public static String open(byte[] note, List<VerifierKey> keys) {
        SignedNote parsed = parse(note);
        boolean signed = false;
        for (VerifierKey key : keys) {
            signed |= parsed.isSignedBy(key);
        }
        if (!signed) {
            throw new LogFormatException("the note is not signed by the known key");
        }
        return parsed.text;
    }

    public String text() {
        return text;
    }

    /**
     * Whether the key signed it.
     *
     * @throws LogFormatException when there is a signature in its name that is wrong
     */
    public boolean isSignedBy(VerifierKey key) {
        Optional<Line> line = find(key.name(), key.id());
        if (line.isPresent() && !key.verifies(text, line.get().signature)) {
            throw wrong(key.name());
        }
        return line.isPresent();
    }

    /** The note with the signature of this key and no other; it must be there. */
    public String signedOnlyBy(VerifierKey key) {
        Line line = find(key.name(), key.id())
                .orElseThrow(() -> new LogFormatException("the note is not signed by the known key"));
        return text + "\n" + line(line.name, line.id, line.signature);
    }

    /**
     * The cosignatures of these witnesses, in the order of the keys; those that are missing are left out.
     *
     * @throws LogFormatException when there is one in a witness' name that is wrong
     */
    public List<Cosignature> cosignatures(List<WitnessKey> witnesses) {
        List<Cosignature> found = new ArrayList<>();
        for (WitnessKey witness : witnesses) {
            Optional<Line> line = find(witness.name(), witness.id());
            if (line.isPresent()) {
                Instant time = witness.verify(text, line.get().signature);
                if (time == null) {
                    throw wrong(witness.name());
                }
                found.add(new Cosignature(witness, time));
            }
        }
        return found;
    }

    /**
     * The lines of this witness among others, as a witness' answer gives them; whether they are right is not looked at.
     *
     * @throws LogFormatException when these are no signature lines
     */
    public static String linesOf(WitnessKey witness, byte[] signatureLines) {
        StringBuilder own = new StringBuilder();
        for (Line line : parseLines(decode(signatureLines))) {
            if (line.name.equals(witness.name()) && line.id == witness.id()) {
                own.append(line(line.name, line.id, line.signature));
            }
        }
        return own.toString();
    }

    static String line(String name, int id, byte[] signature) {
        byte[] bytes = ByteBuffer.allocate(4 + signature.length)
                .putInt(id)
                .put(signature)
                .array();
        return DASH + name + ' ' + Base64Text.encode(bytes) + '\n';
    }

    /** The first line of this key counts: a second one could only contradict it. */
    private Optional<Line> find(String name, int id) {
        return lines.stream()
                .filter(line -> line.name.equals(name) && line.id == id)
                .findFirst();
    }

    private static List<Line> parseLines(String text) {
        if (!text.endsWith("\n")) {
            throw new LogFormatException("the note has no signatures");
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        if (lines.length > MOST_SIGNATURES) {
            throw new LogFormatException("the note has too many signatures");
        }
        return Arrays.stream(lines).map(SignedNote::parseLine).toList();
    }

    private static Line parseLine(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new LogFormatException("the note has a malformed signature line");
        }
        String name = KeyName.check(line.substring(DASH.length(), space));
        byte[] bytes = Base64Text.decode(line.substring(space + 1), "a signature of the note");
        if (bytes.length < 5) {
            throw new LogFormatException("a signature of the note is too short");
        }
        return new Line(name, ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, 4, bytes.length));
    }

    private static LogFormatException wrong(String name) {
        return new LogFormatException("the signature of " + name + " is wrong");
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
