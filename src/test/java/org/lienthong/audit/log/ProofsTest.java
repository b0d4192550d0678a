package org.lienthong.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final int LARGEST = 40;

    private final List<byte[]> leaves = IntStream.range(0, LARGEST)
            .mapToObj(i -> Merkle.leaf(ByteBuffer.allocate(4).putInt(i).array()))
            .toList();

    private byte[] subtree(int level, long index) {
        int first = (int) (index << level);
        return Merkle.root(leaves.subList(first, first + (1 << level)));
    }

    private byte[] root(int size) {
        return Merkle.root(leaves.subList(0, size));
    }

    @Test
    void everyInclusionProofLeadsToTheRoot() throws IOException {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                List<byte[]> proof = Proofs.inclusion(index, size, this::subtree);
                assertThat(Proofs.includes(leaves.get(index), index, size, proof, root(size)))
                        .isTrue();
                assertThat(Proofs.includes(leaves.get(index), index + 1, size, proof, root(size)))
                        .isFalse();
                assertThat(Proofs.includes(root(LARGEST), index, size, proof, root(size)))
                        .isFalse();
            }
        }
    }

    @Test
    void refusesProofsThatAreTooLongOrTooShort() throws IOException {
        List<byte[]> proof = new ArrayList<>(Proofs.inclusion(3, 9, this::subtree));
        List<byte[]> shorter = proof.subList(0, proof.size() - 1);
        assertThat(Proofs.includes(leaves.get(3), 3, 9, shorter, root(9))).isFalse();
        proof.add(root(9));
        assertThat(Proofs.includes(leaves.get(3), 3, 9, proof, root(9))).isFalse();
        assertThat(Proofs.includes(leaves.get(3), -1, 9, proof, root(9))).isFalse();
    }

    @Test
    void everyTreeIsConsistentWithItsBeginnings() throws IOException {
        for (int size = 0; size <= LARGEST; size++) {
            for (int old = 0; old <= size; old++) {
                List<byte[]> proof = Proofs.consistency(old, size, this::subtree);
                assertThat(Proofs.consistent(old, root(old), size, root(size), proof))
                        .as("%d to %d", old, size)
                        .isTrue();
            }
        }
    }

    @Test
    void aRewrittenTreeIsNotConsistent() throws IOException {
        byte[] other = Merkle.leaf(new byte[] {1});
        for (int size = 2; size <= LARGEST; size++) {
            for (int old = 1; old < size; old++) {
                List<byte[]> proof = Proofs.consistency(old, size, this::subtree);
                assertThat(Proofs.consistent(old, other, size, root(size), proof))
                        .isFalse();
                assertThat(Proofs.consistent(old, root(old), size, other, proof))
                        .isFalse();
                List<byte[]> longer = new ArrayList<>(proof);
                longer.add(other);
                assertThat(Proofs.consistent(old, root(old), size, root(size), longer))
                        .isFalse();
            }
        }
        assertThat(Proofs.consistent(5, root(5), 4, root(4), List.of())).isFalse();
        assertThat(Proofs.consistent(4, root(4), 5, root(5), List.of())).isFalse();
    }

    /** The proofs that Certificate Transparency's own tests expect for the eight leaves of {@link MerkleTest}. */
    @Test
    void provesLikeCertificateTransparency() throws IOException {
        List<byte[]> ct = MerkleTest.LEAVES.stream()
                .map(leaf -> Merkle.leaf(HexFormat.of().parseHex(leaf)))
                .toList();
        Proofs.Subtrees tree =
                (level, index) -> Merkle.root(ct.subList((int) (index << level), (int) ((index + 1) << level)));

        assertThat(hex(Proofs.inclusion(0, 1, tree))).isEmpty();
        assertThat(hex(Proofs.inclusion(0, 8, tree)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(Proofs.inclusion(5, 8, tree)))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(Proofs.inclusion(2, 3, tree)))
                .containsExactly("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assertThat(hex(Proofs.inclusion(1, 5, tree)))
                .containsExactly(
                        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
        assertThat(hex(Proofs.consistency(1, 1, tree))).isEmpty();
        assertThat(hex(Proofs.consistency(1, 8, tree))).isEqualTo(hex(Proofs.inclusion(0, 8, tree)));
        assertThat(hex(Proofs.consistency(6, 8, tree)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(Proofs.consistency(2, 5, tree)))
                .containsExactly(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }
}
