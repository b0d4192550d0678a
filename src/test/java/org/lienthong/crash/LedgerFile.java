package org.lienthong.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Lines of tab-separated fields, each on disk before anybody acts on it. Outside the hub's data. */
final class LedgerFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    LedgerFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    synchronized void append(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.isEmpty() ? "" : "\t").append(String.valueOf(field).replaceAll("[\\t\\n\\r]", " "));
        }
        try {
            channel.write(StandardCharsets.UTF_8.encode(line.append('\n').toString()));
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String[]> lines() throws IOException {
        return Files.readAllLines(path).stream()
                .map(line -> line.split("\t", -1))
                .toList();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
