package org.lienthong.audit.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.lienthong.audit.log.SignerKey;

/** The file that holds the key which signs checkpoints. Whoever reads it can sign another history. */
final class LogKey {

    private LogKey() {}

    /** Reads the key, or makes it where there is none. */
    static SignerKey openOrCreate(Path file, String origin, SecureRandom random) throws IOException {
        if (Files.notExists(file)) {
            create(file, SignerKey.generate(origin, random));
        }
        return open(file, origin);
    }

    /** @throws IllegalStateException when the key is another log's */
    static SignerKey open(Path file, String origin) throws IOException {
        SignerKey key = SignerKey.parse(Files.readString(file).strip());
        if (!key.verifier().name().equals(origin)) {
            throw new IllegalStateException(
                    "The log's key in " + file + " is that of " + key.verifier().name() + ", but hub.log.origin is "
                            + origin + ". A log keeps its origin and its key for ever.");
        }
        return key;
    }

    private static void create(Path file, SignerKey key) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, ownerOnly());
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(key.secretText() + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        LogDirectory.syncDirectory(file.toAbsolutePath().getParent());
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
