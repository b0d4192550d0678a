package org.lienthong.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogProofTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());

    private final List<byte[]> entries = IntStream.range(0, 5)
            .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
            .toList();
    private final List<byte[]> leaves = entries.stream().map(Merkle::leaf).toList();

    private LogProof proof(int index, int size) throws IOException {
        List<byte[]> hashes = Proofs.inclusion(
                index, size, (level, at) -> Merkle.root(leaves.subList((int) at << level, (int) (at + 1) << level)));
        Checkpoint checkpoint = new Checkpoint("hub.example/audit", size, Merkle.root(leaves.subList(0, size)));
        return new LogProof(entries.get(index), index, hashes, SignedNote.sign(checkpoint.text(), SIGNER));
    }

    @Test
    void verifiesFromItsText() throws IOException {
        for (int size = 1; size <= 5; size++) {
            for (int index = 0; index < size; index++) {
                LogProof read = LogProof.parse(proof(index, size).text());
                assertThat(read.verify(SIGNER.verifier()).size()).isEqualTo(size);
                assertThat(read.entry()).isEqualTo(entries.get(index));
            }
        }
    }

    @Test
    void isTheTextOfTheSpecification() throws IOException {
        assertThat(proof(1, 2).text())
                .startsWith("c2sp.org/tlog-proof@v1\nextra ZW50cnkgMQ==\nindex 1\n")
                .contains("=\n\nhub.example/audit\n2\n")
                .endsWith("=\n");
    }

    @Test
    void refusesEveryFlippedBit() throws IOException {
        byte[] text = proof(2, 5).text().getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < text.length * 8; bit++) {
            byte[] flipped = text.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> LogProof.parse(new String(flipped, StandardCharsets.UTF_8))
                            .verify(SIGNER.verifier()))
                    .as("bit %d", bit)
                    .isInstanceOf(LogFormatException.class);
        }
    }
}
