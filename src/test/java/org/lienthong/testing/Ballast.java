package org.lienthong.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that takes room on a disk at once, for real, as {@code fallocate} of util-linux makes it. */
public final class Ballast implements AutoCloseable {

    private static final Judge FALLOCATE = new Judge("fallocate", "--version", 60);

    private final Path file;

    public Ballast(Path file, long bytes) {
        this.file = file;
        String said = FALLOCATE.run(file.getParent(), "-l", Long.toString(bytes), file.toString());
        if (!said.startsWith("0 ")) {
            throw new IllegalStateException("fallocate says " + said);
        }
    }

    public static void require() {
        FALLOCATE.require();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
