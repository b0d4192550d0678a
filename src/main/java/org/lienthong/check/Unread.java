package org.lienthong.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        try (Stream<Path> files = Files.walk(config)) {
            files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !isHidden(config.relativize(file)))
                    .sorted()
                    .forEach(file -> one(config, file, errors, warnings));
        } catch (IOException e) {
            errors.add(new Position(config.toString(), 1, 1), "unreadable", "the configuration cannot be read");
        }
    }

    private static boolean isHidden(Path path) {
        for (Path name : path) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static void one(Path config, Path file, Findings errors, Findings warnings) {
        String path = config.relativize(file).toString().replace('\\', '/');
        Position start = new Position(file.toString(), 1, 1);
        String folder = path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
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
