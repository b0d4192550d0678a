package org.lienthong.audit.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.LogProof;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.log.VerifierKey;

/** Proofs that entries are in the published log, made from its tiles: a few small files, however long the log. */
public final class InclusionProofs {

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    /** How long a proof waits for cosignatures while there is one without. */
    private static final long COSIGNING_NANOS = Duration.ofSeconds(2).toNanos();

    private final LogDirectory directory;
    private final VerifierKey key;
    private final BooleanSupplier cosigning;
    private volatile @Nullable Opened latest;
    private volatile @Nullable Opened latestCosigned;

    /** A checkpoint whose signature was checked. */
    private record Opened(byte[] note, Checkpoint checkpoint) {}

    /** @param cosigning whether witnesses cosign promptly, so that a proof without them is second best */
    InclusionProofs(LogDirectory directory, VerifierKey key, BooleanSupplier cosigning) {
        this.directory = directory;
        this.key = key;
        this.cosigning = cosigning;
    }

    /**
     * The proof of an entry against the latest checkpoint that enough witnesses cosigned; against the latest one where they do
     * not come in time.
     *
     * @param patience how long to wait for a checkpoint that holds the entry
     * @return empty when none does by then
     */
    public Optional<String> find(long index, Duration patience) {
        long start = System.nanoTime();
        long cosigningUntil = start + Math.min(patience.toNanos(), COSIGNING_NANOS);
        try {
            while (true) {
                Optional<String> cosigned = proveCosigned(index);
                if (cosigned.isPresent()) {
                    return cosigned;
                }
                long now = System.nanoTime();
                if (!cosigning.getAsBoolean() || now - cosigningUntil >= 0) {
                    Optional<String> plain = provePlain(index);
                    if (plain.isPresent()) {
                        return plain;
                    }
                }
                if (now - start >= patience.toNanos() || Thread.interrupted()) {
                    return Optional.empty();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> provePlain(long index) throws IOException {
        Opened opened = open(directory.checkpoint(), latest);
        latest = opened;
        return prove(index, opened);
    }

    private Optional<String> proveCosigned(long index) {
        try {
            Opened opened = open(directory.cosigned(), latestCosigned);
            latestCosigned = opened;
            return prove(index, opened);
        } catch (IOException | LogFormatException e) {
            return Optional.empty(); // it is of a history that is gone, of which the witnesses' health tells
        }
    }

    /** The signature of a checkpoint is checked once, not for each proof: that is most of the work. */
    private @Nullable Opened open(byte @Nullable [] note, @Nullable Opened before) {
        if (note == null) {
            return null;
        }
        return before != null && Arrays.equals(before.note(), note)
                ? before
                : new Opened(note, Checkpoint.parse(SignedNote.open(note, List.of(key))));
    }

    private Optional<String> prove(long index, @Nullable Opened opened) throws IOException {
        return opened == null || opened.checkpoint().size() <= index
                ? Optional.empty()
                : Optional.of(proof(index, opened).text());
    }

    private LogProof proof(long index, Opened opened) throws IOException {
        Checkpoint checkpoint = opened.checkpoint();
        long size = checkpoint.size();
        List<byte[]> hashes = Proofs.inclusion(index, size, new TileTree(directory, size));
        Tile bundle = Tile.in(size, Tile.ENTRIES, index / Tile.FULL);
        byte[] entry = directory.entries(bundle).get((int) (index % Tile.FULL));
        if (!Proofs.includes(Merkle.leaf(entry), index, size, hashes, checkpoint.root())) {
            throw new IOException("a file of the log is damaged: it must not become a receipt that fails in court");
        }
        return new LogProof(entry, index, hashes, new String(opened.note(), StandardCharsets.UTF_8));
    }
}
