package org.lienthong.dossier.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lienthong.embedded.StartupProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that links are signed with (HMAC-SHA-256, RFC 2104), in a file with a line {@code <id> <base64 of 32 bytes>} for
 * each: the first signs, all are good to check with. To rotate, write a new line above the others, and take the last one
 * away when no link of it can be alive; the hub notices. Hubs behind one address share the file.
 */
final class FileLinkKeys {

    private static final Logger LOG = LoggerFactory.getLogger(FileLinkKeys.class);
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]{1,16}) ([A-Za-z0-9+/]{43}=)");
    private static final int KEY_BYTES = 32;

    /** One key; its id stands in each link. */
    record Key(String id, SecretKeySpec secret) {

        byte[] mac(byte[] bytes) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(secret);
                mac.update(id.getBytes(StandardCharsets.US_ASCII));
                mac.update((byte) '.');
                return mac.doFinal(bytes);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Shows no key. */
        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    private record Read(FileTime at, List<Key> keys) {}

    private final Path file;
    private volatile Read read;

    private FileLinkKeys(Path file, Read read) {
        this.file = file;
        this.read = read;
    }

    /** Reads the keys, or makes one where there is no file. */
    static FileLinkKeys openOrCreate(Path file, SecureRandom random) {
        try {
            if (Files.notExists(file)) {
                create(file, random);
            }
            return new FileLinkKeys(file, read(file));
        } catch (IOException e) {
            throw new StartupProblem(
                    "The keys of links to files, " + file + ", cannot be used: " + e.getMessage() + ".",
                    "Không dùng được tệp khóa ký liên kết tải tệp " + file + ".",
                    "Each line is <id> <base64 of 32 random bytes>; give the user that runs the hub read access, or name"
                            + " another file with hub.files.key-file.",
                    e);
        }
    }

    Key signing() {
        return current().get(0);
    }

    Optional<Key> find(String id) {
        return current().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** What the file says now; a file that has become unusable changes nothing. */
    private List<Key> current() {
        try {
            if (!Files.getLastModifiedTime(file).equals(read.at())) {
                read = read(file);
            }
        } catch (IOException e) {
            LOG.atWarn().log("the keys of links to files cannot be read again; those read before stay in use");
        }
        return read.keys();
    }

    private static Read read(Path file) throws IOException {
        FileTime at = Files.getLastModifiedTime(file);
        List<Key> keys = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("line " + (keys.size() + 1) + " is no key");
            }
            byte[] secret = Base64.getDecoder().decode(matcher.group(2));
            keys.add(new Key(matcher.group(1), new SecretKeySpec(secret, "HmacSHA256")));
        }
        if (keys.isEmpty() || keys.stream().map(Key::id).distinct().count() != keys.size()) {
            throw new IOException("it holds no key, or two with one id");
        }
        return new Read(at, List.copyOf(keys));
    }

    private static void create(Path file, SecureRandom random) throws IOException {
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, ownerOnly());
        Files.writeString(temporary, "k1 " + Base64.getEncoder().encodeToString(secret) + "\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
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
