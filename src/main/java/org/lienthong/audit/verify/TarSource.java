package org.lienthong.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The files of a log in a tar archive, read where they lie. */
final class TarSource implements LogSource {

    private static final long LONGEST_FILE = 64 << 20; // a bundle has at most 256 times 64 kB

    private final TarFile tar;
    private final Map<String, TarArchiveEntry> entries = new HashMap<>();

    TarSource(Path file) throws IOException {
        tar = new TarFile(file);
        for (TarArchiveEntry entry : tar.getEntries()) {
            String name = entry.getName();
            if (entry.isFile() && entries.put(name.startsWith("./") ? name.substring(2) : name, entry) != null) {
                throw new IOException("the archive has " + name + " twice");
            }
        }
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        TarArchiveEntry entry = entries.get(path);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.getSize() > LONGEST_FILE) {
            throw new IOException(path + " is too long for a file of a log");
        }
        try (InputStream in = tar.getInputStream(entry)) {
            return Optional.of(in.readAllBytes());
        }
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
