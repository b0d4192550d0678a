package org.lienthong.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lienthong.config.Directories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Copies of versions in the data directory, each in a folder named as its hash, which the hub reads and nobody edits. */
final class Checkouts {

    private static final Logger LOG = LoggerFactory.getLogger(Checkouts.class);

    /** Beyond those that may be in use: of the version in force, the one before, and one that is tried. */
    private static final int KEPT = 4;

    private final Path directory;
    private final BundleLimits limits;
    private final Clock clock;

    Checkouts(Path directory, BundleLimits limits, Clock clock) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
    }

    /** The directories of a tree, written where they are not there whole. */
    Directories of(Tree tree) {
        Path place = directory.resolve(tree.hash());
        Directories directories = directories(place);
        try {
            if (!isWhole(directories, tree.hash())) {
                FileSystemUtils.deleteRecursively(place);
                Files.createDirectories(directory);
                write(tree, place);
            }
            Files.setLastModifiedTime(place, FileTime.from(clock.instant()));
            return directories;
        } catch (IOException e) {
            throw new UncheckedIOException("the configuration cannot be written below " + directory, e);
        }
    }

    private void write(Tree tree, Path place) throws IOException {
        Path draft = Files.createTempDirectory(directory, "draft-");
        try {
            tree.write(draft);
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileSystemUtils.deleteRecursively(draft); // where the disk is full, half of it must not keep it full
        }
    }

    private boolean isWhole(Directories directories, String hash) throws IOException {
        return Files.isDirectory(directories.config())
                && Tree.of(directories, limits).hash().equals(hash);
    }

    private static Directories directories(Path place) {
        return new Directories(place.resolve("config"), place.resolve("routes"));
    }

    /** Deletes what was not used for the longest; what cannot be deleted stays, and the version in force is in force. */
    void tidy(String inForce) {
        try (Stream<Path> found = Files.list(directory)) {
            List<Path> old = found.filter(path -> !path.endsWith(inForce))
                    .sorted(Comparator.comparing(Checkouts::used).reversed())
                    .skip(KEPT)
                    .toList();
            for (Path path : old) {
                FileSystemUtils.deleteRecursively(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("old copies of configurations cannot be deleted");
        }
    }

    private static FileTime used(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
