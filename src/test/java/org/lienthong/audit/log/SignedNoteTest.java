package org.lienthong.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example that Go's package {@code golang.org/x/mod/sumdb/note} documents, bit for bit, and what must be refused. */
class SignedNoteTest {

    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String SIGNED = TEXT
            + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final VerifierKey PETER =
            VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    private static final SignerKey SECOND = SignerKey.generate("second.example/log", new java.security.SecureRandom());

    private static String open(String note, VerifierKey... keys) {
        return SignedNote.open(note.getBytes(StandardCharsets.UTF_8), List.of(keys));
    }

    @Test
    void opensTheExampleOfGo() {
        assertThat(open(SIGNED, PETER)).isEqualTo(TEXT);
        assertThat(PETER).hasToString("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    }

    @Test
    void signsTheExampleAsGoDoes() {
        SignerKey peter =
                SignerKey.parse("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");

        assertThat(SignedNote.sign(TEXT, peter)).isEqualTo(SIGNED);
        assertThat(peter.verifier()).hasToString(PETER.toString());
    }

    @Test
    void keysSurviveTheirText() {
        SignerKey again = SignerKey.parse(SECOND.secretText());

        assertThat(SignedNote.sign(TEXT, again)).isEqualTo(SignedNote.sign(TEXT, SECOND));
        assertThat(SECOND.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void ignoresUnknownKeysAmongSeveralSignatures() {
        String both = SIGNED + SignedNote.sign(TEXT, SECOND).substring(TEXT.length() + 1);

        assertThat(open(both, PETER)).isEqualTo(TEXT);
        assertThat(open(both, SECOND.verifier())).isEqualTo(TEXT);
        assertThat(open(both, PETER, SECOND.verifier())).isEqualTo(TEXT);
    }

    @Test
    void refusesAKnownKeysWrongSignatureWhateverElseIsRight() {
        String other = SignedNote.sign("another text\n", SECOND);
        String both = SIGNED + other.substring("another text\n".length() + 1);

        assertThatThrownBy(() -> open(both, PETER, SECOND.verifier()))
                .hasMessageContaining("second.example/log is wrong");
        assertThat(open(both, PETER)).isEqualTo(TEXT);
    }

    @Test
    void refusesNotesThatNobodyKnownSigned() {
        assertThatThrownBy(() -> open(SIGNED, SECOND.verifier())).hasMessageContaining("not signed by the known key");
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] note = SIGNED.getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < note.length * 8; bit++) {
            byte[] flipped = note.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> SignedNote.open(flipped, List.of(PETER)))
                    .as("bit %d", bit)
                    .isInstanceOf(LogFormatException.class);
        }
    }

    @Test
    void refusesKeysWhoseIdDoesNotFit() {
        assertThatThrownBy(
                        () -> VerifierKey.parse("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> VerifierKey.parse("PeterNeumann+c74f20a3")).hasMessageContaining("name+id+key");
        assertThatThrownBy(() -> SignerKey.parse("PRIVATE+KEY+a+b")).hasMessageContaining("PRIVATE+KEY");
        assertThatThrownBy(() -> SignerKey.generate("with space", new java.security.SecureRandom()))
                .isInstanceOf(LogFormatException.class);
    }
}
