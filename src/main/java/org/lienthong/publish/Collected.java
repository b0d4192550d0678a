package org.lienthong.publish;

import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Files on their way into a {@link Tree}, within limits whatever their source says about itself. */
final class Collected {

    private static final Pattern PATH =
            Pattern.compile("(config|routes)(/[\\p{L}\\p{N}_]([\\p{L}\\p{N}._ -]{0,126}[\\p{L}\\p{N}_-])?){1,12}");

    private final BundleLimits limits;
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, String> folded = new HashMap<>();
    private long size;

    Collected(BundleLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a file and closes it.
     *
     * @param declared size by its source; -1 when it says none
     */
    void add(String path, InputStream content, long declared) throws IOException {
        try (content) {
            if (!PATH.matcher(path).matches()) {
                boolean apart = PATH.matcher(Normalizer.normalize(path, Normalizer.Form.NFC))
                        .matches();
                throw new BundleException(
                        "path",
                        path,
                        apart
                                ? "has marks that stand apart from their letters (NFD, as macOS may write): rename it, or"
                                        + " leave the marks out"
                                : "is no path beneath config/ or routes/ of letters, digits, '.', '_', '-'");
            }
            if (files.size() >= limits.maxFiles()) {
                throw new BundleException("files", "", "there are more than " + limits.maxFiles() + " files");
            }
            claim(path);
            byte[] bytes = declared > limits.maxFile().toBytes()
                    ? null
                    : content.readNBytes((int)
                            Math.min(Integer.MAX_VALUE - 8, limits.maxFile().toBytes() + 1));
            if (bytes == null || bytes.length > limits.maxFile().toBytes()) {
                throw new BundleException("size", path, "is larger than " + limits.maxFile());
            }
            size += bytes.length;
            if (size > limits.maxSize().toBytes()) {
                throw new BundleException("size", "", "all files together are larger than " + limits.maxSize());
            }
            files.put(path, bytes);
        }
    }

    /** One disk tells them apart and another does not, and then the one replaces the other. */
    private void claim(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String directory = path.substring(0, slash + 1);
            String known = folded.putIfAbsent(fold(path.substring(0, slash)), directory);
            if (known != null && !known.equals(directory)) {
                throw new BundleException("duplicate", path, "has the name of " + known);
            }
        }
        String known = folded.putIfAbsent(fold(path), path);
        if (known != null) {
            throw new BundleException("duplicate", path, "is there twice, or a directory, too");
        }
    }

    private static String fold(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    Tree tree() {
        return new Tree(files);
    }
}
