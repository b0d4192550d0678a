package org.lienthong.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cosignatures (C2SP tlog-cosignature, type 0x04). Ed25519 is deterministic: the same key, time and text give the same line. */
class CosignatureTest {

    private static final String TEXT =
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    private static final Instant TIME = Instant.ofEpochSecond(1_679_315_147);
    private static final SignerKey LOG = SignerKey.generate("example.com/behind-the-sofa", new SecureRandom());
    private static final CosignerKey FIRST = CosignerKey.generate("witness.example/w1", new SecureRandom());
    private static final CosignerKey SECOND = CosignerKey.generate("witness.example/w2", new SecureRandom());

    private static SignedNote note(String... lines) {
        String note = SignedNote.sign(TEXT, LOG) + String.join("", lines);
        return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void carriesItsTime() {
        SignedNote note = note(FIRST.cosign(TEXT, TIME), SECOND.cosign(TEXT, TIME.plusSeconds(1)));

        assertThat(note.cosignatures(List.of(SECOND.verifier(), FIRST.verifier())))
                .containsExactly(
                        new Cosignature(SECOND.verifier(), TIME.plusSeconds(1)),
                        new Cosignature(FIRST.verifier(), TIME));
        assertThat(note.isSignedBy(LOG.verifier())).isTrue();
        assertThat(FIRST.cosign(TEXT, TIME)).isEqualTo(FIRST.cosign(TEXT, TIME.plusMillis(999)));
    }

    @Test
    void leavesOutWhoDidNotSign() {
        assertThat(note(FIRST.cosign(TEXT, TIME)).cosignatures(List.of(SECOND.verifier())))
                .isEmpty();
        assertThat(note().cosignatures(List.of(FIRST.verifier()))).isEmpty();
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] line = FIRST.cosign(TEXT, TIME).getBytes(StandardCharsets.UTF_8);
        String note = SignedNote.sign(TEXT, LOG);
        for (int bit = 0; bit < line.length * 8; bit++) {
            byte[] flipped = line.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] all = join(note.getBytes(StandardCharsets.UTF_8), flipped);
            assertThat(cosigned(all)).as("bit %d", bit).isFalse();
        }
    }

    /** A line whose name or id changed is another key's, and ignored. */
    private static boolean cosigned(byte[] note) {
        try {
            return !SignedNote.parse(note)
                    .cosignatures(List.of(FIRST.verifier()))
                    .isEmpty();
        } catch (LogFormatException e) {
            return false;
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void isAboutOneText() {
        String other = FIRST.cosign(
                "another.example/log\n1\n" + TEXT.substring(TEXT.lastIndexOf('\n', TEXT.length() - 2) + 1), TIME);

        assertThatThrownBy(() -> note(other).cosignatures(List.of(FIRST.verifier())))
                .isInstanceOf(LogFormatException.class)
                .hasMessageContaining("witness.example/w1 is wrong");
    }

    @Test
    void keysSurviveTheirText() {
        CosignerKey again = CosignerKey.parse(FIRST.secretText());

        assertThat(again.cosign(TEXT, TIME)).isEqualTo(FIRST.cosign(TEXT, TIME));
        assertThat(WitnessKey.parse(FIRST.verifier().toString())).isEqualTo(FIRST.verifier());
        assertThat(FIRST.toString()).doesNotContain("PRIVATE");
    }

    /** A witness' key must not pass for a log's, nor the other way round: they sign different statements. */
    @Test
    void keysOfLogsAndWitnessesAreNotMixedUp() {
        assertThatThrownBy(() -> VerifierKey.parse(FIRST.verifier().toString())).isInstanceOf(LogFormatException.class);
        assertThatThrownBy(() -> WitnessKey.parse(LOG.verifier().toString())).isInstanceOf(LogFormatException.class);
        assertThatThrownBy(() -> SignerKey.parse(FIRST.secretText())).isInstanceOf(LogFormatException.class);
        assertThatThrownBy(() -> CosignerKey.parse(LOG.secretText())).isInstanceOf(LogFormatException.class);
    }

    @Test
    void linesOfAnswersAreSortedOut() {
        String answer = SECOND.cosign(TEXT, TIME) + FIRST.cosign(TEXT, TIME);

        assertThat(SignedNote.linesOf(FIRST.verifier(), answer.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(FIRST.cosign(TEXT, TIME));
        assertThatThrownBy(() -> SignedNote.linesOf(FIRST.verifier(), "<html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(LogFormatException.class);
        assertThat(note(answer).signedOnlyBy(LOG.verifier())).isEqualTo(SignedNote.sign(TEXT, LOG));
    }
}
