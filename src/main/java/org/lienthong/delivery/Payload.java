package org.lienthong.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one submission between its arrival and its acceptance: in memory when small, else in a spool file that
 * {@link #close} deletes.
 *
 * @param memory the whole payload, or null when it is in {@code file}
 * @param sha256 digest of the bytes as submitted
 */
record Payload(byte @Nullable [] memory, @Nullable Path file, long size, byte[] sha256) implements AutoCloseable {

    InputStream open() throws IOException {
        if (memory != null) {
            return new ByteArrayInputStream(memory);
        }
        if (file == null) {
            throw new IllegalStateException("payload is neither in memory nor in a file");
        }
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
