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
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.embedded.StartupProblem;

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

    /** @throws StartupProblem when the file cannot be read, holds no key, or the key is another log's */
    static SignerKey open(Path file, String origin) {
        SignerKey key = read(file);
        if (!key.verifier().name().equals(origin)) {
            throw new StartupProblem(
                    "The audit log's key in " + file + " is that of "
                            + key.verifier().name() + ", but hub.log.origin is " + origin
                            + ". A log keeps its origin and its key for ever.",
                    "Khóa ký nhật ký kiểm toán trong " + file + " không thuộc nhật ký " + origin + ".",
                    "Set hub.log.origin to " + key.verifier().name() + ", or name the key of " + origin
                            + " with hub.log.key-file.");
        }
        return key;
    }

    private static SignerKey read(Path file) {
        try {
            return SignerKey.parse(Files.readString(file).strip());
        } catch (IOException e) {
            throw unusable(file, Files.exists(file) ? "cannot be read" : "is missing", e);
        } catch (LogFormatException e) { // its message names the form, never the content
            throw unusable(file, "holds no signer key: " + e.getMessage(), e);
        }
    }

    private static StartupProblem unusable(Path file, String why, Exception cause) {
        return new StartupProblem(
                "The audit log's key file " + file + " " + why + ".",
                "Không dùng được tệp khóa ký nhật ký kiểm toán " + file + ".",
                "Restore it from the backup and give the user that runs the hub read access, or correct hub.log.key-file. A"
                        + " log is signed with one key for ever: only when the key is lost for good begin a new log, as"
                        + " docs/audit-log.md tells.",
                cause);
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
