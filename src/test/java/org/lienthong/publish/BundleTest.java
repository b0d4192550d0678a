package org.lienthong.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.config.Directories;
import org.springframework.util.unit.DataSize;

/** What is taken for a configuration, and what is not. */
class BundleTest {

    private static final BundleLimits LIMITS =
            new BundleLimits(DataSize.ofKilobytes(64), 5, DataSize.ofKilobytes(20), DataSize.ofKilobytes(50));

    @TempDir
    private Path directory;

    private static byte[] zip(Map<String, byte[]> files, int mode) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
                if (mode != 0) {
                    entry.setUnixMode(mode);
                }
                zip.putArchiveEntry(entry);
                zip.write(file.getValue());
                zip.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] link(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName("/etc/passwd");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    private static void refuses(byte[] bundle, String rule) {
        assertThatThrownBy(() -> Bundle.read(bundle, LIMITS))
                .isInstanceOfSatisfying(
                        BundleException.class, e -> assertThat(e.rule()).isEqualTo(rule));
    }

    @Test
    void readsWhatItWrote() {
        Tree tree = new Tree(Map.of("config/a.yaml", "một".getBytes(UTF_8), "routes/sub/b.camel.yaml", new byte[3]));
        assertThat(Bundle.read(Bundle.write(tree), LIMITS).hash()).isEqualTo(tree.hash());
    }

    @Test
    void hashesAsSha256sumDoes() throws IOException {
        Tree packed = Bundle.read(zip(Map.of("config/a", "x".getBytes(UTF_8)), 0), LIMITS);
        assertThat(new String(packed.manifest(), UTF_8))
                .isEqualTo("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  config/a\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config/../../etc/passwd",
                "/etc/passwd",
                "config//a",
                "other/a.yaml",
                "config",
                "config/a\nb",
                "routes/..",
                "C:\\a",
                "config/./a",
                "config/a ",
                "config/con.",
                "config/e\u0302"
            })
    void refusesPathsThatLeadElsewhere(String path) throws IOException {
        assertThatThrownBy(() -> Bundle.read(zip(Map.of(path, new byte[1]), 0), LIMITS))
                .isInstanceOf(BundleException.class);
    }

    @Test
    void saysWhyANameThatLooksGoodIsNone() throws IOException {
        byte[] bundle = zip(Map.of("config/te\u0302n.yaml", new byte[1]), 0);
        assertThatThrownBy(() -> Bundle.read(bundle, LIMITS)).hasMessageContaining("NFD");
    }

    @Test
    void refusesLinks() throws IOException {
        refuses(zip(Map.of("config/a", "/etc/passwd".getBytes(UTF_8)), 0120777), "link");
        refuses(link("config/a"), "link");
    }

    @Test
    void refusesTheHubsOwnSettings() throws IOException {
        refuses(zip(Map.of("config/application.yaml", new byte[1]), 0), "settings");
        refuses(zip(Map.of("config/x/application-prod.properties", new byte[1]), 0), "settings");
    }

    @Test
    void refusesMoreThanTheLimits() throws IOException {
        refuses(zip(Map.of("config/bomb", new byte[21 * 1024]), 0), "size");
        byte[] large = new byte[19 * 1024];
        refuses(zip(Map.of("config/a", large, "config/b", large, "config/c", large), 0), "size");
        refuses(
                zip(
                        Map.of(
                                "config/a", new byte[0],
                                "config/b", new byte[0],
                                "config/c", new byte[0],
                                "config/d", new byte[0],
                                "config/e", new byte[0],
                                "config/f", new byte[0]),
                        0),
                "files");
        refuses(Bundle.write(new Tree(Map.of("config/bomb", new byte[1 << 20]))), "size");
    }

    @Test
    void refusesOneNameInTwoSpellings() throws IOException {
        refuses(zip(Map.of("config/a", new byte[1], "config/A", new byte[1]), 0), "duplicate");
    }

    @ParameterizedTest
    @CsvSource({"config/a, config/a/b", "config/A/x, config/a/y", "config/s, config/\u017F", "config/a, config/\uFF41"})
    void refusesWhatSomeDisksTakeForOne(String one, String other) throws IOException {
        refuses(zip(Map.of(one, new byte[1], other, new byte[1]), 0), "duplicate");
    }

    @ParameterizedTest
    @ValueSource(ints = {0020666, 0060666, 0010666, 0140666})
    void refusesDevicesAndPipes(int mode) throws IOException {
        refuses(zip(Map.of("config/a", new byte[1]), mode), "link");
    }

    @Test
    void refusesContentThatIsNotWhatWasPacked() throws IOException {
        byte[] packed = zip(Map.of("config/a", "hello".getBytes(UTF_8)), 0);
        for (int i = 0; i < packed.length - 4; i++) {
            if (packed[i] == 'P' && packed[i + 1] == 'K' && packed[i + 2] == 1 && packed[i + 3] == 2) {
                packed[i + 16] ^= 1; // the checksum, APPNOTE 4.3.12
            }
        }
        refuses(packed, "archive");
    }

    @Test
    void refusesWhatIsNoArchive() {
        refuses("hello".getBytes(UTF_8), "archive");
        refuses(new byte[] {'P', 'K', 3, 4, 0, 0}, "archive");
        refuses(new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3}, "archive");
        refuses(new byte[0], "archive");
    }

    @Test
    void leavesOutHiddenFilesAndFollowsNoLinkInDirectories() throws IOException {
        Files.createDirectories(directory.resolve("config/.git"));
        Files.createDirectories(directory.resolve("routes"));
        Files.writeString(directory.resolve("config/.git/HEAD"), "x");
        Files.writeString(directory.resolve("config/application.yaml"), "secret: x");
        Files.writeString(directory.resolve("config/purposes.yaml"), "x");
        Directories both = new Directories(directory.resolve("config"), directory.resolve("routes"));
        assertThat(Tree.of(both, LIMITS).files()).containsOnlyKeys("config/purposes.yaml");
        Files.createSymbolicLink(directory.resolve("routes/a.camel.yaml"), Path.of("/etc/passwd"));
        assertThatThrownBy(() -> Tree.of(both, LIMITS)).isInstanceOf(BundleException.class);
    }

    @Test
    void tellsDifferencesAsUnifiedText() {
        Tree before = new Tree(Map.of("config/a", "one\ntwo\n".getBytes(UTF_8), "config/gone", "x\n".getBytes(UTF_8)));
        Tree after = new Tree(Map.of("config/a", "one\n2\n".getBytes(UTF_8), "routes/new", "y\n".getBytes(UTF_8)));
        Difference difference = Difference.of(before, after);
        assertThat(difference.files())
                .extracting(Difference.Changed::path, Difference.Changed::change)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("config/a", "changed"),
                        org.assertj.core.groups.Tuple.tuple("config/gone", "removed"),
                        org.assertj.core.groups.Tuple.tuple("routes/new", "added"));
        assertThat(difference.text()).contains("--- a/config/a", "-two", "+2", "+++ /dev/null", "--- /dev/null");
    }
}
