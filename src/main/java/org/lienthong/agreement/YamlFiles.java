package org.lienthong.agreement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/** Finds a steward's files in one directory, in the order of their names. A directory that is not there holds none. */
final class YamlFiles {

    private YamlFiles() {}

    static List<Path> in(Path dir, Findings findings) {
        List<Path> files =
                entries(dir, findings).stream().filter(Files::isRegularFile).toList();
        files.stream()
                .filter(file -> file.toString().endsWith(".yml"))
                .forEach(file -> findings.add(start(file), "file-name", "name it *.yaml, or it would be ignored"));
        return files.stream().filter(file -> file.toString().endsWith(".yaml")).toList();
    }

    static List<Path> directoriesIn(Path dir, Findings findings) {
        return entries(dir, findings).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> entries(Path dir, Findings findings) {
        if (Files.notExists(dir)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            findings.add(start(dir), "unreadable", "the directory cannot be read");
            return List.of();
        }
    }

    static Position start(Path path) {
        return new Position(path.toString(), 1, 1);
    }
}
