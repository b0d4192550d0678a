package org.lienthong.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.lienthong.config.Directories;

/** Digests of what routes are made of: two versions with the same ones can share their contexts. */
final class RouteKeys {

    private static final List<String> USED = List.of("mappings", "codelists", "schemas");

    private RouteKeys() {}

    /**
     * Hashes the files that routes depend on.
     *
     * @param sandbox whether of simulated systems, else of all others
     * @param declared what else decides which routes there are
     */
    static String of(Directories from, boolean sandbox, String declared) {
        try {
            MessageDigest digest = DigestUtils.getSha256Digest();
            digest.update(declared.getBytes(StandardCharsets.UTF_8));
            Path simulated = from.routes().resolve("sandbox");
            add(digest, from.routes(), file -> file.startsWith(simulated) == sandbox);
            for (String used : USED) {
                add(digest, from.config().resolve(used), file -> true);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(MessageDigest digest, Path directory, Predicate<Path> wanted) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(Files::isRegularFile).filter(wanted).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String head = directory.relativize(file) + "\n" + bytes.length + "\n";
                digest.update(head.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
        }
    }
}
