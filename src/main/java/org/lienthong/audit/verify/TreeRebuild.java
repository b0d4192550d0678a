package org.lienthong.audit.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.log.TileHash;

/** The tree as it grows, compared with the published tiles as they fill up, and its root at the sizes that matter. */
final class TreeRebuild {

    private final LogSource source;
    private final long size;
    private final Set<Long> wanted;
    private final Map<Long, byte[]> roots = new HashMap<>();
    private final List<List<byte[]>> levels = new ArrayList<>();
    private long count;

    /** @param wanted the sizes of which the root is to be noted */
    TreeRebuild(LogSource source, long size, Set<Long> wanted) {
        this.source = source;
        this.size = size;
        this.wanted = wanted;
        note();
    }

    /** Adds the entries of the next bundle. */
    void bundle(Tile bundle) throws WrongLogException, IOException {
        for (byte[] hash : leaves(bundle, read(bundle))) {
            add(0, hash);
            grown(1, 0);
        }
    }

    /** Adds entries of which only the hash is known; the root tells whether it is theirs. */
    void skip(TileHash hash) throws WrongLogException, IOException {
        Tile tile = hash.tile(size);
        byte[] bytes = read(tile);
        int at = hash.position() * Merkle.HASH_SIZE;
        if (bytes.length < at + Merkle.HASH_SIZE) {
            throw new WrongLogException(tile.path() + ": is too short");
        }
        add(hash.level(), Arrays.copyOfRange(bytes, at, at + Merkle.HASH_SIZE));
        grown(hash.entries(), hash.level());
    }

    /** Compares the partial tiles; returns the roots that are wanted and could be told. */
    Map<Long, byte[]> finish() throws WrongLogException, IOException {
        for (int level = 0; level < levels.size(); level++) {
            if (!levels.get(level).isEmpty()) {
                Tile tile = Tile.in(size, level, Tile.count(size, level) / Tile.FULL);
                compare(tile, read(tile), levels.get(level));
            }
        }
        return roots;
    }

    private void add(int level, byte[] hash) {
        while (level >= levels.size()) {
            levels.add(new ArrayList<>(Tile.FULL));
        }
        levels.get(level).add(hash);
    }

    private void grown(long entries, int from) throws WrongLogException, IOException {
        count += entries;
        note();
        for (int level = from; level < levels.size() && levels.get(level).size() == Tile.FULL; level++) {
            List<byte[]> hashes = levels.get(level);
            Tile tile = new Tile(level, Tile.count(count, level) / Tile.FULL - 1, Tile.FULL);
            compare(tile, read(tile), hashes);
            byte[] root = Merkle.root(hashes);
            hashes.clear();
            add(level + 1, root);
        }
    }

    private void note() {
        if (wanted.contains(count)) {
            roots.put(count, root());
        }
    }

    private byte[] root() {
        byte @Nullable [] below = null;
        for (List<byte[]> level : levels) {
            List<byte[]> hashes = new ArrayList<>(level);
            if (below != null) {
                hashes.add(below);
            }
            below = hashes.isEmpty() ? below : Merkle.root(hashes);
        }
        return below == null ? Merkle.emptyRoot() : below;
    }

    /** The leaf hashes of a bundle's entries. */
    List<byte[]> leaves(Tile bundle, byte[] bytes) throws WrongLogException, IOException {
        try {
            List<byte[]> entries = EntryBundle.decode(bytes);
            if (entries.size() < bundle.width() || entries.size() > bundle.width() && !outgrown(bundle)) {
                throw new WrongLogException(bundle.path() + ": holds " + entries.size() + " entries instead of "
                        + bundle.width() + ", from index " + bundle.index() * Tile.FULL);
            }
            return entries.subList(0, bundle.width()).stream().map(Merkle::leaf).toList();
        } catch (LogFormatException e) {
            throw new WrongLogException(bundle.path() + ": " + e.getMessage());
        }
    }

    /** Compares a tile's bytes with the hashes that it should have. */
    void compare(Tile tile, byte[] bytes, List<byte[]> hashes) throws WrongLogException, IOException {
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
