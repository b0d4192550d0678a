package org.lienthong.audit.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.log.CosignerKey;
import org.lienthong.audit.log.LogFormatException;

/**
 * What the witness must never forget: its key, and the latest checkpoint of each log. One process at a time; every file is
 * written aside, synced and renamed, and then the directory is synced.
 */
public final class WitnessDirectory implements AutoCloseable {

    private static final String KEY = "witness.key";

    private final Path root;
    private final FileChannel lock;

    private WitnessDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** @throws IOException when it cannot be written, or another witness has it */
    public static WitnessDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new WitnessDirectory(directory, lock);
            }
        } catch (OverlappingFileLockException e) {
            // within this process
        }
        lock.close();
        throw new IOException("another witness uses " + directory);
    }

    /**
     * The witness' key, made where there is none.
     *
     * @param name for a new key; an existing one keeps its own
     * @throws IOException when the file holds no such key
     */
    public CosignerKey key(String name, SecureRandom random) throws IOException {
        byte[] text = read(KEY);
        if (text == null) {
            CosignerKey key = CosignerKey.generate(name, random);
            write(KEY, (key.secretText() + "\n").getBytes(StandardCharsets.UTF_8));
            return key;
        }
        try {
            return CosignerKey.parse(new String(text, StandardCharsets.UTF_8).strip());
        } catch (LogFormatException e) {
            throw new IOException(root.resolve(KEY) + ": " + e.getMessage(), e);
        }
    }

    /** The latest checkpoint of a log, signed by it and by the witness, or null. */
    byte @Nullable [] checkpoint(String logId) throws IOException {
        return read(logId + ".checkpoint");
    }

    void keepCheckpoint(String logId, byte[] note) throws IOException {
        write(logId + ".checkpoint", note);
    }

    /**
     * Keeps what a log signed and the witness refused.
     *
     * @param proven whether it has the size of the latest checkpoint and another root: two histories, signed by the log. The
     *     first such note stays; of the others, which a wrong proof in the request explains as well, the last one does
     */
    void keepEvidence(String logId, byte[] note, boolean proven) throws IOException {
        String name = logId + (proven ? ".fork" : ".refused");
        if (!proven || Files.notExists(root.resolve(name))) {
            write(name, note);
        }
    }

    /** Lower-case hex of SHA-256 over the origin, by which tlog-witness names a log in addresses. */
    static String logId(byte[] sha256) {
        return HexFormat.of().formatHex(sha256);
    }

    private byte @Nullable [] read(String name) throws IOException {
        try {
            return Files.readAllBytes(root.resolve(name));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path temporary = root.resolve(name + ".tmp");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, ownerOnly());
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, root.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (java.io.File.separatorChar == '/') { // elsewhere a directory cannot be opened
            try (FileChannel channel = FileChannel.open(root, StandardOpenOption.READ)) {
                channel.force(true);
            }
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

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
