package org.lienthong.audit.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.VerifierKey;

/** One log as the witness knows it. Requests about it go one after the other, so no two can start from the same old size. */
final class WitnessedLog {

    private final String id;
    private final List<VerifierKey> keys;
    private final WitnessDirectory directory;
    private long size;
    private byte[] root = Merkle.emptyRoot();
    private byte @Nullable [] latest;

    /** @throws IOException when what it kept of the log cannot be read, so that it must not sign */
    WitnessedLog(String id, List<VerifierKey> keys, WitnessDirectory directory) throws IOException {
        this.id = id;
        this.keys = keys;
        this.directory = directory;
        byte[] kept = directory.checkpoint(id);
        if (kept != null) {
            try {
                Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(kept).text());
                size = checkpoint.size();
                root = checkpoint.root();
                latest = kept;
            } catch (LogFormatException e) {
                throw new IOException(id + ".checkpoint is damaged: " + e.getMessage(), e);
            }
        }
    }

    synchronized byte @Nullable [] latest() {
        return latest;
    }

    synchronized long size() {
        return size;
    }

    /** The key of this log that signed the note, or null. */
    @Nullable
    VerifierKey signer(SignedNote note) {
        try {
            for (VerifierKey key : keys) {
                if (note.isSignedBy(key)) {
                    return key;
                }
            }
        } catch (LogFormatException e) {
            return null;
        }
        return null;
    }

    /** Cosigns what continues the history seen so far; it is on disk before the answer is given. */
    synchronized Answer add(
            AddCheckpoint request,
            SignedNote note,
            VerifierKey signer,
            Checkpoint checkpoint,
            CosignerKey cosigner,
            Clock clock)
            throws IOException {
        if (request.oldSize() != size) {
            return Answer.conflict(size);
        }
        boolean sameSize = checkpoint.size() == size;
        boolean sameRoot = Arrays.equals(checkpoint.root(), root);
        if (!Proofs.consistent(size, root, checkpoint.size(), checkpoint.root(), request.proof())) {
            byte[] evidence = note.signedOnlyBy(signer).getBytes(StandardCharsets.UTF_8);
            directory.keepEvidence(id, evidence, sameSize && !sameRoot);
            return Answer.refused(422, "the log does not begin with the " + size + " entries that were seen before");
        }
        String line = cosigner.cosign(note.text(), clock.instant());
        byte[] cosigned = (note.signedOnlyBy(signer) + line).getBytes(StandardCharsets.UTF_8);
        if (latest == null || checkpoint.size() > size) {
            directory.keepCheckpoint(id, cosigned);
        }
        size = checkpoint.size();
        root = checkpoint.root();
        latest = cosigned;
        return Answer.cosigned(line);
    }
}
