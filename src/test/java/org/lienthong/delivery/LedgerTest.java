package org.lienthong.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lienthong.testing.Patience.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.access.PersonId;
import org.lienthong.audit.access.PersonalRows;
import org.lienthong.audit.access.SealedAccess;
import org.lienthong.audit.access.TestRecords;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.json.JsonMapper;

class LedgerTest extends DeliveryTest {

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stopCalling() {
        callers.shutdownNow();
    }

    @Test
    void writesAllOfAnAcceptance() {
        Acceptance acceptance = acceptance("d1", 1);
        Receipt receipt = hub.ledger.accept(acceptance);

        assertThat(receipt).isEqualTo(acceptance.receipt());
        assertThat(hub.states(receipt.exchangeId())).containsExactly("H41 open", "G15 waiting");
        assertThat(hub.rows("payload_piece")).isEqualTo(1);
        assertThat(hub.events()).containsExactly("accepted");
    }

    @Test
    void givesTheFirstReceiptForTheSameAgain() {
        Receipt first = hub.ledger.accept(acceptance("d1", 1));
        Receipt again = hub.ledger.accept(acceptance("d1", 1));

        assertThat(again.repeated()).isTrue();
        assertThat(again).usingRecursiveComparison().ignoringFields("repeated").isEqualTo(first);
        assertOneEffect();
    }

    @Test
    void refusesOtherContentUnderTheSameId() {
        hub.ledger.accept(acceptance("d1", 1));
        assertProblem(() -> hub.ledger.accept(acceptance("d1", 2)), ProblemType.IDEMPOTENCY_KEY_REUSED);
        assertOneEffect();
    }

    @Test
    void makesOneOfAHundredAtOnce() throws Exception {
        List<Future<Receipt>> answers = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < 100; i++) {
            answers.add(callers.submit(() -> {
                start.await();
                return hub.ledger.accept(acceptance("d1", 1));
            }));
        }
        start.countDown();

        Set<UUID> ids = new HashSet<>();
        int first = 0;
        for (Future<Receipt> answer : answers) {
            ids.add(answer.get().exchangeId());
            first += answer.get().repeated() ? 0 : 1;
        }
        assertThat(ids).hasSize(1);
        assertThat(first).isEqualTo(1);
        assertOneEffect();
    }

    @Test
    void recordsAnAccessToDataBesideItsEntry() throws Exception {
        hub.ledger.accept(acceptance("d1", 1));
        List<Future<Long>> indices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            indices.add(callers.submit(() -> hub.ledger
                    .begin(new Change.Access(TestRecords.seal().seal(TestRecords.access(PersonId.pin("000300000001")))))
                    .getAsLong()));
        }

        Set<Long> all = new HashSet<>();
        for (Future<Long> index : indices) {
            all.add(index.get());
        }
        assertThat(all).hasSize(20).allMatch(index -> index > 0 && index <= 20);
        assertThat(hub.events()).hasSize(21).filteredOn("data-released"::equals).hasSize(20);
        assertThat(hub.rows("access_record r join audit_entry e using (idx)")).isEqualTo(20);
        assertThat(hub.rows("access_subject")).isEqualTo(20);
    }

    private void assertOneEffect() {
        assertThat(hub.rows("exchange")).isEqualTo(1);
        assertThat(hub.rows("delivery")).isEqualTo(2);
        assertThat(hub.rows("payload_piece")).isEqualTo(1);
        assertThat(hub.events()).containsExactly("accepted");
    }

    @Test
    void letsOneBadChangeOfABatchFailAlone() throws Exception {
        Gate gate = new Gate(hub.dataSource);
        try (Ledger ledger = ledger(gate, Duration.ofSeconds(20), new CopyOnWriteArrayList<>())) {
            Future<Receipt> opener = callers.submit(() -> ledger.accept(acceptance("d0", 1)));
            gate.awaitKnock();
            Future<Receipt> good = callers.submit(() -> ledger.accept(acceptance("d1", 1)));
            Future<Receipt> bad = callers.submit(() -> ledger.accept(acceptance("d2\0", 1))); // no text in PostgreSQL
            Future<Receipt> other = callers.submit(() -> ledger.accept(acceptance("d3", 1)));
            await().until(() -> ledger.waiting() == 3);
            gate.open();

            assertThat(opener.get().documentId()).isEqualTo("d0");
            assertThat(good.get().documentId()).isEqualTo("d1");
            assertThat(other.get().documentId()).isEqualTo("d3");
            assertThatThrownBy(bad::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ProblemException.class);
            assertThat(hub.rows("exchange")).isEqualTo(3);
            assertThat(hub.events()).containsExactly("accepted", "accepted", "accepted");
        }
    }

    @Test
    void movesOnlyFromTheStatesAllowed() {
        UUID delivery = hub.delivery(hub.ledger.accept(acceptance("d1", 1)), "G15");
        AuditEvent event = AuditEvent.DELIVERED;

        assertThat(hub.ledger.move(move(delivery, DeliveryState.QUEUED, DeliveryState.DONE, entry(event))))
                .isFalse();
        assertThat(hub.ledger.move(move(delivery, DeliveryState.WAITING, DeliveryState.QUEUED, entry(event))))
                .isTrue();
        assertThat(hub.ledger.move(move(delivery, DeliveryState.WAITING, DeliveryState.QUEUED, entry(event))))
                .isFalse();
        assertThat(hub.ledger.move(move(UUID.randomUUID(), DeliveryState.QUEUED, DeliveryState.DONE, entry(event))))
                .isFalse();
        assertThat(hub.events()).containsExactly("accepted", "delivered");
    }

    @Test
    void tellsOnlyOfWhatTookEffect() {
        List<Change> told = new CopyOnWriteArrayList<>();
        try (Ledger ledger = ledger(hub.dataSource, SOON, told)) {
            Acceptance acceptance = acceptance("d1", 1);
            ledger.accept(acceptance);
            assertProblem(() -> ledger.accept(acceptance("d1", 2)), ProblemType.IDEMPOTENCY_KEY_REUSED);
            ledger.move(move(UUID.randomUUID(), DeliveryState.QUEUED, DeliveryState.DONE));
            ledger.record(new Change.Entries(List.of(entry(AuditEvent.REFUSED))));

            await().until(() -> told.size() == 2);
            assertThat(told.get(0)).isSameAs(acceptance);
            assertThat(told.get(1)).isInstanceOf(Change.Entries.class);
        }
        assertThat(hub.events()).containsExactly("accepted", "refused");
    }

    @Test
    void saysSoWhenTheDatabaseIsDown() {
        DataSource down = new DelegatingDataSource(hub.dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("connection refused", "08001");
            }
        };
        try (Ledger ledger = ledger(down, SOON, new ArrayList<>())) {
            assertProblem(() -> ledger.accept(acceptance("d1", 1)), ProblemType.DEPENDENCY_UNAVAILABLE);
        }
        assertThat(hub.rows("exchange")).isZero();
    }

    @Test
    void losesPatienceWithADatabaseThatHangs() throws Exception {
        Gate gate = new Gate(hub.dataSource);
        try (Ledger ledger = ledger(gate, Duration.ofMillis(200), new ArrayList<>())) {
            assertProblem(() -> ledger.accept(acceptance("d1", 1)), ProblemType.DEPENDENCY_UNAVAILABLE);
            gate.open();
        }
        // Nothing was promised and nothing ruled out: the same again tells.
        assertThat(hub.ledger.accept(acceptance("d1", 1)).repeated()).isTrue();
        assertOneEffect();
    }

    @Test
    void writesWhatIsQueuedBeforeItStops() throws Exception {
        Gate gate = new Gate(hub.dataSource);
        Ledger ledger = ledger(gate, Duration.ofSeconds(20), new ArrayList<>());
        List<Future<Receipt>> answers = new ArrayList<>();
        answers.add(callers.submit(() -> ledger.accept(acceptance("d0", 1))));
        gate.awaitKnock();
        for (int i = 1; i < 10; i++) {
            String id = "d" + i;
            answers.add(callers.submit(() -> ledger.accept(acceptance(id, 1))));
        }
        await().until(() -> ledger.waiting() == 9);
        Future<?> closing = callers.submit(ledger::close);
        await().untilAsserted(() -> assertProblem(
                () -> ledger.move(move(UUID.randomUUID(), DeliveryState.OPEN, DeliveryState.DONE)),
                ProblemType.DEPENDENCY_UNAVAILABLE));
        gate.open();
        closing.get();

        for (Future<Receipt> answer : answers) {
            assertThat(answer.get().repeated()).isFalse();
        }
        assertThat(hub.rows("exchange")).isEqualTo(10);
    }

    @Test
    void wrapsWithTheKeysThatAnotherHubReplacedMeanwhile(@TempDir Path directory) throws Exception {
        DataSource database = TestDatabase.current();
        TestRecords.Shared keys = new TestRecords.Shared(directory);
        PersonId person = PersonId.pin("000300000001");
        try (Ledger ledger = ledger(database, keys.rows())) {
            ledger.begin(access(keys, person)).getAsLong();
            SealedAccess sealedBefore = keys.seal().seal(TestRecords.access(person));
            keys.erase(database, person);

            long index = ledger.begin(new Change.Access(sealedBefore)).getAsLong();

            assertThat(hub.rows("access_record")).isEqualTo(1);
            assertThat(hub.rows("audit_entry")).isEqualTo(3);
            assertThat(keys.index(database).open(index, commit(sealedBefore))).isPresent();
        }
    }

    @Test
    void leavesNoEntryWithoutItsRecord() {
        DataSource database = TestDatabase.current();
        JdbcClient.create(database).sql("update access_epoch set epoch = 7").update(); // whose keys are lost
        assertProblem(
                () -> hub.ledger
                        .begin(new Change.Access(TestRecords.seal().seal(TestRecords.access())))
                        .getAsLong(),
                ProblemType.DEPENDENCY_UNAVAILABLE);
        assertThat(hub.rows("audit_entry")).isZero();
        assertThat(hub.rows("audit_head where size = 0")).isEqualTo(1);
    }

    private static Change.Access access(TestRecords.Shared keys, PersonId person) {
        return new Change.Access(keys.seal().seal(TestRecords.access(person)));
    }

    private static String commit(SealedAccess sealed) {
        return JsonMapper.shared()
                .readTree(sealed.entry().toCanonicalJson())
                .get("commit")
                .stringValue();
    }

    private static Ledger ledger(DataSource database, PersonalRows rows) {
        return new Ledger(database, new AuditLog(), rows, 1, 64, 100, Duration.ofSeconds(20), changes -> {});
    }

    private Acceptance acceptance(String documentId, int content) {
        byte[] bytes = {(byte) content};
        byte[] digest = new byte[32];
        digest[0] = (byte) content;
        return new Acceptance(
                hub.ids.next(),
                Kind.DOCUMENT,
                "G22",
                "g22-main",
                "rest",
                documentId,
                "9001/VPCP-KSTT",
                "V/v thử nghiệm",
                0,
                null,
                null,
                null,
                null,
                List.of(
                        new Acceptance.Addressee(hub.ids.next(), "H41", 0, DeliveryState.OPEN),
                        new Acceptance.Addressee(hub.ids.next(), "G15", 2, DeliveryState.WAITING)),
                digest,
                bytes.length,
                -1,
                new byte[0],
                digest,
                clock.instant(),
                "trace",
                new Acceptance.Piece(bytes));
    }

    private static Ledger ledger(DataSource dataSource, Duration patience, List<Change> told) {
        return new Ledger(dataSource, new AuditLog(), TestRecords.rows(), 1, 64, 100, patience, told::addAll);
    }

    private static void assertProblem(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                .isEqualTo(type));
    }

    /** A database that does not answer until it is opened. */
    private static final class Gate extends DelegatingDataSource {

        private final CountDownLatch knocked = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        Gate(DataSource target) {
            super(target);
        }

        void awaitKnock() throws InterruptedException {
            knocked.await();
        }

        void open() {
            opened.countDown();
        }

        @Override
        public Connection getConnection() throws SQLException {
            knocked.countDown();
            try {
                opened.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            return super.getConnection();
        }
    }
}
