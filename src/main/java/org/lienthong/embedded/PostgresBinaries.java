package org.lienthong.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once into a directory named after the digest of their archive. Unpacking goes into a
 * directory of its own that is renamed when whole, so that neither a crash nor a second hub leaves a half one.
 */
final class PostgresBinaries {

    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

    private PostgresBinaries() {}

    /** The directory that holds {@code bin/}, below {@code cache}. */
    static Path unpackedIn(Path cache) throws IOException {
        Path home = cache.resolve("postgres-" + digest());
        if (!Files.isDirectory(home)) {
            Permissions.createPrivateDirectories(cache);
            Path fresh = Files.createTempDirectory(cache, "unpacking-");
            try {
                unpack(fresh);
                Files.move(fresh, home);
                log.atInfo().addKeyValue("directory", home).log("Unpacked PostgreSQL");
            } catch (FileSystemException e) {
                if (!Files.isDirectory(home)) {
                    throw e; // else another hub was faster
                }
            } finally {
                FileSystemUtils.deleteRecursively(fresh);
            }
        }
        return home;
    }

    private static InputStream archive() throws IOException {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.contains("win") && !name.contains("darwin")
                ? "Windows"
                : name.contains("mac") || name.contains("darwin") ? "Darwin" : "Linux";
        String architecture = System.getProperty("os.arch");
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system, "amd64".equals(architecture) ? "x86_64" : architecture);
    }

    private static String digest() throws IOException {
        try (InputStream in = archive()) {
            return DigestUtils.sha256Hex(in).substring(0, 16);
        }
    }

    private static void unpack(Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive(), 1 << 16)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("Archive entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, target.resolve(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            if ((entry.getMode() & 0100) != 0) {
                path.toFile().setExecutable(true, true);
            }
        }
    }
}
