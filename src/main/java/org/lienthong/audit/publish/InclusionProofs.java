package org.lienthong.audit.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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
    private volatile @Nullable Opened opened;

    /** A checkpoint whose signature was checked. */
    private record Opened(byte[] note, Checkpoint checkpoint) {}

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
                Opened opened = note == null ? null : open(note);
                if (opened != null && opened.checkpoint().size() > index) {
                    return Optional.of(proof(index, opened).text());
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

    /** The signature of a checkpoint is checked once, not for each proof: that is most of the work. */
    private Opened open(byte[] note) {
        Opened latest = opened;
        if (latest == null || !Arrays.equals(latest.note(), note)) {
            latest = new Opened(note, Checkpoint.parse(SignedNote.open(note, List.of(key))));
            opened = latest;
        }
        return latest;
    }

    private LogProof proof(long index, Opened latest) throws IOException {
        Checkpoint checkpoint = latest.checkpoint();
        long size = checkpoint.size();
        List<byte[]> hashes = Proofs.inclusion(index, size, new TileTree(directory, size));
        Tile bundle = Tile.in(size, Tile.ENTRIES, index / Tile.FULL);
        byte[] entry = directory.entries(bundle).get((int) (index % Tile.FULL));
        if (!Proofs.includes(Merkle.leaf(entry), index, size, hashes, checkpoint.root())) {
            throw new IOException("a file of the log is damaged: it must not become a receipt that fails in court");
        }
        return new LogProof(entry, index, hashes, new String(latest.note(), StandardCharsets.UTF_8));
    }
}
