package org.lienthong.audit.publish;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.log.VerifierKey;

/**
 * Compares what the log's directory, the database and the signed checkpoints say of the same entries. Every method throws
 * {@link AuditInconsistentException} where they contradict each other.
 */
final class LogCheck {

    private final LogDirectory directory;
    private final VerifierKey key;

    LogCheck(LogDirectory directory, VerifierKey key) {
        this.directory = directory;
        this.key = key;
    }

    /** @param where the note is kept, for the message */
    Checkpoint open(byte[] note, String where) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(SignedNote.open(note, List.of(key)));
            if (checkpoint.origin().equals(key.name())) {
                return checkpoint;
            }
            throw new AuditInconsistentException(0, "the checkpoint in " + where + " is another log's");
        } catch (LogFormatException e) {
            throw new AuditInconsistentException(
                    0, "the checkpoint in " + where + " is not this hub's: " + e.getMessage());
        }
    }

    /** The published tree's right edge, which must have the checkpoint's root. */
    RightEdge edge(Checkpoint last) throws IOException {
        try {
            RightEdge state = RightEdge.read(directory, last.size());
            if (Arrays.equals(state.root(), last.root())) {
                return state;
            }
            throw new AuditInconsistentException(last.size(), "the log's tiles do not fit its checkpoint");
        } catch (LogDirectory.DamagedFileException | LogFormatException e) {
            throw damaged(last.size(), e);
        }
    }

    /** The published tree of this size must begin with what the earlier checkpoint is about. */
    void begins(long size, Checkpoint earlier) throws IOException {
        try {
            if (!Arrays.equals(new TileTree(directory, size).rootAt(earlier.size()), earlier.root())) {
                throw new AuditInconsistentException(
                        0, "the published log does not begin with the " + earlier.size() + " entries that were signed");
            }
        } catch (LogDirectory.DamagedFileException e) {
            throw damaged(earlier.size(), e);
        }
    }

    /** One bundle of 256 entries: its rows, unless they were dropped, its file, its tile, and the tiles above it. */
    void bundle(AuditRows source, long size, long index) throws SQLException, IOException {
        long from = index * Tile.FULL;
        long to = Math.min(size, from + Tile.FULL);
        if (from >= to) {
            return;
        }
        try {
            List<byte[]> hashes = directory.hashes(Tile.in(size, 0, index));
            if (from >= source.onlineFrom()) {
                compare(from, hashes, source.entries(from, to), "the entry in the database");
            }
            compare(from, hashes, directory.entries(Tile.in(size, Tile.ENTRIES, index)), "the entry in its bundle");
            ascend(size, index, hashes);
        } catch (LogDirectory.DamagedFileException | LogFormatException e) {
            throw damaged(from, e);
        }
    }

    private static void compare(long from, List<byte[]> hashes, List<byte[]> entries, String what) {
        for (int i = 0; i < entries.size(); i++) {
            if (!Arrays.equals(Merkle.leaf(entries.get(i)), hashes.get(i))) {
                throw new AuditInconsistentException(from + i, what + " is not the published one");
            }
        }
    }

    private void ascend(long size, long bundle, List<byte[]> leaves) throws IOException {
        List<byte[]> hashes = leaves;
        long index = bundle;
        for (int level = 1; hashes.size() == Tile.FULL; level++) {
            List<byte[]> parents = directory.hashes(Tile.in(size, level, index / Tile.FULL));
            if (!Arrays.equals(Merkle.root(hashes), parents.get((int) (index % Tile.FULL)))) {
                throw new AuditInconsistentException(
                        bundle * Tile.FULL, "the log's tiles of level " + level + " do not fit those below");
            }
            hashes = parents;
            index /= Tile.FULL;
        }
    }

    private static AuditInconsistentException damaged(long index, Exception e) {
        return new AuditInconsistentException(index, "a file of the log: " + e.getMessage());
    }
}
