package org.lienthong.audit.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.LogProof;
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
        List<byte[]> hashes = Proofs.inclusion(index, size, new TileTree(directory, size));
        Tile bundle = Tile.in(size, Tile.ENTRIES, index / Tile.FULL);
        byte[] entry = directory.entries(bundle).get((int) (index % Tile.FULL));
        LogProof proof = new LogProof(entry, index, hashes, new String(note, StandardCharsets.UTF_8));
        proof.verify(key); // a damaged file must not become a receipt that fails in court
        return proof;
    }
}
