package org.lienthong.audit.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The file that holds the {@link KeySet}, apart from the database and its backups. An erasure first writes the next epoch's
 * keys beside it, then commits that epoch to the database, then puts the new file in the place of the old one; a crash in
 * between is settled by the epoch that the database has.
 */
final class PersonalKeys {

    private static final int TRIES = 5;

    private final Path file;
    private final Path next;
    private volatile KeySet current;

    private PersonalKeys(Path file, long epoch) throws IOException {
        this.file = file;
        this.next = file.resolveSibling(file.getFileName() + ".next");
        this.current = read(epoch);
    }

    /**
     * Reads the file, or makes it for a database that has no personal record yet.
     *
     * @param epoch the database's
     * @param unused whether the database has no personal record
     * @throws MissingKeysException when there are no keys of the database's epoch
     */
    static PersonalKeys open(Path file, long epoch, boolean unused, RandomGenerator random) throws IOException {
        if (Files.notExists(file) && epoch == 0 && unused) {
            write(file, KeySet.generate(random));
        }
        return new PersonalKeys(file, epoch);
    }

    KeySet current() {
        return current;
    }

    /** The keys of the epoch that the database has; another hub on it may have begun it. */
    KeySet of(long epoch) throws IOException {
        KeySet keys = current;
        if (keys.epoch() != epoch) {
            keys = read(epoch);
            current = keys;
        }
        return keys;
    }

    /** What only one hub may do at a time: {@link #stage} and {@link #settle}, and all between. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, SQLException;
    }

    <T> T alone(Work<T> work) throws IOException, SQLException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        synchronized (next) { // the file's lock is the process'
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                return work.run();
            }
        }
    }

    /** Makes the keys of the next epoch durable beside those in force. */
    void stage(KeySet keys) throws IOException {
        write(next, keys);
    }

    /**
     * Ends what {@link #stage} began, now or before a crash.
     *
     * @param epoch the database's: whether the staged keys came into force
     */
    void settle(long epoch) throws IOException {
        KeySet staged = parse(next);
        if (staged != null && staged.epoch() == epoch) {
            overwrite(file);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory(file);
            current = staged;
        } else {
            Files.deleteIfExists(next);
        }
    }

    private KeySet read(long epoch) throws IOException {
        for (int i = 0; i < TRIES; i++) { // another hub may be settling
            for (Path path : new Path[] {file, next}) {
                KeySet keys = parse(path);
                if (keys != null && keys.epoch() == epoch) {
                    return keys;
                }
            }
        }
        throw new MissingKeysException(
                "The keys of the personal records, epoch " + epoch + ", are not in " + file + ".");
    }

    private static @Nullable KeySet parse(Path path) throws IOException {
        try {
            return KeySet.parse(Files.readAllBytes(path));
        } catch (NoSuchFileException | KeySet.DamagedException e) {
            return null;
        }
    }

    private static void write(Path path, KeySet keys) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, ownerOnly());
        fill(temporary, keys.toBytes());
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(path);
    }

    /** As far as the file system writes in place, the old keys are gone, not only unlinked. */
    private static void overwrite(Path path) throws IOException {
        if (Files.exists(path)) {
            fill(path, new byte[(int) Files.size(path)]);
        }
    }

    private static void fill(Path path, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void syncDirectory(Path path) throws IOException {
        try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
