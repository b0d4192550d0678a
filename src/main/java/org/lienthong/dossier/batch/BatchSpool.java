package org.lienthong.dossier.batch;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the chunks of a batch until all of it has come: in memory, and in a file when they are many. */
final class BatchSpool implements AutoCloseable {

    private final Path directory;
    private final long memory;
    private final List<Chunk> chunks = new ArrayList<>();
    private long held;
    private int count;
    private @Nullable Path file;
    private @Nullable DataOutputStream out;

    BatchSpool(Path directory, long memory) {
        this.directory = directory;
        this.memory = memory;
    }

    /** What is done with each chunk. */
    interface Sink {
        void take(int number, Chunk chunk) throws IOException, java.sql.SQLException;
    }

    int chunks() {
        return count;
    }

    boolean inMemory() {
        return file == null;
    }

    void add(Chunk chunk) throws IOException {
        count++;
        if (out == null && held + chunk.records().length <= memory) {
            held += chunk.records().length;
            chunks.add(chunk);
            return;
        }
        DataOutputStream to = out == null ? open() : out;
        write(to, chunk);
    }

    private DataOutputStream open() throws IOException {
        Files.createDirectories(directory);
        Path path = Files.createTempFile(directory, "batch-", ".records");
        file = path;
        DataOutputStream to = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16));
        out = to;
        for (Chunk chunk : chunks) {
            write(to, chunk);
        }
        chunks.clear();
        return to;
    }

    private static void write(DataOutputStream to, Chunk chunk) throws IOException {
        to.writeInt(chunk.first());
        to.writeInt(chunk.count());
        for (byte[] bytes : List.of(chunk.records(), chunk.offsets(), chunk.root(), chunk.outcomes())) {
            to.writeInt(bytes.length);
            to.write(bytes);
        }
    }

    /** Gives all chunks in their order. */
    void each(Sink sink) throws IOException, java.sql.SQLException {
        if (out != null) {
            out.flush();
        }
        int number = 0;
        for (Chunk chunk : chunks) {
            sink.take(number++, chunk);
        }
        if (file == null) {
            return;
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            while (number < count) {
                sink.take(number++, new Chunk(in.readInt(), in.readInt(), bytes(in), bytes(in), bytes(in), bytes(in)));
            }
        }
    }

    private static byte[] bytes(InputStream in) throws IOException {
        DataInputStream data = (DataInputStream) in;
        return data.readNBytes(data.readInt());
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
