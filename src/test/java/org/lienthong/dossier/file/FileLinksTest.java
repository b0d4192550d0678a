package org.lienthong.dossier.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.TestAgencies;
import org.lienthong.testing.MovableClock;

class FileLinksTest {

    private static final String ADDRESS = "https://files.g90.example/kho/1/giay.pdf?v=1";

    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00.7Z"));
    private Path keyFile;
    private FileLinks links;

    @BeforeEach
    void open() throws IOException {
        Path files = Files.createDirectories(directory.resolve("agencies"));
        Files.writeString(files.resolve("sample.yaml"), """
                agencies:
                  - id: G90
                    names: [{vi: Bộ Mẫu}]
                    codes: [{scheme: QD20, value: G90}]
                    systems: [{name: files, url: "https://files.g90.example/kho"}]
                  - id: G91
                    names: [{vi: Bộ Mẫu cũ}]
                    codes: [{scheme: QD20, value: G91}]
                    mergedInto: {agency: G90, from: 2025-03-01}
                """);
        keyFile = directory.resolve("keys");
        links = TestLinks.of(keyFile, TestAgencies.of(files), clock);
    }

    private String token() {
        String url = links.link("G90", ADDRESS, "G22");
        assertThat(url).startsWith("https://hub.example/api/v1/files/");
        return url.substring("https://hub.example/api/v1/files/".length());
    }

    @Test
    void saysWhichFileForWhomUntilWhen() {
        FileLink link = links.read(token()).orElseThrow();
        assertThat(link.owner()).isEqualTo("G90");
        assertThat(link.system()).isEqualTo("files");
        assertThat(link.file().path()).isEqualTo("1/giay.pdf");
        assertThat(link.file().query()).isEqualTo("v=1");
        assertThat(link.recipient()).isEqualTo("G22");
        assertThat(link.expires()).isEqualTo("2026-11-23T03:00:00Z");
    }

    @Test
    void leadsToRegisteredSystemsOnly() {
        assertThat(links.link("G90", "https://elsewhere.example/kho/1", "G22")).isNull();
        assertThat(links.link("Y99", ADDRESS, "G22")).isNull();
        assertThat(links.link("G91", ADDRESS, "G22"))
                .as("of an agency whose systems went to its successor")
                .isNotNull();
    }

    @Test
    void endsOnTheSecond() {
        FileLink link = links.read(token()).orElseThrow();
        clock.set(link.expires().minusMillis(1));
        assertThat(links.expired(link)).isFalse();
        clock.set(link.expires());
        assertThat(links.expired(link)).isTrue();
    }

    /** No bit of a token can be another one: neither key id, nor what it says, nor its signature. */
    @Test
    void readsNoTokenThatWasChanged() {
        String token = token();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            // The last character of Base64 has bits that mean nothing: what it says must then be the same.
            links.read(changed).ifPresent(link -> assertThat(link)
                    .isEqualTo(links.read(token).orElseThrow()));
        }
        assertThat(List.of("", ".", "..", "k1..", token + ".", token.substring(3), "k1." + token, "a".repeat(9000)))
                .allSatisfy(forged -> assertThat(links.read(forged)).isEmpty());
    }

    @Test
    void keysRotateWithoutARestart() throws IOException {
        String old = token();
        String before = Files.readString(keyFile);
        String fresh = "k2 " + Base64.getEncoder().encodeToString(new byte[32]) + "\n";
        write(fresh + before, 1);

        String token = token();
        assertThat(token).startsWith("k2.");
        assertThat(links.read(old)).isPresent();

        write(fresh, 2);
        assertThat(links.read(old)).isEmpty();
        assertThat(links.read(token)).isPresent();

        write("not a key", 3);
        assertThat(links.read(token)).as("an unusable file changes nothing").isPresent();
    }

    private void write(String keys, int version) throws IOException {
        Files.writeString(keyFile, keys);
        Files.setLastModifiedTime(
                keyFile, FileTime.from(Instant.parse("2026-11-22T04:00:00Z").plusSeconds(version)));
    }

    @Test
    void onlyTheOwnerReadsTheKeys() throws IOException {
        assertThat(Files.getPosixFilePermissions(keyFile)).hasSize(2);
    }
}
