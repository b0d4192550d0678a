package org.lienthong.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lienthong.testing.Patience.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.LogProof;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** The publisher on a real PostgreSQL. A crash is a publisher that is dropped with the files as they are at that moment. */
class LogPublisherTest {

    private static final SignerKey SIGNER = SignerKey.generate("hub.example/audit", new SecureRandom());

    @TempDir
    Path home;

    private final AuditLog auditLog = new AuditLog();
    private final List<LogPublisher> publishers = new ArrayList<>();
    private DataSource dataSource;
    private JdbcTemplate jdbc;
    private LogDirectory directory;
    private LogPublisher publisher;

    @BeforeEach
    void open() {
        dataSource = TestDatabase.empty();
        jdbc = new JdbcTemplate(dataSource);
        directory = new LogDirectory(home);
        publisher = publisher();
    }

    @AfterEach
    void releaseLocks() {
        publishers.forEach(LogPublisher::release);
    }

    private LogPublisher publisher() {
        LogPublisher created = new LogPublisher(dataSource, directory, SIGNER, auditLog, Duration.ofMillis(20), 50_000);
        publishers.add(created);
        return created;
    }

    private LogPublisher restarted() {
        publisher.release();
        publisher = publisher();
        return publisher;
    }

    private void append(int count) throws SQLException {
        long size = jdbc.queryForObject("select size from audit_head", Long.class);
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(AuditEntry.of(AuditEvent.CONFIGURED, Instant.EPOCH, "hub", "entry " + (size + i), "trace"));
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            auditLog.append(connection, entries);
            connection.commit();
        }
    }

    private byte[] rootOfRows(long size) {
        return Merkle.root(
                jdbc.queryForList("select leaf_hash from audit_entry where idx < ? order by idx", byte[].class, size));
    }

    private Checkpoint published() throws IOException {
        return Checkpoint.parse(SignedNote.open(directory.checkpoint(), List.of(SIGNER.verifier())));
    }

    @Test
    void publishesWhatIsCommitted() throws Exception {
        append(300);

        assertThat(publisher.step()).isTrue();

        assertThat(published().size()).isEqualTo(300);
        assertThat(published().root()).isEqualTo(rootOfRows(300));
        assertThat(home.resolve("tile/0/000")).hasSize(8192);
        assertThat(home.resolve("tile/0/001.p/44")).hasSize(44 * 32);
        assertThat(home.resolve("tile/1/000.p/1")).exists();
        assertThat(home.resolve("tile/entries/001.p/44")).exists();
        assertThat(publisher.step()).isFalse();
    }

    @Test
    void anEmptyLogHasACheckpoint() throws Exception {
        publisher.step();

        assertThat(published().root()).isEqualTo(Merkle.emptyRoot());
    }

    @Test
    void publishesWithinASecondOfTheCommit() throws Exception {
        publisher.start();
        append(3);

        await().until(() -> published().size() == 3);
        publisher.close();
    }

    @Test
    void everyCheckpointIsAPrefixWhereverACrashHappens() throws Exception {
        Random random = new Random(3);
        List<Checkpoint> seen = new ArrayList<>();
        for (int round = 0; round < 25; round++) {
            append(1 + random.nextInt(120));
            byte[] before = directory.checkpoint();
            restarted().step();
            seen.add(published());
            if (before != null && random.nextBoolean()) {
                Files.write(home.resolve("checkpoint"), before); // as if it died between the tiles and the checkpoint
            }
        }
        restarted().step();

        assertThat(seen)
                .allSatisfy(checkpoint -> assertThat(checkpoint.root()).isEqualTo(rootOfRows(checkpoint.size())));
        assertThat(published().root()).isEqualTo(rootOfRows(published().size()));
        assertThat(auditLog.inconsistency()).isNull();
    }

    @Test
    void keepsThePartialTilesOfTheCheckpointBefore() throws Exception {
        append(100);
        publisher.step();
        append(200);
        publisher.step();
        assertThat(home.resolve("tile/0/000")).exists();
        assertThat(home.resolve("tile/0/000.p/100")).exists();

        append(1);
        publisher.step();

        assertThat(home.resolve("tile/0/000.p")).doesNotExist();
        assertThat(home.resolve("tile/entries/000.p")).doesNotExist();
        assertThat(home.resolve("tile/0/001.p/44")).exists();
    }

    @Test
    void refusesADatabaseThatWasRestoredFromBefore() throws Exception {
        append(50);
        publisher.step();
        jdbc.update("delete from audit_entry where idx >= 40");
        jdbc.update("update audit_head set size = 40");

        restarted().start();

        assertThat(auditLog.inconsistency())
                .contains("AUDIT_INCONSISTENT at entry 40")
                .contains("docs/audit-log.md");
        assertThatThrownBy(() -> append(1))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.AUDIT_INCONSISTENT));
        assertThat(published().size()).isEqualTo(50);
    }

    @Test
    void refusesARestoredDatabaseThatGrewAgain() throws Exception {
        append(50);
        publisher.step();
        jdbc.update("delete from audit_entry where idx >= 40");
        jdbc.update("update audit_head set size = 40");
        jdbc.update("insert into audit_entry (idx, entry, leaf_hash, kind, month)"
                + " select i, '\\x00', sha256('\\x0000'), 0, date '2026-11-01' from generate_series(40, 60) i");
        jdbc.update("update audit_head set size = 61");

        assertThatThrownBy(() -> restarted().step()).hasMessageContaining("at entry 40");
    }

    @Test
    void findsAnEditedRowAtTheStart() throws Exception {
        append(10);
        publisher.step();
        jdbc.update("update audit_entry set entry = entry || 'x' where idx = 7");

        assertThatThrownBy(() -> restarted().step()).hasMessageContaining("at entry 7");
    }

    @Test
    void findsAnOldRowEditedWithItsHashWhileItRuns() throws Exception {
        append(700);
        publisher.step();
        jdbc.update("update audit_entry set entry = 'x', leaf_hash = sha256('\\x0078') where idx = 300");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        publisher.step();
                    }
                })
                .hasMessageContaining("at entry 300");
    }

    @Test
    void findsARowEditedBeforeItWasPublished() throws Exception {
        append(5);
        jdbc.update("update audit_entry set entry = 'x' where idx = 2");

        assertThatThrownBy(() -> publisher.step()).hasMessageContaining("at entry 2");
    }

    @Test
    void refusesACheckpointThatAnotherKeySigned() throws Exception {
        append(5);
        publisher.step();
        SignerKey other = SignerKey.generate("hub.example/audit", new SecureRandom());
        String forged = SignedNote.sign(published().text(), other);
        Files.write(home.resolve("checkpoint"), forged.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> restarted().step()).hasMessageContaining("not this hub's");
    }

    @Test
    void refusesATileThatDoesNotFitTheCheckpoint() throws Exception {
        append(5);
        publisher.step();
        Files.write(home.resolve("tile/0/000.p/5"), new byte[5 * 32]);

        assertThatThrownBy(() -> restarted().step()).hasMessageContaining("tiles do not fit");
    }

    @Test
    void onlyOneOfTwoPublishersWrites() throws Exception {
        append(5);
        publisher.step();
        LogPublisher second = publisher();
        append(5);

        assertThat(second.step()).isFalse();
        assertThat(published().size()).isEqualTo(5);

        publisher.release();
        assertThat(second.step()).isTrue();
        assertThat(published().size()).isEqualTo(10);
    }

    private void loseTheDirectory() {
        FileSystemUtils.deleteRecursively(home.toFile());
    }

    @Test
    void writesALostDirectoryAgainAndSaysSo() throws Exception {
        append(600);
        publisher.step();
        byte[] before = directory.checkpoint();
        byte[] tile = Files.readAllBytes(home.resolve("tile/entries/001"));
        loseTheDirectory();
        append(10);

        restarted().step();

        assertThat(publisher.notice()).contains("from 0 to 600");
        assertThat(published().size()).isEqualTo(610);
        assertThat(Files.readAllBytes(home.resolve("tile/entries/001"))).isEqualTo(tile);
        assertThat(before).isNotEqualTo(directory.checkpoint());
    }

    @Test
    void refusesRowsThatAreNotTheOnesThatALostDirectoryHeld() throws Exception {
        append(300);
        publisher.step();
        loseTheDirectory();
        jdbc.update("update audit_entry set entry = 'x', leaf_hash = sha256('\\x0078') where idx = 5");

        restarted().start();

        assertThat(auditLog.inconsistency()).contains("AUDIT_INCONSISTENT at entry 0", "not the ones that were signed");
        assertThat(home.resolve("checkpoint")).doesNotExist();
        assertThat(home.resolve("tile")).doesNotExist();
    }

    @Test
    void refusesADirectoryAndADatabaseThatEndBeforeTheSignedCheckpoint() throws Exception {
        append(300);
        publisher.step();
        loseTheDirectory();
        jdbc.update("delete from audit_entry where idx >= 200");
        jdbc.update("update audit_head set size = 200");

        restarted().start();

        assertThat(auditLog.inconsistency()).contains("has 200 entries, but signed 300");
    }

    @Test
    void completesADirectoryThatWasSetBack() throws Exception {
        append(300);
        publisher.step();
        byte[] old = directory.checkpoint();
        append(300);
        publisher.step();
        byte[] latest = directory.checkpoint();
        Files.write(home.resolve("checkpoint"), old);

        restarted().step();

        assertThat(publisher.notice()).contains("from 300 to 600");
        assertThat(directory.checkpoint()).isEqualTo(latest);
    }

    @Test
    void refusesADirectoryOfAnotherHistorySignedWithTheSameKey() throws Exception {
        append(20);
        publisher.step();
        loseTheDirectory();
        RightEdge other = new RightEdge();
        for (int i = 0; i < 20; i++) {
            other.append(new byte[] {1}, directory::write);
        }
        other.writePartials(directory::write);
        String text = new Checkpoint(SIGNER.verifier().name(), 20, other.root()).text();
        directory.publish(SignedNote.sign(text, SIGNER).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> restarted().step()).hasMessageContaining("does not begin with the 20 entries");
    }

    @Test
    void findsAnOldFileThatWasChangedWhileItRuns() throws Exception {
        append(700);
        publisher.step();
        byte[] bundle = Files.readAllBytes(home.resolve("tile/entries/000"));
        bundle[bundle.length - 1] ^= 1;
        Files.write(home.resolve("tile/entries/000"), bundle);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        publisher.step();
                    }
                })
                .hasMessageContaining("at entry 255: the entry in its bundle");
    }

    @Test
    void theRecheckGoesOnAfterARestart() throws Exception {
        append(Math.multiplyExact(256, 70));
        publisher.step();
        for (int i = 0; i < 16; i++) {
            publisher.step(); // 3.9 bundles each
        }
        long reached = jdbc.queryForObject("select rechecked from audit_checkpoint", Long.class);

        restarted().step();

        assertThat(reached).isBetween(60L, 70L);
        assertThat(jdbc.queryForObject("select rechecked from audit_checkpoint", Long.class))
                .isGreaterThanOrEqualTo(reached);
    }

    @Test
    void publishesTheVerifierKey() throws Exception {
        publisher.step();

        assertThat(home.resolve("vkey")).hasContent(SIGNER.verifier() + "\n");
    }

    private void dropTheFirst(int count) {
        jdbc.update("delete from audit_entry where idx < ?", count);
        jdbc.update("update audit_retention set archived = ?, online_from = ?", count, count);
    }

    @Test
    void rowsThatWereDroppedAfterTheirTimeAreNotMissed() throws Exception {
        append(1000);
        publisher.step();
        dropTheFirst(700);

        restarted().step();
        append(10);
        for (int i = 0; i < 5; i++) {
            publisher.step();
        }

        assertThat(published().size()).isEqualTo(1010);
    }

    @Test
    void aLostDirectoryIsNotRebuiltFromHalfOfTheRows() throws Exception {
        append(1000);
        publisher.step();
        dropTheFirst(700);
        loseTheDirectory();

        restarted().start();

        assertThat(auditLog.inconsistency()).contains("at entry 0", "in the archives and in backups");
    }

    @Test
    void provesEveryEntryFromTheTiles() throws Exception {
        append(1000);
        publisher.step();
        InclusionProofs proofs = new InclusionProofs(directory, SIGNER.verifier(), () -> false);

        for (long index : List.of(0L, 255L, 256L, 511L, 767L, 768L, 998L, 999L)) {
            LogProof proof = LogProof.parse(proofs.find(index, Duration.ZERO).orElseThrow());
            assertThat(proof.verify(SIGNER.verifier()).size()).isEqualTo(1000);
            assertThat(new String(proof.entry(), StandardCharsets.UTF_8)).contains("entry " + index + "\"");
        }
        assertThat(proofs.find(1000, Duration.ZERO)).isEmpty();
    }
}
