package org.lienthong.audit.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files in a tar archive that says nothing of who made it, when and where. */
final class ArchiveFiles {

    private static final int READABLE = 0100644;

    private final TarArchiveOutputStream tar;

    ArchiveFiles(TarArchiveOutputStream tar) {
        this.tar = tar;
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    void add(String path, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(bytes.length);
        entry.setMode(READABLE);
        entry.setModTime(0L);
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    void addLines(String path, Iterable<?> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        add(path, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what ends an archive; what is below stays open. */
    void finish() throws IOException {
        tar.finish();
        tar.flush();
    }
}
