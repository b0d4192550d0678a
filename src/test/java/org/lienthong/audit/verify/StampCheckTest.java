package org.lienthong.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.token.TimestampTrust;
import org.lienthong.testing.TestAuthority;
import org.lienthong.testing.WrittenLog;
import org.springframework.util.FileSystemUtils;

/** A log whose owner holds the signing key, and timestamps that he cannot make. */
class StampCheckTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());
    private static final Instant MORNING = Instant.parse("2026-11-22T01:00:00Z");

    @TempDir
    Path home;

    private Instant now = MORNING;
    private TestAuthority authority;
    private Path log;

    @BeforeEach
    void start() throws IOException {
        authority = new TestAuthority(() -> now);
        authority.trust(home.resolve("ca.pem"));
        log = home.resolve("log");
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    private LogVerifier.Verified verify() throws IOException, WrongLogException {
        return new LogVerifier(LogSource.of(log.toString()), SIGNER.verifier(), count -> {})
                .verify(null, TimestampTrust.read(home.resolve("ca.pem"), null));
    }

    private void stampedLog() throws Exception {
        WrittenLog written = new WrittenLog(log, SIGNER).append(300, MORNING).stamp(authority, now);
        now = MORNING.plusSeconds(3600);
        written.append(300, now).stamp(authority, now);
    }

    /** Another history, signed with the same key, with the timestamps of the first one. */
    private void rewrittenLog(int count) throws IOException {
        Path timestamps = home.resolve("timestamps");
        FileSystemUtils.copyRecursively(log.resolve("timestamps"), timestamps);
        FileSystemUtils.deleteRecursively(log);
        new WrittenLog(log, SIGNER).append(count, MORNING.plusSeconds(1));
        FileSystemUtils.copyRecursively(timestamps, log.resolve("timestamps"));
    }

    @Test
    void acceptsTimestampsOfThisLog() throws Exception {
        stampedLog();

        assertThat(verify().timestamps()).isEqualTo(2);
        assertThat(verify().latest()).isEqualTo(now);
    }

    @Test
    void findsAHistoryThatWasRewrittenAfterItWasStamped() throws Exception {
        stampedLog();
        rewrittenLog(900);

        assertThatThrownBy(this::verify).hasMessageContaining("does not begin with the 300 entries that were stamped");
    }

    @Test
    void findsALogThatWasShortenedAfterItWasStamped() throws Exception {
        stampedLog();
        FileSystemUtils.copyRecursively(log.resolve("timestamps"), home.resolve("timestamps"));
        FileSystemUtils.deleteRecursively(log);
        new WrittenLog(log, SIGNER).append(300, MORNING);
        FileSystemUtils.copyRecursively(home.resolve("timestamps"), log.resolve("timestamps"));

        assertThatThrownBy(this::verify).hasMessageContaining("does not begin with the 600 entries that were stamped");
    }

    @Test
    void findsATokenThatIsMissingOrDatedBack() throws Exception {
        stampedLog();
        Path token = log.resolve("timestamps/2026-11/20261122T010000Z-300.tsr");
        Path other = log.resolve("timestamps/2026-11/20261121T010000Z-300");
        Files.move(token, Path.of(other + ".tsr"));
        assertThatThrownBy(this::verify).hasMessageContaining("20261122T010000Z-300.tsr: is missing");

        Files.move(log.resolve("timestamps/2026-11/20261122T010000Z-300.checkpoint"), Path.of(other + ".checkpoint"));
        Path index = log.resolve("timestamps/2026-11/index");
        Files.writeString(index, Files.readString(index).replace("20261122T01", "20261121T01"));
        assertThatThrownBy(this::verify).hasMessageContaining("its name is not that of its time and size");
    }

    @Test
    void doesNotPassALogWithoutTimestampsWhenTheyAreAskedFor() throws Exception {
        new WrittenLog(log, SIGNER).append(10, MORNING);

        assertThatThrownBy(this::verify).hasMessageContaining("timestamps/months: is missing");
    }

    @Test
    void believesOnlyTheAuthorityThatIsTrusted() throws Exception {
        stampedLog();
        try (TestAuthority stranger = new TestAuthority(() -> now)) {
            stranger.trust(home.resolve("ca.pem"));
        }

        assertThatThrownBy(this::verify).hasMessageContaining("leads to no trusted certificate");
    }
}
