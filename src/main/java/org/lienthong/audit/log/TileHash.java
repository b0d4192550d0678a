package org.lienthong.audit.log;

import java.util.ArrayList;
import java.util.List;

/**
 * One hash of the tiles: the root over 256^level entries that begin at entry {@code index * 256^level}.
 *
 * @param index among the hashes of its level, counted through all of its tiles
 */
public record TileHash(int level, long index) {

    /** The fewest hashes that stand for the entries from one index to before another, from left to right. */
    public static List<TileHash> covering(long from, long to) {
        List<TileHash> hashes = new ArrayList<>();
        long at = from;
        while (at < to) {
            int level = 0;
            while (level < 7 && at % span(level + 1) == 0 && at + span(level + 1) <= to) {
                level++;
            }
            hashes.add(new TileHash(level, at / span(level)));
            at += span(level);
        }
        return hashes;
    }

    /** How many entries it stands for. */
    public long entries() {
        return span(level);
    }

    /** The tile that holds it, in a log of this size. */
    public Tile tile(long size) {
        return Tile.in(size, level, index / Tile.FULL);
    }

    /** Where in that tile. */
    public int position() {
        return (int) (index % Tile.FULL);
    }

    private static long span(int level) {
        return 1L << level * Tile.HEIGHT;
    }
}
