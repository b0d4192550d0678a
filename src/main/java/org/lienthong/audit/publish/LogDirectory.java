package org.lienthong.audit.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.log.VerifierKey;

/**
 * The log as files that any web server can serve: {@code checkpoint} and {@code tile/…}. Each is written aside, synced and
 * renamed, so a reader sees all of it or nothing; a checkpoint comes after everything it is about.
 */
public final class LogDirectory {

    private static final String CHECKPOINT = "checkpoint";
    private static final String COSIGNED = "checkpoint.cosigned";

    /** Rests this many times as long as a sync took, so that the transactions' own syncs come in between. */
    private static final int RESTS = 2;

    private static final long LONGEST_REST_NANOS = 8_000_000;

    private final Path root;
    private final Set<Path> unsynced = new LinkedHashSet<>();
    private volatile boolean hurried = true;
    private volatile Consumer<byte[]> listener = note -> {};

    public LogDirectory(Path root) {
        this.root = root;
    }

    /** Where it is. */
    public Path path() {
        return root;
    }

    /** The signed note, or null when nothing was published yet. */
    public byte @Nullable [] checkpoint() throws IOException {
        return file(CHECKPOINT);
    }

    /** The latest checkpoint that enough witnesses cosigned, or null. */
    public byte @Nullable [] cosigned() throws IOException {
        try {
            return Files.readAllBytes(root.resolve(COSIGNED));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether to write on without rests. */
    void hurry(boolean yes) {
        hurried = yes;
    }

    /** Tells of each checkpoint that this process publishes, or goes on from; it must return at once. */
    void onPublished(Consumer<byte[]> told) {
        listener = told;
    }

    /** Tells of the checkpoint that was published before this process took over. */
    void announce() throws IOException {
        byte[] note = checkpoint();
        if (note != null) {
            listener.accept(note);
        }
    }

    /** A file as it is, or null. */
    byte @Nullable [] file(Tile tile) throws IOException {
        return file(tile.path());
    }

    /**
     * A file as it is, or null.
     *
     * @param path below the log, never made of what a caller sent
     */
    public byte @Nullable [] file(String path) throws IOException {
        try {
            return Files.readAllBytes(root.resolve(path));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether the log has a file with this path. */
    public boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    /** Writes one file that belongs to the log but not to its tree, durably, from any thread. */
    public void store(String path, byte[] bytes) throws IOException {
        LogDirectory own = new LogDirectory(root);
        own.write(root.resolve(path), bytes);
        own.sync();
    }

    /** The hashes of a tile, from the full one when it has outgrown this width. */
    List<byte[]> hashes(Tile tile) throws IOException {
        byte[] bytes = read(tile);
        int size = tile.width() * Merkle.HASH_SIZE;
        if (bytes.length % Merkle.HASH_SIZE != 0 || bytes.length < size) {
            throw new DamagedFileException(tile.path());
        }
        return Stream.iterate(0, at -> at < size, at -> at + Merkle.HASH_SIZE)
                .map(at -> Arrays.copyOfRange(bytes, at, at + Merkle.HASH_SIZE))
                .toList();
    }

    /** The entries of a bundle, from the full one when it has outgrown this width. */
    List<byte[]> entries(Tile bundle) throws IOException {
        List<byte[]> entries = EntryBundle.decode(read(bundle));
        if (entries.size() < bundle.width()) {
            throw new DamagedFileException(bundle.path());
        }
        return entries.subList(0, bundle.width());
    }

    void write(Tile tile, byte[] bytes) throws IOException {
        write(root.resolve(tile.path()), bytes);
    }

    /** Makes everything written so far durable, and then this checkpoint. */
    void publish(byte[] checkpoint) throws IOException {
        sync();
        synchronized (this) {
            write(root.resolve(CHECKPOINT), checkpoint);
        }
        sync();
        listener.accept(checkpoint);
    }

    /**
     * Adds cosignatures to the checkpoint, if it still is the published one.
     *
     * @param enough whether they are as many as the hub's policy needs
     */
    synchronized void cosign(byte[] note, boolean enough) throws IOException {
        Path file = root.resolve(CHECKPOINT);
        byte[] published = checkpoint();
        if (published != null && sameText(published, note)) {
            writeSynced(file, note);
        }
        if (enough) {
            writeSynced(root.resolve(COSIGNED), note);
        }
    }

    /** Whether this still is the published checkpoint, whoever cosigned it since. */
    boolean isPublished(byte @Nullable [] checkpoint) throws IOException {
        byte[] published = checkpoint();
        return checkpoint == null || published == null
                ? checkpoint == published
                : Arrays.equals(checkpoint, published) || sameText(checkpoint, published);
    }

    private static boolean sameText(byte[] note, byte[] other) {
        try {
            return SignedNote.parse(note).text().equals(SignedNote.parse(other).text());
        } catch (LogFormatException e) {
            return false;
        }
    }

    /** The verifier key as a file, so that any web server gives what {@code /log/vkey} does. */
    void publishKey(VerifierKey key) throws IOException {
        byte[] text = (key + "\n").getBytes(StandardCharsets.UTF_8);
        Path file = root.resolve("vkey");
        if (Files.notExists(file) || !Arrays.equals(Files.readAllBytes(file), text)) {
            write(file, text);
            sync();
        }
    }

    /** Removes the partial tiles that the full tile with this index has replaced. */
    void removePartials(Tile tile) throws IOException {
        Path directory = root.resolve(tile.fullPath() + ".p");
        if (Files.notExists(root.resolve(tile.fullPath())) || Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }

    static void syncDirectory(@Nullable Path directory) throws IOException {
        if (directory != null && java.io.File.separatorChar == '/') { // elsewhere a directory cannot be opened
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void rest(long since) {
        if (!hurried) {
            LockSupport.parkNanos(Math.min(LONGEST_REST_NANOS, RESTS * (System.nanoTime() - since)));
        }
    }

    private byte[] read(Tile tile) throws IOException {
        byte[] bytes = file(tile);
        if (bytes == null && !tile.full()) {
            bytes = file(new Tile(tile.level(), tile.index(), Tile.FULL));
        }
        if (bytes == null) {
            throw new DamagedFileException(tile.path());
        }
        return bytes;
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path directory = file.resolveSibling("");
        create(directory);
        long start = System.nanoTime();
        writeSynced(file, bytes);
        unsynced.add(directory);
        rest(start);
    }

    /** What a reader sees is durable, but after a power cut the directory may still name the file before. */
    private static void writeSynced(Path file, byte[] bytes) throws IOException {
        Path directory = file.resolveSibling("");
        Path temporary = directory.resolve(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            create(parent);
            unsynced.add(parent);
        }
        Files.createDirectories(directory);
    }

    private void sync() throws IOException {
        for (Path directory : unsynced) {
            long start = System.nanoTime();
            syncDirectory(directory);
            rest(start);
        }
        unsynced.clear();
    }

    /** A file of the log that is missing or too short. */
    static final class DamagedFileException extends IOException {
        DamagedFileException(String path) {
            super(path + " is missing or damaged");
        }
    }
}
