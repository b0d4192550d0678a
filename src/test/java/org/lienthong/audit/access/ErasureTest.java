package org.lienthong.audit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

class ErasureTest {

    private static final PersonId PERSON = PersonId.pin("000300000001");
    private static final PersonId OTHER = PersonId.pin("000300000002");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private final RandomGenerator random = new SecureRandom();
    private DataSource database;
    private JdbcClient jdbc;
    private Path file;
    private PersonalKeys keys;
    private Erasure erasure;
    private SubjectIndex index;

    @BeforeEach
    void start() throws IOException {
        database = TestDatabase.empty();
        jdbc = JdbcClient.create(database);
        file = directory.resolve("personal.keys");
        keys = PersonalKeys.open(file, 0, true, random);
        erasure = new Erasure(database, new AuditLog(), keys, random, CLOCK);
        index = new SubjectIndex(database, keys);
    }

    private long record(PersonalKeys writer, PersonId... persons) throws SQLException {
        return TestRecords.record(database, writer, TestRecords.access(persons));
    }

    private Erasure.Erased erase(PersonId person) throws IOException, SQLException {
        return erasure.erase(person, Erasure.Reason.REQUEST, "demo-operator", "t1");
    }

    private String entry(long entryIndex) {
        return new String(
                jdbc.sql("select entry from audit_entry where idx = ?")
                        .param(entryIndex)
                        .query(byte[].class)
                        .single(),
                StandardCharsets.UTF_8);
    }

    private boolean opens(long entryIndex) throws SQLException {
        String commit = entry(entryIndex).replaceAll(".*\"commit\":\"([0-9a-f]{64})\".*", "$1");
        return index.open(entryIndex, commit).isPresent();
    }

    private List<Long> found(PersonId person) throws SQLException {
        SubjectIndex.Query query = new SubjectIndex.Query(
                person, Set.of(AuditEvent.DATA_RELEASED), Instant.EPOCH, Instant.parse("2027-01-01T00:00:00Z"), 10, 0);
        return index.find(query).found().stream().map(SubjectIndex.Found::index).toList();
    }

    /** Somebody else whose records are wrapped with the same key. */
    private PersonId neighbour() {
        int bucket = KeySet.bucket(keys.current().tag(PERSON));
        for (int i = 0; ; i++) {
            PersonId person = PersonId.pin("0004" + String.format("%08d", i));
            if (KeySet.bucket(keys.current().tag(person)) == bucket) {
                return person;
            }
        }
    }

    @Test
    void takesThePersonalPartAndLeavesTheEntry() throws Exception {
        long first = record(keys, PERSON);
        long second = record(keys, PERSON);
        String before = entry(first);

        Erasure.Erased erased = erase(PERSON);

        assertThat(erased).isEqualTo(new Erasure.Erased(2, second + 1));
        assertThat(found(PERSON)).isEmpty();
        assertThat(opens(first)).isFalse();
        assertThat(entry(first)).isEqualTo(before);
        assertThat(entry(erased.entry()))
                .isEqualTo("{\"actor\":\"demo-operator\",\"event\":\"erased\",\"result\":\"request, 2 records\","
                        + "\"trace\":\"t1\",\"ts\":\"2026-11-22T03:00:00Z\",\"v\":1}");
    }

    @Test
    void leavesEverybodyElse() throws Exception {
        PersonId neighbour = neighbour();
        record(keys, PERSON);
        long others = record(keys, OTHER);
        long neighbours = record(keys, neighbour);

        erase(PERSON);

        assertThat(found(OTHER)).containsExactly(others);
        assertThat(found(neighbour)).containsExactly(neighbours);
        assertThat(opens(others)).isTrue();
        assertThat(opens(neighbours)).isTrue();
    }

    @Test
    void whoSharesARecordStillSeesThatItWasUsed() throws Exception {
        long shared = record(keys, OTHER, PERSON);

        erase(PERSON);

        assertThat(found(OTHER)).containsExactly(shared);
        assertThat(opens(shared)).isFalse();
    }

    @Test
    void aPersonMayBeRecordedAgain() throws Exception {
        record(keys, PERSON);
        erase(PERSON);

        long again = record(keys, PERSON);

        assertThat(found(PERSON)).containsExactly(again);
        assertThat(opens(again)).isTrue();
    }

    @Test
    void recordsThatThereWasNothing() throws Exception {
        record(keys, OTHER);

        assertThat(erase(PERSON).records()).isZero();

        assertThat(keys.current().epoch()).isZero();
    }

    @Test
    void whatADumpFromBeforeHoldsCannotBeOpened() throws Exception {
        long erased = record(keys, PERSON);
        byte[] wrapped = jdbc.sql("select wrapped_key from access_record where idx = ?")
                .param(erased)
                .query(byte[].class)
                .single();

        erase(PERSON);

        KeySet left = KeySet.parse(Files.readAllBytes(file));
        assertThat(left.epoch()).isEqualTo(1);
        for (byte[] key : left.wrapping()) {
            assertThat(RecordCipher.unwrap(key, wrapped)).isNull();
        }
        assertThat(directory).isDirectoryNotContaining("glob:**{next,tmp}");
    }

    @Test
    void anotherHubWritesWithTheNewKeysAtOnce() throws Exception {
        PersonalKeys otherHub = PersonalKeys.open(file, 0, false, random);
        record(keys, PERSON);
        erase(PERSON);

        long later = record(otherHub, PERSON);

        assertThat(opens(later)).isTrue();
    }

    @Test
    void aCrashBeforeTheCommitLeavesTheOldKeys() throws Exception {
        long kept = record(keys, PERSON);
        keys.stage(keys.current().replacing(Set.of(KeySet.bucket(keys.current().tag(PERSON))), random));

        PersonalKeys restarted = PersonalKeys.open(file, 0, false, random);
        restarted.settle(0);

        index = new SubjectIndex(database, restarted);
        assertThat(opens(kept)).isTrue();
    }

    @Test
    void aCrashAfterTheCommitLeavesTheNewKeys() throws Exception {
        KeySet replaced = keys.current().replacing(Set.of(1), random);
        keys.stage(replaced);

        PersonalKeys restarted = PersonalKeys.open(file, 1, false, random);
        restarted.settle(1);

        assertThat(KeySet.parse(Files.readAllBytes(file)).wrapping()[1]).isEqualTo(replaced.wrapping()[1]);
        assertThat(restarted.current().epoch()).isEqualTo(1);
    }

    @Test
    void refusesToStartWithoutTheDatabasesKeys() throws Exception {
        record(keys, PERSON);
        byte[] old = Files.readAllBytes(file);
        erase(PERSON);
        Files.write(file, old);

        assertThatThrownBy(() -> PersonalKeys.open(file, 1, false, random))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("personal.keys");
        Files.delete(file);
        assertThatThrownBy(() -> PersonalKeys.open(file, 1, false, random)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PersonalKeys.open(file, 0, false, random)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDamagedFileIsNoKeys() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[1000] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> PersonalKeys.open(file, 0, true, random)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nobodyElseReadsTheKeys() throws Exception {
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void thePlainNumberIsInNoTable() throws Exception {
        record(keys, PERSON);

        try (Connection connection = database.getConnection()) {
            assertThat(TestRecords.dump(connection)).doesNotContain(PERSON.value(), "mau.nv", "H41.1-1");
        }
    }
}
