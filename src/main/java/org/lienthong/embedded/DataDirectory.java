package org.lienthong.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds all state of one hub ({@code hub.data}), locked for as long as the hub lives. The operating
 * system drops the lock with the process, so what a killed hub leaves behind never stops the next one.
 */
public final class DataDirectory implements AutoCloseable {

    /** The locked byte lies beyond the text, because on some systems a lock also forbids reading. */
    private static final long LOCKED_BYTE = 1 << 20;

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Creates the directory, readable by its owner only, where it is missing, and locks it.
     *
     * @throws StartupProblem when another hub holds it or it cannot be written
     */
    static DataDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Permissions.createPrivateDirectories(path);
            path = path.toRealPath();
            return new DataDirectory(path, lock(path));
        } catch (IOException e) {
            throw new StartupProblem(
                    "The data directory " + path + " cannot be used: " + reason(e) + ".",
                    "Không dùng được thư mục dữ liệu " + path + ".",
                    "Give the user that runs the hub write access to it, or name another with --hub.data=<directory>.",
                    e);
        }
    }

    /** Absolute, without symbolic links. */
    public Path path() {
        return path;
    }

    /** A path below the directory, not created. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    // Opened here, kept by the caller for the life of the process. Not closed when the lock is held by this very
    // process: POSIX would drop that lock with the first closed channel.
    private static FileChannel lock(Path directory) throws IOException {
        Path file = directory.resolve("hub.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            throw held(directory, "pid=" + ProcessHandle.current().pid());
        }
        if (lock == null) {
            String holder = Files.readString(file, StandardCharsets.UTF_8).strip();
            channel.close();
            throw held(directory, holder.replaceAll("\\R", ", "));
        }
        Permissions.ownerOnly(file);
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(self()), 0);
        channel.force(false);
        return channel;
    }

    private static String self() {
        ProcessHandle me = ProcessHandle.current();
        return "pid=" + me.pid() + "\nstarted="
                + me.info().startInstant().map(Instant::toString).orElse("unknown") + "\n";
    }

    private static StartupProblem held(Path directory, String holder) {
        return new StartupProblem(
                "Another hub is running on the data directory " + directory + " (" + holder + ").",
                "Một hệ thống khác đang chạy trên thư mục dữ liệu " + directory + " (" + holder + ").",
                "Stop that process, or start this hub on its own directory with --hub.data=<directory>.");
    }

    private static String reason(IOException e) {
        @Nullable String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
