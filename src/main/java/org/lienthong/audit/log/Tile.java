package org.lienthong.audit.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one file of the log (C2SP tlog-tiles): up to 256 hashes of one level, or the entries that the tile of level
 * 0 is about.
 *
 * @param level 0 for leaf hashes, up to 63; {@link #ENTRIES} for a bundle of entries
 * @param index from the left
 * @param width hashes or entries in it, 1 to 256; below 256 it is a partial one, which the log outgrows
 */
public record Tile(int level, long index, int width) {

    public static final int FULL = 256;
    /** 2^8 = 256. */
    public static final int HEIGHT = 8;

    public static final int ENTRIES = -1;

    private static final int HIGHEST = 63;
    private static final Pattern PATH = Pattern.compile(
            "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})" + "(?:\\.p/([1-9][0-9]{0,2}))?");

    public Tile {
        if (level < ENTRIES || level > HIGHEST || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    /** The tile with this index as it stands in a log of {@code size} entries; it must not be empty. */
    public static Tile in(long size, int level, long index) {
        long count = count(size, level) - index * FULL;
        return new Tile(level, index, (int) Math.min(FULL, count));
    }

    /** How many hashes a level has in a log of this size. */
    public static long count(long size, int level) {
        int shift = Math.max(level, 0) * HEIGHT;
        return shift > HIGHEST ? 0 : size >> shift;
    }

    /** @throws LogFormatException when no tile has this path in this very spelling */
    public static Tile parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            throw new LogFormatException("not the path of a tile");
        }
        int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
        long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
        int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
        boolean partial = matcher.group(3) != null;
        if (level > HIGHEST || width > FULL || partial && width == FULL) {
            throw new LogFormatException("not the path of a tile");
        }
        Tile tile = new Tile(level, index, width);
        if (!tile.path().equals(path)) {
            throw new LogFormatException("not the path of a tile");
        }
        return tile;
    }

    /** Below the log's prefix, for example {@code tile/0/x001/x234/067.p/8}. */
    public String path() {
        return width == FULL ? fullPath() : fullPath() + ".p/" + width;
    }

    /** The path of the full tile with this index. */
    public String fullPath() {
        StringBuilder groups = new StringBuilder(three(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x" + three(rest % 1000) + "/");
        }
        return "tile/" + (level == ENTRIES ? "entries" : Integer.toString(level)) + "/" + groups;
    }

    public boolean full() {
        return width == FULL;
    }

    private static String three(long number) {
        return Long.toString(1000 + number).substring(1);
    }
}
