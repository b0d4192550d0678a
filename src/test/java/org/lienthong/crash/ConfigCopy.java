package org.lienthong.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The shipped configuration, with some agencies changed to be pushed to. */
final class ConfigCopy {

    private ConfigCopy() {}

    static void make(Path from, Path to, List<String> pushed, int port) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path copy = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
        Set<String> missing = new HashSet<>(pushed);
        for (Path file : agencies(to)) {
            StringBuilder changed = new StringBuilder();
            for (String line : Files.readAllLines(file)) {
                changed.append(line).append('\n');
                String id = line.startsWith("  - id: ") ? line.substring("  - id: ".length()) : "";
                if (missing.remove(id)) {
                    changed.append("    delivery: {mode: push, push: {system: documents}}\n")
                            .append("    systems:\n      - {name: documents, url: \"http://127.0.0.1:")
                            .append(port)
                            .append('/')
                            .append(id)
                            .append("\"}\n");
                }
            }
            Files.writeString(file, changed);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("no agencies " + missing + " in " + from);
        }
    }

    private static List<Path> agencies(Path config) throws IOException {
        try (Stream<Path> files = Files.list(config.resolve("agencies"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }
}
