package org.lienthong.audit.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.publish.LogDirectory;
import org.lienthong.audit.token.TimestampTrust;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.TestAuthority;
import org.lienthong.testing.TestAuthority.Fault;
import org.lienthong.testing.TestDatabase;
import org.springframework.util.FileSystemUtils;

class TimestamperTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());

    @TempDir
    Path home;

    private final DataSource dataSource = TestDatabase.empty();
    private final AuditLog auditLog = new AuditLog();
    private Instant now = Instant.parse("2026-11-22T06:15:00Z");
    private TestAuthority first;
    private TestAuthority second;
    private LogDirectory directory;

    @BeforeEach
    void start() throws IOException {
        first = new TestAuthority(() -> now);
        second = new TestAuthority(() -> now);
        first.trust(home.resolve("first.pem"));
        second.trust(home.resolve("second.pem"));
        directory = new LogDirectory(home.resolve("log"));
        publish(7);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private void publish(long size) throws IOException {
        String text = new Checkpoint("hub.example/audit", size, Merkle.emptyRoot()).text();
        directory.store("checkpoint", SignedNote.sign(text, SIGNER).getBytes(StandardCharsets.UTF_8));
    }

    private Timestamper timestamper(@Nullable Duration requiredWithin) {
        TimestampSettings settings = new TimestampSettings(
                List.of(authority("first", first), authority("second", second)),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                requiredWithin,
                Duration.ofMinutes(1));
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        Timestamper timestamper = new Timestamper(
                dataSource,
                directory,
                auditLog,
                settings,
                SIGNER.verifier(),
                new AuthorityClient(url -> url),
                clock,
                new SecureRandom());
        timestamper.prepare();
        return timestamper;
    }

    private TimestampSettings.Authority authority(String name, TestAuthority authority) {
        return new TimestampSettings.Authority(
                name, authority.url(), home.resolve(name + ".pem"), TestAuthority.POLICY, Duration.ofSeconds(1));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private String text(String path) throws IOException {
        return new String(directory.file(path), StandardCharsets.UTF_8);
    }

    @Test
    void stampsTheCheckpointAndPublishesTheToken() throws Exception {
        assertThat(timestamper(null).step()).isTrue();

        assertThat(text("timestamps/months")).isEqualTo("2026-11\n");
        assertThat(text("timestamps/2026-11/index")).isEqualTo("2026-11/20261122T061500Z-7\n");
        byte[] stamped = directory.file("timestamps/2026-11/20261122T061500Z-7.checkpoint");
        assertThat(stamped).isEqualTo(directory.checkpoint());
        byte[] response = directory.file("timestamps/2026-11/20261122T061500Z-7.tsr");
        assertThat(TimestampTrust.read(home.resolve("first.pem"), null)
                        .check(response, stamped)
                        .time())
                .isEqualTo(now);
    }

    @Test
    void stampsAtTheIntervalAlsoWhenNothingWasAdded() throws Exception {
        Timestamper timestamper = timestamper(null);
        timestamper.step();
        pass(Duration.ofMinutes(59));
        assertThat(timestamper.step()).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(timestamper.step()).isTrue();
        assertThat(text("timestamps/2026-11/index").lines()).hasSize(2);
    }

    @Test
    void stampsAtTheEndOfTheDayInVietnam() throws Exception {
        now = Instant.parse("2026-11-30T16:50:00Z");
        Timestamper timestamper = timestamper(null);
        timestamper.step();
        now = Instant.parse("2026-11-30T16:59:59Z");
        assertThat(timestamper.step()).isFalse();
        now = Instant.parse("2026-11-30T17:00:00Z");
        assertThat(timestamper.step()).isTrue();

        assertThat(text("timestamps/months")).isEqualTo("2026-11\n2026-12\n");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void theNextAuthorityIsAskedWhenOneFails(Fault fault) throws Exception {
        first.does(fault);

        assertThat(timestamper(null).step()).isTrue();

        assertThat(second.asked()).isEqualTo(1);
        byte[] response = directory.file("timestamps/2026-11/20261122T061500Z-7.tsr");
        assertThat(TimestampTrust.read(home.resolve("second.pem"), null)
                        .check(response, directory.checkpoint())
                        .time())
                .isEqualTo(now);
    }

    @Test
    void triesAgainAfterAPauseWhenAllFail() throws Exception {
        first.does(Fault.SERVER_ERROR);
        second.does(Fault.REFUSES);
        Timestamper timestamper = timestamper(null);

        assertThat(timestamper.step()).isFalse();
        assertThat(timestamper.state().failures())
                .hasSize(2)
                .anyMatch(line -> line.equals("first answers 500"))
                .anyMatch(line -> line.contains("not today"));
        assertThat(timestamper.step()).isFalse();
        assertThat(first.asked()).isEqualTo(1);

        first.does(Fault.NONE);
        pass(Duration.ofSeconds(30));
        assertThat(timestamper.step()).isTrue();
        assertThat(timestamper.state().failures()).isEmpty();
    }

    @Test
    void nothingIsAcceptedOnceTheRequiredPeriodIsOver() throws Exception {
        Timestamper timestamper = timestamper(Duration.ofHours(2));
        assertThatThrownBy(auditLog::requireAccepting)
                .as("before the first token")
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.TIMESTAMPING_UNAVAILABLE));
        timestamper.step();
        auditLog.requireAccepting();

        first.does(Fault.SILENT);
        second.does(Fault.SERVER_ERROR);
        pass(Duration.ofMinutes(119));
        timestamper.step();
        auditLog.requireAccepting();
        pass(Duration.ofMinutes(2));
        timestamper.step();
        assertThat(timestamper.state().overdue()).isTrue();
        assertThatThrownBy(auditLog::requireAccepting).isInstanceOf(ProblemException.class);

        auditLog.requireTimestamp(false); // as a fresh process
        Timestamper restarted = timestamper(Duration.ofHours(2));
        assertThatThrownBy(auditLog::requireAccepting).as("after a restart").isInstanceOf(ProblemException.class);

        second.does(Fault.NONE);
        assertThat(restarted.step()).isTrue();
        assertThatCode(auditLog::requireAccepting).doesNotThrowAnyException();
    }

    @Test
    void aLostDirectoryGetsItsTimestampsBack() throws Exception {
        Timestamper timestamper = timestamper(null);
        timestamper.step();
        byte[] response = directory.file("timestamps/2026-11/20261122T061500Z-7.tsr");
        FileSystemUtils.deleteRecursively(home.resolve("log"));
        publish(9);

        timestamper(null).step();

        assertThat(directory.file("timestamps/2026-11/20261122T061500Z-7.tsr")).isEqualTo(response);
        assertThat(text("timestamps/2026-11/index")).isEqualTo("2026-11/20261122T061500Z-7\n");
    }

    @Test
    void aTrustFileThatIsMissingIsNamed() throws Exception {
        Files.delete(home.resolve("first.pem"));
        second.does(Fault.SERVER_ERROR);
        Timestamper timestamper = timestamper(null);

        timestamper.step();

        assertThat(timestamper.state().failures().get(0)).contains("trust file", "first.pem");
    }
}
