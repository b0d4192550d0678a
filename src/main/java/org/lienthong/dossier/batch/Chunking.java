package org.lienthong.dossier.batch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Merkle;
import org.lienthong.dossier.Outcome;

/**
 * Puts records together into chunks, and hashes them: the leaf of a record is the RFC 6962 leaf hash of its bytes, a chunk's
 * root is over its leaves, and the batch's root is over the leaf hashes of the chunks' roots.
 */
final class Chunking {

    /** Records of a chunk. */
    static final int MOST = 500;

    private static final int LARGEST = 512 * 1024;

    private final MessageDigest sha256;
    private final ByteArrayOutputStream records = new ByteArrayOutputStream(16 * 1024);
    private final ByteBuffer offsets = ByteBuffer.allocate((MOST + 1) * Integer.BYTES);
    private final byte[] outcomes = new byte[MOST];
    private final List<byte[]> leaves = new ArrayList<>(MOST);
    private final List<byte[]> roots = new ArrayList<>();
    private int first;

    Chunking(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    /** Adds a sound record. */
    void accept(byte[] bytes, int from, int length) {
        byte[] leaf = leaf(bytes, from, length);
        add(leaf, Outcome.PENDING);
        records.write(bytes, from, length);
    }

    /** Adds a record that is refused: only what proves that it was there is kept. */
    void refuse(byte[] bytes, int from, int length) {
        byte[] leaf = leaf(bytes, from, length);
        add(leaf, Outcome.REFUSED);
        records.write(leaf, 0, leaf.length);
    }

    private void add(byte[] leaf, Outcome outcome) {
        offsets.putInt(records.size());
        outcomes[leaves.size()] = (byte) outcome.ordinal();
        leaves.add(leaf);
    }

    private byte[] leaf(byte[] bytes, int from, int length) {
        sha256.update((byte) 0);
        sha256.update(bytes, from, length);
        return sha256.digest();
    }

    boolean isFull() {
        return leaves.size() == MOST || records.size() >= LARGEST;
    }

    /** The records added since the last call; null when there are none. */
    @Nullable
    Chunk take() {
        if (leaves.isEmpty()) {
            return null;
        }
        offsets.putInt(records.size());
        byte[] starts = new byte[offsets.position()];
        offsets.flip().get(starts);
        byte[] root = Merkle.root(leaves);
        roots.add(Merkle.leaf(root));
        int count = leaves.size();
        Chunk chunk =
                new Chunk(first, count, records.toByteArray(), starts, root, java.util.Arrays.copyOf(outcomes, count));
        first += count;
        leaves.clear();
        records.reset();
        offsets.clear();
        return chunk;
    }

    byte[] root() {
        return Merkle.root(roots);
    }
}
