package org.lienthong.publish;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.utils.ChecksumVerifyingInputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** A configuration in one file: ZIP, or tar packed with gzip, with {@code config/} and {@code routes/} at its top. */
final class Bundle {

    /** Of a mode as Unix has it, stat(2). */
    private static final int KIND = 0170000;

    private static final int FILE = 0100000;
    private static final int DIRECTORY = 0040000;

    /** Flags of tar's files: old, POSIX, contiguous. */
    private static final Set<Byte> PLAIN = Set.of((byte) 0, (byte) '0', (byte) '7');

    private Bundle() {}

    /**
     * Unpacks; what it is, its first bytes say.
     *
     * @throws BundleException when it is neither, breaks a limit, or holds a link or a path that leads elsewhere
     */
    static Tree read(byte[] packed, BundleLimits limits) {
        try {
            if (packed.length > 1 && packed[0] == 'P' && packed[1] == 'K') {
                return zip(packed, limits);
            }
            if (packed.length > 1 && packed[0] == 0x1f && packed[1] == (byte) 0x8b) {
                return tar(packed, limits);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BundleException("archive", "", "the archive is damaged");
        }
        throw new BundleException("archive", "", "a bundle is a ZIP file or a tar file packed with gzip");
    }

    private static Tree zip(byte[] packed, BundleLimits limits) throws IOException {
        Collected collected = new Collected(limits);
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(packed))
                .get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntries();
            int count = 0;
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                requireFew(++count, limits);
                String name = entry.getName().replaceFirst("^\\./", "");
                if (entry.isUnixSymlink()) {
                    throw link(name);
                }
                int kind = entry.getUnixMode() & KIND;
                if (kind != 0 && kind != FILE && kind != DIRECTORY) {
                    throw noFile(name);
                }
                requireInside(name);
                if (!entry.isDirectory() && !Tree.isLeftOut('/' + name)) {
                    requireOurs(name);
                    collected.add(name, verified(zip, entry), entry.getSize());
                }
            }
        }
        return collected.tree();
    }

    /** Reads to the end and then says whether that is what was packed. */
    private static InputStream verified(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        InputStream content = zip.getInputStream(entry);
        if (content == null) {
            throw new IOException("no content");
        }
        return new ChecksumVerifyingInputStream(new CRC32(), content, entry.getSize(), entry.getCrc());
    }

    private static Tree tar(byte[] packed, BundleLimits limits) throws IOException {
        Collected collected = new Collected(limits);
        // Also what is skipped is unpacked: headers and data that belong to no file count, too.
        long most = limits.maxSize().toBytes() + 2048L * limits.maxFiles();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new Limited(
                new BufferedInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(packed), true)),
                most))) {
            int count = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                requireFew(++count, limits);
                String name = entry.getName().replaceFirst("^\\./", "");
                if (entry.isSymbolicLink() || entry.isLink()) {
                    throw link(name);
                }
                requireInside(name);
                if (entry.isDirectory() || Tree.isLeftOut('/' + name)) {
                    continue;
                }
                if (!PLAIN.contains(entry.getLinkFlag())) {
                    throw noFile(name);
                }
                requireOurs(name);
                collected.add(name, new Unclosed(tar), entry.getSize());
            }
        }
        return collected.tree();
    }

    /** Packs it again. */
    static byte[] write(Tree tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Map.Entry<String, byte[]> file : tree.files().entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static void requireFew(int entries, BundleLimits limits) {
        if (entries > 2 * limits.maxFiles()) {
            throw new BundleException("files", "", "there are more than " + limits.maxFiles() + " files");
        }
    }

    private static void requireInside(String name) {
        String path = "/" + name + "/";
        if (name.startsWith("/") || path.contains("/../") || path.contains("/./")) {
            throw new BundleException("path", name, "leads out of the bundle, or in a roundabout way into it");
        }
    }

    private static void requireOurs(String name) {
        if (Tree.isLeftOut(name)) {
            throw new BundleException("settings", name, "belongs to the hub, not to its configuration");
        }
    }

    private static BundleException noFile(String name) {
        return new BundleException("link", name, "is no file");
    }

    private static BundleException link(String name) {
        return new BundleException("link", name, "is a link");
    }

    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }

    private static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            take(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            take(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            take(skipped);
            return skipped;
        }

        private void take(long bytes) {
            left -= bytes;
            if (left < 0) {
                throw new BundleException("size", "", "unpacked it is larger than the limit");
            }
        }
    }
}
