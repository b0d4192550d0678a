package org.lienthong.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.lienthong.config.Directories;

/**
 * All files of a configuration by their paths: {@code config/…} and {@code routes/…}, with {@code /}. Its hash is the
 * SHA-256 of its manifest, which has a line {@code <sha256>  <path>} for each file in the order of the paths, as
 * {@code sha256sum} writes it.
 */
final class Tree {

    static final List<String> ROOTS = List.of("config", "routes");

    /** The hub's own settings, which may lie there and hold secrets; the framework would read them a folder deeper, too. */
    private static final Pattern SETTINGS =
            Pattern.compile("config/([^/]+/)?application[^/]*\\.(ya?ml|properties)", Pattern.CASE_INSENSITIVE);

    private final SortedMap<String, byte[]> files;
    private final byte[] manifest;
    private final String hash;

    Tree(Map<String, byte[]> files) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        StringBuilder lines = new StringBuilder();
        this.files.forEach((path, content) -> lines.append(DigestUtils.sha256Hex(content))
                .append("  ")
                .append(path)
                .append('\n'));
        this.manifest = lines.toString().getBytes(UTF_8);
        this.hash = DigestUtils.sha256Hex(manifest);
    }

    /**
     * Reads two directories; one that is missing holds nothing. Symbolic links are refused, hidden files are left out.
     *
     * @throws BundleException when there is more than the limits allow, or a link
     */
    static Tree of(Directories directories, BundleLimits limits) throws IOException {
        Collected collected = new Collected(limits);
        add("config", directories.config(), collected);
        add("routes", directories.routes(), collected);
        return collected.tree();
    }

    private static void add(String root, Path directory, Collected collected) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            walk.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(found::add);
        }
        for (Path file : found) {
            String path = root + '/' + directory.relativize(file).toString().replace('\\', '/');
            if (isLeftOut(path)) {
                continue;
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new BundleException("link", path, "is a symbolic link or no file");
            }
            collected.add(path, Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), Files.size(file));
        }
    }

    /** Hidden files, and the hub's own settings. */
    static boolean isLeftOut(String path) {
        return path.contains("/.") || SETTINGS.matcher(path).matches();
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    byte[] manifest() {
        return manifest.clone();
    }

    /** Lower-case hex. */
    String hash() {
        return hash;
    }

    /** Writes all files beneath a directory that is not there yet. */
    void write(Path directory) throws IOException {
        for (String root : ROOTS) {
            Files.createDirectories(directory.resolve(root));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    /** The paths of a manifest, each with its file's hash. */
    static SortedMap<String, String> paths(byte[] manifest) {
        SortedMap<String, String> paths = new TreeMap<>();
        new String(manifest, UTF_8).lines().forEach(line -> paths.put(line.substring(66), line.substring(0, 64)));
        return paths;
    }
}
