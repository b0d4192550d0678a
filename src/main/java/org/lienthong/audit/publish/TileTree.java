package org.lienthong.audit.publish;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.Tile;

/** The published tree as a checkpoint's size sees it, read from its tiles; each is read once. For one thread. */
final class TileTree implements Proofs.Subtrees {

    private final LogDirectory directory;
    private final long size;
    private final Map<Tile, List<byte[]>> tiles = new HashMap<>();

    TileTree(LogDirectory directory, long size) {
        this.directory = directory;
        this.size = size;
    }

    @Override
    public byte[] hash(int level, long index) throws IOException {
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

    /** The root that the tree had when it was this long. */
    byte[] rootAt(long earlier) throws IOException {
        return Proofs.root(0, earlier, this);
    }
}
