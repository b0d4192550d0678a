package org.lienthong.check;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/**
 * Files of the configuration that lie where nobody reads them, because of a letter in their path, and links, which the
 * check would follow and publishing does not.
 */
final class Unread {

    /** Where the hub reads files that look like configuration. */
    private static final Pattern READ = Pattern.compile(
            "[^/]+\\.(ya?ml|properties|json|csv)" // settings; see STRAY
                    + "|(agencies(/changes)?|agreements|dossiers|services/[^/]+)/[^/]+\\.ya?ml"
                    + "|codelists/[^/]+|(schemas|mappings|editor)/.+");

    private static final Pattern LOOKS_LIKE = Pattern.compile("(?i).*\\.(ya?ml|properties|json|csv)");
    private static final Pattern SETTINGS = Pattern.compile("(?i)application[^/]*\\.(ya?ml|properties)");

    /** Whose other files are the hub's business; what else operators keep beside is theirs. */
    private static final Set<String> FOLDERS =
            Set.of("agencies", "agreements", "codelists", "dossiers", "mappings", "schemas", "services");

    private Unread() {}

    static void check(Path config, Findings errors, Findings warnings) {
        if (!Files.isDirectory(config)) {
            return;
        }
        Map<Path, Boolean> files = new TreeMap<>();
        try {
            Files.walkFileTree(config, new Seen(config, files));
        } catch (IOException e) {
            errors.add(new Position(config.toString(), 1, 1), "unreadable", "the configuration cannot be read");
        }
        files.forEach((file, regular) -> one(config, file, regular, errors, warnings));
    }

    /** Every file that is not hidden, and whether it is one of its own; each is asked for once, which a walk does not. */
    private static final class Seen extends SimpleFileVisitor<Path> {

        private final Path top;
        private final Map<Path, Boolean> files;

        Seen(Path top, Map<Path, Boolean> files) {
            this.top = top;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return isHidden(directory) && !directory.equals(top)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file)) {
                files.put(file, attributes.isRegularFile());
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            return String.valueOf(path.getFileName()).startsWith(".");
        }
    }

    private static void one(Path config, Path file, boolean regular, Findings errors, Findings warnings) {
        String path = config.relativize(file).toString().replace('\\', '/');
        Position start = new Position(file.toString(), 1, 1);
        String folder = path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
        if (!regular) {
            if (FOLDERS.contains(folder) || folder.isEmpty()) {
                errors.add(start, "not-a-file", "a file of the configuration is a file of its own, no symbolic link");
            }
            return;
        }
        String name = String.valueOf(file.getFileName());
        if (!folder.isEmpty() && SETTINGS.matcher(name).matches()) {
            errors.add(start, "file-name", "settings of the hub lie in config/ itself and in no folder of it");
        } else if (LOOKS_LIKE.matcher(name).matches() && !READ.matcher(path).matches()) {
            if (FOLDERS.contains(folder.toLowerCase(Locale.ROOT))) {
                errors.add(start, "file-name", "nobody reads a file here; config/README.md says what lies where");
            } else {
                warnings.add(start, "unread-file", "the hub has no folder 'config/" + folder + "'");
            }
        } else if (folder.isEmpty() && isStray(name)) {
            warnings.add(start, "unread-file", "nobody reads this; purposes.yaml is the only such file here");
        }
    }

    private static boolean isStray(String name) {
        return LOOKS_LIKE.matcher(name).matches()
                && !name.equals("purposes.yaml")
                && !SETTINGS.matcher(name).matches();
    }
}
