package org.lienthong.audit.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.LogProof;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.log.VerifierKey;

/** Proofs that entries are in the published log, made from its tiles: a few small files, however long the log. */
public final class InclusionProofs {

    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final LogDirectory directory;
    private final VerifierKey key;

    InclusionProofs(LogDirectory directory, VerifierKey key) {
        this.directory = directory;
        this.key = key;
    }

    /**
     * The proof of an entry against the latest checkpoint.
     *
     * @param patience how long to wait for a checkpoint that holds the entry
     * @return empty when none does by then
     */
    public Optional<String> find(long index, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                byte[] note = directory.checkpoint();
                Checkpoint checkpoint = note == null ? null : Checkpoint.parse(SignedNote.open(note, List.of(key)));
                if (note != null && checkpoint != null && checkpoint.size() > index) {
                    return Optional.of(proof(index, checkpoint, note).text());
                }
                if (System.nanoTime() - deadline >= 0 || Thread.interrupted()) {
                    return Optional.empty();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LogProof proof(long index, Checkpoint checkpoint, byte[] note) throws IOException {
        long size = checkpoint.size();
        Map<Tile, List<byte[]>> tiles = new HashMap<>();
        List<byte[]> hashes = Proofs.inclusion(index, size, (level, at) -> subtree(size, level, at, tiles));
        Tile bundle = Tile.in(size, Tile.ENTRIES, index / Tile.FULL);
        byte[] entry = directory.entries(bundle).get((int) (index % Tile.FULL));
        LogProof proof = new LogProof(entry, index, hashes, new String(note, StandardCharsets.UTF_8));
        proof.verify(key); // a damaged file must not become a receipt that fails in court
        return proof;
    }

    private byte[] subtree(long size, int level, long index, Map<Tile, List<byte[]>> tiles) throws IOException {
        int within = level % Tile.HEIGHT;
        long first = index << within;
        Tile tile = Tile.in(size, level / Tile.HEIGHT, first / Tile.FULL);
        @Nullable List<byte[]> hashes = tiles.get(tile);
        if (hashes == null) {
            hashes = directory.hashes(tile);
            tiles.put(tile, hashes);
        }
        int offset = (int) (first % Tile.FULL);
        return Merkle.root(hashes.subList(offset, offset + (1 << within)));
    }
}
