package org.lienthong.audit.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Tile;

/**
 * What is not in a full tile yet, level by level: all that appending needs to know of a log, however long it is. Not safe
 * for several threads.
 */
final class RightEdge {

    private final List<List<byte[]>> levels = new ArrayList<>();
    private final List<byte[]> entries = new ArrayList<>(Tile.FULL);
    private long size;

    /** Takes each tile as it fills up. */
    @FunctionalInterface
    interface Sink {
        void accept(Tile tile, byte[] bytes) throws IOException;
    }

    RightEdge() {}

    /** Reads the rightmost tiles of a log of this size. */
    static RightEdge read(LogDirectory directory, long size) throws IOException {
        RightEdge edge = new RightEdge();
        edge.size = size;
        for (int level = 0; Tile.count(size, level) > 0; level++) {
            edge.levels.add(new ArrayList<>());
            long count = Tile.count(size, level);
            if (count % Tile.FULL > 0) {
                edge.levels.get(level).addAll(directory.hashes(Tile.in(size, level, count / Tile.FULL)));
            }
        }
        if (size % Tile.FULL > 0) {
            edge.entries.addAll(directory.entries(Tile.in(size, Tile.ENTRIES, size / Tile.FULL)));
        }
        return edge;
    }

    long size() {
        return size;
    }

    void append(byte[] entry, Sink sink) throws IOException {
        entries.add(entry);
        size++;
        if (entries.size() == Tile.FULL) {
            sink.accept(new Tile(Tile.ENTRIES, size / Tile.FULL - 1, Tile.FULL), EntryBundle.encode(entries));
            entries.clear();
        }
        add(0, Merkle.leaf(entry), sink);
    }

    /** The tiles that are partial now, none of them empty. */
    List<Tile> partials() {
        List<Tile> tiles = new ArrayList<>();
        if (!entries.isEmpty()) {
            tiles.add(Tile.in(size, Tile.ENTRIES, size / Tile.FULL));
        }
        for (int level = 0; level < levels.size(); level++) {
            if (!levels.get(level).isEmpty()) {
                tiles.add(Tile.in(size, level, Tile.count(size, level) / Tile.FULL));
            }
        }
        return tiles;
    }

    void writePartials(Sink sink) throws IOException {
        for (Tile tile : partials()) {
            sink.accept(
                    tile, tile.level() == Tile.ENTRIES ? EntryBundle.encode(entries) : join(levels.get(tile.level())));
        }
    }

    byte[] root() {
        List<byte[]> hashes = new ArrayList<>();
        for (List<byte[]> level : levels) {
            List<byte[]> all = new ArrayList<>(level);
            all.addAll(hashes); // the incomplete subtree below is this level's last
            hashes = all.isEmpty() ? all : List.of(Merkle.root(all));
        }
        return Merkle.root(hashes);
    }

    private void add(int level, byte[] hash, Sink sink) throws IOException {
        if (level == levels.size()) {
            levels.add(new ArrayList<>(Tile.FULL));
        }
        List<byte[]> hashes = levels.get(level);
        hashes.add(hash);
        if (hashes.size() == Tile.FULL) {
            sink.accept(new Tile(level, Tile.count(size, level) / Tile.FULL - 1, Tile.FULL), join(hashes));
            byte[] root = Merkle.root(hashes);
            hashes.clear();
            add(level + 1, root, sink);
        }
    }

    private static byte[] join(List<byte[]> hashes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(hashes.size() * Merkle.HASH_SIZE);
        hashes.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
