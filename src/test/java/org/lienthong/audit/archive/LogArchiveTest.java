package org.lienthong.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.audit.log.ArchiveRange;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.token.TimestampTrust;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.audit.verify.LogVerifier;
import org.lienthong.audit.verify.WrongLogException;
import org.lienthong.testing.TestAuthority;
import org.lienthong.testing.WrittenLog;

class LogArchiveTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());
    private static final Instant OCTOBER = Instant.parse("2026-09-30T17:00:00Z");
    private static final Instant NOVEMBER = Instant.parse("2026-10-31T17:00:00Z");

    @TempDir
    Path home;

    private Instant now = NOVEMBER;
    private TestAuthority authority;
    private WrittenLog log;

    @BeforeEach
    void start() throws IOException {
        authority = new TestAuthority(() -> now);
        authority.trust(home.resolve("ca.pem"));
        log = new WrittenLog(home.resolve("log"), SIGNER);
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    private LogArchive archive() throws IOException {
        return new LogArchive(LogSource.of(home.resolve("log").toString()), SIGNER.verifier(), count -> {});
    }

    private Path write(long first, long end, String name) throws IOException {
        Path file = home.resolve(name);
        archive().write(first, end, file);
        return file;
    }

    private LogVerifier.Verified verify(Path archive, boolean stamps) throws IOException, WrongLogException {
        try (LogSource source = LogSource.of(archive.toString())) {
            return new LogVerifier(source, SIGNER.verifier(), count -> {})
                    .verify(null, stamps ? TimestampTrust.read(home.resolve("ca.pem"), null) : null);
        }
    }

    private Path unpack(Path archive, String name) throws IOException {
        Path directory = home.resolve(name);
        try (TarFile tar = new TarFile(archive)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.resolveSibling(""));
                Files.write(file, tar.getInputStream(entry).readAllBytes());
            }
        }
        return directory;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "255, 0, 255",
        "256, 0, 256",
        "257, 256, 257",
        "1000, 0, 1000",
        "1000, 300, 700",
        "1000, 999, 1000",
        "65536, 0, 256",
        "65536, 65280, 65536",
        "70000, 0, 70000",
        "70000, 20000, 30000",
        "70000, 69999, 70000",
        "70000, 65536, 65537",
        "132000, 66000, 67000"
    })
    void theVerifierAcceptsEveryRange(int size, long first, long end) throws Exception {
        log.append(size, OCTOBER);

        ArchiveRange range = verify(write(first, end, "a.tar"), false).archive();

        assertThat(range.first()).isLessThanOrEqualTo(first).isGreaterThan(first - 256);
        assertThat(range.end()).isGreaterThanOrEqualTo(end).isLessThan(end + 256);
        assertThat(verify(unpack(home.resolve("a.tar"), "unpacked"), false).archive())
                .isEqualTo(range);
    }

    @Test
    void theSameRangeHasTheSameBytesHoweverTheLogGrew() throws Exception {
        log.append(1000, OCTOBER).stamp(authority, NOVEMBER);
        byte[] before = Files.readAllBytes(write(0, 700, "before.tar"));
        now = NOVEMBER.plusSeconds(3600);
        log.stamp(authority, now).append(5000, NOVEMBER).stamp(authority, now.plusSeconds(1));

        byte[] after = Files.readAllBytes(write(0, 700, "after.tar"));

        assertThat(after).isEqualTo(before);
        assertThat(verify(home.resolve("after.tar"), true).timestamps()).isEqualTo(1);
    }

    @Test
    void archivesOneAfterTheOtherHoldTheWholeLogAndItsTimestamps() throws Exception {
        log.append(300, OCTOBER).stamp(authority, now);
        now = now.plusSeconds(60);
        log.append(400, OCTOBER).stamp(authority, now);
        now = now.plusSeconds(60);
        log.append(500, OCTOBER).stamp(authority, now);

        assertThat(verify(write(0, 256, "1.tar"), true).timestamps()).isEqualTo(1);
        assertThat(verify(write(256, 1024, "2.tar"), true).timestamps()).isEqualTo(3);
        LogVerifier.Verified last = verify(write(1024, 1200, "3.tar"), true);

        assertThat(last.timestamps()).isEqualTo(1);
        assertThat(last.latest()).isEqualTo(now);
        assertThat(last.size()).isEqualTo(1200);
    }

    @Test
    void findsTheFirstEntryOfAMonth() throws Exception {
        log.append(1000, OCTOBER).append(500, NOVEMBER);

        assertThat(archive().firstSince(OCTOBER)).isZero();
        assertThat(archive().firstSince(OCTOBER.plusSeconds(300))).isEqualTo(300);
        assertThat(archive().firstSince(NOVEMBER)).isEqualTo(1000);
        assertThat(archive().firstSince(NOVEMBER.plusSeconds(500))).isEqualTo(1500);
    }

    @Test
    void everyDamagedFileOfAnArchiveIsFound() throws Exception {
        log.append(1000, OCTOBER).stamp(authority, now);
        Path directory = unpack(write(256, 512, "a.tar"), "damaged");
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("vkey")) {
                    continue; // the verifier believes only the one it is given
                }
                byte[] right = Files.readAllBytes(file);
                for (int at = 0; at < right.length; at += 1 + right.length / 9) {
                    byte[] wrong = right.clone();
                    wrong[at] ^= 1;
                    Files.write(file, wrong);
                    assertThatThrownBy(() -> verify(directory, true))
                            .as("%s byte %d", file, at)
                            .isInstanceOf(WrongLogException.class);
                }
                Files.write(file, right);
            }
        }
        verify(directory, true);
    }

    @Test
    void refusesARangeThatTheLogHasNot() throws Exception {
        log.append(10, OCTOBER);

        assertThatThrownBy(() -> write(0, 11, "a.tar")).hasMessageContaining("entries 0 to 9, not 0 to 10");
        assertThat(home.resolve("a.tar")).doesNotExist();
        assertThat(home.resolve("a.tar.tmp")).doesNotExist();
    }
}
