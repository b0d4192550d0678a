package org.lienthong.audit.verify;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.log.VerifierKey;

/**
 * Builds a log again from its raw entries and compares every tile, the root and the signature, and that the log begins with
 * the one seen before. It reads each file once, from left to right, and holds one tile per level in memory.
 */
public final class LogVerifier {

    private final LogSource source;
    private final VerifierKey key;
    private final LongConsumer progress;

    /** @param progress told how many entries are checked, after each bundle */
    public LogVerifier(LogSource source, VerifierKey key, LongConsumer progress) {
        this.source = source;
        this.key = key;
        this.progress = progress;
    }

    /**
     * Checks the whole log.
     *
     * @param seen the signed checkpoint of an earlier check, or null
     * @return the signed checkpoint of this one, to be given the next time
     * @throws WrongLogException naming the first thing that is wrong
     * @throws IOException when the log cannot be read
     */
    public byte[] verify(byte @Nullable [] seen) throws WrongLogException, IOException {
        byte[] note = source.read("checkpoint").orElseThrow(() -> new WrongLogException("checkpoint: is missing"));
        Checkpoint checkpoint = open(note, "checkpoint");
        Checkpoint earlier = seen == null ? null : open(seen, "the checkpoint seen before");
        if (earlier != null && earlier.size() > checkpoint.size()) {
            throw new WrongLogException("checkpoint: the log has " + checkpoint.size() + " entries, but had "
                    + earlier.size() + " when it was seen before");
        }
        Rebuild rebuild = new Rebuild(source, checkpoint.size(), earlier == null ? -1 : earlier.size());
        for (long from = 0; from < checkpoint.size(); from += Tile.FULL) {
            rebuild.bundle(Tile.in(checkpoint.size(), Tile.ENTRIES, from / Tile.FULL));
            progress.accept(Math.min(from + Tile.FULL, checkpoint.size()));
        }
        byte[] root = rebuild.finish();
        byte[] earlierRoot = rebuild.earlierRoot();
        if (earlier != null && !Arrays.equals(earlierRoot, earlier.root())) {
            throw new WrongLogException("the log was rewritten: its first " + earlier.size()
                    + " entries are not the ones that were seen before");
        }
        if (!Arrays.equals(root, checkpoint.root())) {
            throw new WrongLogException("checkpoint: its root is not that of the " + checkpoint.size() + " entries");
        }
        return note;
    }

    /** The checkpoint in a note that the key signed. */
    public Checkpoint open(byte[] note, String name) throws WrongLogException {
        try {
            Checkpoint checkpoint = Checkpoint.parse(SignedNote.open(note, List.of(key)));
            if (!checkpoint.origin().equals(key.name())) {
                throw new WrongLogException(name + ": its origin is not the name of the key");
            }
            return checkpoint;
        } catch (LogFormatException e) {
            throw new WrongLogException(name + ": " + e.getMessage());
        }
    }

    /** The tree as it grows, compared with the published tiles as they fill up. */
    private static final class Rebuild {

        private final LogSource source;
        private final long size;
        private final long earlier;
        private final java.util.ArrayList<java.util.ArrayList<byte[]>> levels = new java.util.ArrayList<>();
        private long count;
        private byte[] earlierRoot = Merkle.emptyRoot();

        Rebuild(LogSource source, long size, long earlier) {
            this.source = source;
            this.size = size;
            this.earlier = earlier;
        }

        byte[] earlierRoot() {
            return earlierRoot;
        }

        void bundle(Tile bundle) throws WrongLogException, IOException {
            List<byte[]> entries = entries(bundle);
            for (byte[] entry : entries) {
                add(0, Merkle.leaf(entry));
                count++;
                if (count == earlier) {
                    earlierRoot = root();
                }
                carry();
            }
        }

        /** Compares the partial tiles and returns the root. */
        byte[] finish() throws WrongLogException, IOException {
            for (int level = 0; level < levels.size(); level++) {
                if (!levels.get(level).isEmpty()) {
                    compare(Tile.in(size, level, Tile.count(size, level) / Tile.FULL), levels.get(level));
                }
            }
            return root();
        }

        private void add(int level, byte[] hash) {
            if (level == levels.size()) {
                levels.add(new java.util.ArrayList<>(Tile.FULL));
            }
            levels.get(level).add(hash);
        }

        private void carry() throws WrongLogException, IOException {
            for (int level = 0; levels.get(level).size() == Tile.FULL; level++) {
                List<byte[]> hashes = levels.get(level);
                compare(new Tile(level, Tile.count(count, level) / Tile.FULL - 1, Tile.FULL), hashes);
                byte[] root = Merkle.root(hashes);
                hashes.clear();
                add(level + 1, root);
            }
        }

        private byte[] root() {
            byte @Nullable [] below = null;
            for (List<byte[]> level : levels) {
                List<byte[]> hashes = new java.util.ArrayList<>(level);
                if (below != null) {
                    hashes.add(below);
                }
                below = hashes.isEmpty() ? below : Merkle.root(hashes);
            }
            return below == null ? Merkle.emptyRoot() : below;
        }

        private List<byte[]> entries(Tile bundle) throws WrongLogException, IOException {
            byte[] bytes = read(bundle);
            try {
                List<byte[]> entries = EntryBundle.decode(bytes);
                if (entries.size() < bundle.width() || entries.size() > bundle.width() && !outgrown(bundle)) {
                    throw new WrongLogException(bundle.path() + ": holds " + entries.size() + " entries instead of "
                            + bundle.width() + ", from index " + bundle.index() * Tile.FULL);
                }
                return entries.subList(0, bundle.width());
            } catch (LogFormatException e) {
                throw new WrongLogException(bundle.path() + ": " + e.getMessage());
            }
        }

        private void compare(Tile tile, List<byte[]> hashes) throws WrongLogException, IOException {
            byte[] bytes = read(tile);
            int length = tile.width() * Merkle.HASH_SIZE;
            if (bytes.length < length || bytes.length > length && !outgrown(tile)) {
                throw new WrongLogException(tile.path() + ": has " + bytes.length + " bytes instead of " + length);
            }
            for (int i = 0; i < tile.width(); i++) {
                int at = i * Merkle.HASH_SIZE;
                byte[] hash = hashes.get(i);
                if (!Arrays.equals(bytes, at, at + Merkle.HASH_SIZE, hash, 0, hash.length)) {
                    long index = tile.index() * Tile.FULL + i;
                    throw new WrongLogException(
                            tile.level() == 0
                                    ? tile.path() + ": entry " + index + " does not have the hash that is published"
                                    : tile.path() + ": hash " + index + " is not that of the tile below");
                }
            }
        }

        /** Whether the log grew while it was read, and only the full file is left. */
        private boolean outgrown(Tile tile) throws IOException {
            return !tile.full() && source.read(tile.path()).isEmpty();
        }

        private byte[] read(Tile tile) throws WrongLogException, IOException {
            Optional<byte[]> bytes = source.read(tile.path());
            if (bytes.isEmpty() && !tile.full()) {
                bytes = source.read(tile.fullPath());
            }
            return bytes.orElseThrow(() -> new WrongLogException(tile.path() + ": is missing"));
        }
    }
}
