package org.lienthong.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
}
