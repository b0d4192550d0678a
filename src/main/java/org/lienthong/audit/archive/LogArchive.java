package org.lienthong.audit.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.ArchiveRange;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.StampName;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.log.TileHash;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.verify.LogSource;

/**
 * Copies a range of a published log into an archive (tar) of its own: entries, the tiles above them, of the rest only the
 * hashes that the root needs, timestamps, verifier key and checkpoint. The checkpoint is the first one stamped that covers
 * the range, so that an archive made again, years later, has the same bytes; without timestamps it is the latest.
 */
public final class LogArchive {

    private final LogSource source;
    private final VerifierKey key;
    private final LongConsumer progress;

    /** @param progress told how many entries were written, after each bundle */
    public LogArchive(LogSource source, VerifierKey key, LongConsumer progress) {
        this.source = source;
        this.key = key;
        this.progress = progress;
    }

    /**
     * Writes an archive file, durably: either all of it is there, or it is not there.
     *
     * @param first index of the first entry; the archive begins at the bundle of 256 that holds it
     * @param end index after the last; rounded up likewise
     * @return what the archive holds
     */
    public ArchiveRange write(long first, long end, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            temporary.toFile().deleteOnExit(); // somebody may stop the command
            OutputStream out = new java.io.BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            ArchiveRange range = write(first, end, out);
            out.flush();
            channel.force(true);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return range;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes the archive to a stream that stays open. */
    ArchiveRange write(long first, long end, OutputStream out) throws IOException {
        byte[] latest = require("checkpoint");
        long published = size(latest);
        if (first < 0 || first >= end || end > published) {
            throw new IllegalArgumentException(
                    "the log has entries 0 to " + (published - 1) + ", not " + first + " to " + (end - 1));
        }
        List<StampName> stamps = stamps();
        StampName anchor = stamps.stream()
                .filter(stamp -> stamp.size() >= end)
                .min(Comparator.comparingLong(StampName::size).thenComparing(StampName::toString))
                .orElse(null);
        byte[] note = anchor == null ? latest : require(anchor.checkpointPath());
        long size = size(note);
        long from = first / Tile.FULL * Tile.FULL;
        long to = Math.min(size, (end + Tile.FULL - 1) / Tile.FULL * Tile.FULL);
        ArchiveRange range = new ArchiveRange(from, to);
        ArchiveFiles files = new ArchiveFiles(new TarArchiveOutputStream(out, "UTF-8"));
        files.add(ArchiveRange.FILE, range.text());
        files.add("checkpoint", note);
        files.add("vkey", (key + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        writeStamps(files, within(stamps, range, anchor));
        writeTiles(files, range, size);
        files.finish();
        return range;
    }

    /** The index of the first entry that is not before a time, as the entries say; the log's size when all are. */
    public long firstSince(Instant time) throws IOException {
        long size = size(require("checkpoint"));
        long low = 0;
        long high = (size + Tile.FULL - 1) / Tile.FULL;
        while (low < high) { // the first bundle whose last entry is not before
            long middle = (low + high) / 2;
            List<byte[]> entries = entries(size, middle);
            if (EntryTime.of(entries.get(entries.size() - 1)).isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low * Tile.FULL >= size) {
            return size;
        }
        List<byte[]> entries = entries(size, low);
        int at = 0;
        while (EntryTime.of(entries.get(at)).isBefore(time)) {
            at++;
        }
        return low * Tile.FULL + at;
    }

    /** How many entries are published. */
    public long size() throws IOException {
        return size(require("checkpoint"));
    }

    private long size(byte[] note) {
        return Checkpoint.parse(SignedNote.open(note, List.of(key))).size();
    }

    private List<StampName> stamps() throws IOException {
        byte[] months = source.read(StampName.MONTHS).orElse(new byte[0]);
        List<StampName> stamps = new ArrayList<>();
        for (String month : StampName.months(months)) {
            stamps.addAll(StampName.names(require(StampName.index(month))));
        }
        return stamps;
    }

    /** Those whose root follows from what the archive holds. */
    private static List<StampName> within(List<StampName> stamps, ArchiveRange range, @Nullable StampName anchor) {
        return stamps.stream()
                .filter(stamp -> stamp.equals(anchor) || stamp.size() >= range.first() && stamp.size() < range.end())
                .filter(stamp -> anchor == null || stamp.size() <= anchor.size())
                .sorted(Comparator.comparing(StampName::toString))
                .toList();
    }

    private void writeStamps(ArchiveFiles files, List<StampName> stamps) throws IOException {
        if (stamps.isEmpty()) {
            return;
        }
        List<String> months = stamps.stream().map(StampName::month).distinct().toList();
        files.addLines(StampName.MONTHS, months);
        for (String month : months) {
            List<StampName> names =
                    stamps.stream().filter(stamp -> stamp.month().equals(month)).toList();
            files.addLines(StampName.index(month), names);
            for (StampName name : names) {
                files.add(name.checkpointPath(), require(name.checkpointPath()));
                files.add(name.responsePath(), require(name.responsePath()));
            }
        }
    }

    private void writeTiles(ArchiveFiles files, ArchiveRange range, long size) throws IOException {
        for (long bundle = range.first() / Tile.FULL; bundle * Tile.FULL < range.end(); bundle++) {
            files.add(Tile.in(size, Tile.ENTRIES, bundle).path(), EntryBundle.encode(entries(size, bundle)));
            progress.accept(Math.min((bundle + 1) * Tile.FULL, range.end()) - range.first());
        }
        for (Tile tile : tiles(range, size)) {
            files.add(tile.path(), Arrays.copyOf(read(tile), tile.width() * Merkle.HASH_SIZE));
        }
    }

    /** Every tile that the verifier reads, lowest level first. */
    private static List<Tile> tiles(ArchiveRange range, long size) {
        Set<Tile> touched = new LinkedHashSet<>();
        for (long bundle = range.first() / Tile.FULL; bundle * Tile.FULL < range.end(); bundle++) {
            climb(Tile.in(size, 0, bundle), size, touched);
        }
        List<TileHash> others = new ArrayList<>(TileHash.covering(0, range.first()));
        others.addAll(TileHash.covering(range.end(), size));
        others.forEach(hash -> climb(hash.tile(size), size, touched));
        return touched.stream()
                .sorted(Comparator.comparingInt(Tile::level).thenComparingLong(Tile::index))
                .toList();
    }

    private static void climb(Tile tile, long size, Set<Tile> touched) {
        Tile at = tile;
        while (touched.add(at) && at.full()) {
            at = Tile.in(size, at.level() + 1, at.index() / Tile.FULL);
        }
    }

    private List<byte[]> entries(long size, long bundle) throws IOException {
        Tile tile = Tile.in(size, Tile.ENTRIES, bundle);
        List<byte[]> entries = EntryBundle.decode(read(tile));
        if (entries.size() < tile.width()) {
            throw new IOException(tile.path() + " is too short");
        }
        return entries.subList(0, tile.width());
    }

    private byte[] read(Tile tile) throws IOException {
        byte[] bytes = source.read(tile.path()).orElse(null);
        return bytes == null ? require(tile.fullPath()) : bytes;
    }

    private byte[] require(String path) throws IOException {
        return source.read(path).orElseThrow(() -> new IOException(path + " is missing in the log"));
    }
}
