package org.lienthong.operation.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.audit.AuditedTransaction;
import org.lienthong.consent.Consents;
import org.lienthong.consent.Proposal;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class ReplaysTest {

    private static final Selection ALL_OF_G15 = new Selection(null, "G15", null, null, null, null, null);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00Z"));
    private JdbcClient jdbc;
    private AuditedTransaction transaction;
    private DeadLetters letters;
    private Replays replays;
    private ReplayWorker worker;
    private Consents consents;

    @BeforeEach
    void open() {
        DataSource database = TestDatabase.empty();
        jdbc = JdbcClient.create(database);
        transaction = TestDatabase.audited(database);
        letters = new DeadLetters(jdbc);
        replays = new Replays(jdbc, letters, transaction, JsonMapper.shared(), clock);
        worker = new ReplayWorker(jdbc, transaction, JsonMapper.shared(), clock);
        consents = consents(Set.of());
    }

    private Consents consents(Set<String> needed) {
        return new Consents(replays.actions(), needed, Duration.ofHours(24), jdbc, transaction, clock);
    }

    private void dead(int count, String recipient, String reason) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofMillis(10));
            UUID exchange = UUID.randomUUID();
            jdbc.sql("insert into exchange (id, kind, sender, document_id, business_type, recipients, sha256, size,"
                            + " delivered_sha256, accepted_at, trace_id)"
                            + " values (:id, 0, 'G22', :text, 0, array[:to], '', 1, '', now(), '')")
                    .param("id", exchange)
                    .param("text", exchange.toString())
                    .param("to", recipient)
                    .update();
            jdbc.sql(
                            "insert into delivery (id, exchange_id, recipient, kind, mode, state, attempts, arrived_at, changed_at,"
                                    + " reason) values (:id, :exchange, :to, 0, 1, 6, 20, :at, :at, :why)")
                    .param("id", UUID.randomUUID())
                    .param("exchange", exchange)
                    .param("to", recipient)
                    .param("at", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                    .param("why", reason)
                    .update();
        }
        clock.advance(Duration.ofMillis(10));
    }

    private long inState(int state) {
        return jdbc.sql("select count(*) from delivery where state = ?")
                .param(state)
                .query(Long.class)
                .single();
    }

    private Replay order(Selection selection, int perSecond) {
        return (Replay) replays.replay(consents, selection, perSecond, "hệ thống đã chạy lại", "an", "t");
    }

    private void second() {
        clock.advance(Duration.ofSeconds(1));
        worker.steps();
    }

    @Test
    void listsByReasonLongestDeadFirst() {
        dead(3, "G15", "answered 503");
        dead(2, "H41", "no answer: ConnectException");
        DeadLetters.Page page = letters.list(new Selection(null, null, null, null, null, null, null), 4, null);
        assertThat(page.items()).extracting(DeadLetter::recipient).containsExactly("G15", "G15", "G15", "H41");
        assertThat(letters.list(new Selection(null, null, null, null, null, null, null), 4, page.next())
                        .items())
                .extracting(DeadLetter::reasonGroup)
                .containsExactly("no-answer");
        assertThat(letters.list(new Selection(null, null, null, "answered-5xx", null, null, null), 10, null)
                        .items())
                .hasSize(3);
        assertThat(letters.summary().total()).isEqualTo(5);
        assertThat(letters.summary().groups())
                .extracting(group -> group.recipient() + ' ' + group.reasonGroup() + ' ' + group.count())
                .containsExactly("G15 answered-5xx 3", "H41 no-answer 2");
    }

    @Test
    void replaysABacklogAtTheOrderedRate() {
        dead(25, "G15", "answered 503");
        dead(2, "H41", "answered 503");
        Replay begun = order(ALL_OF_G15, 10);
        assertThat(begun.total()).isEqualTo(25);
        assertThat(begun.state()).isEqualTo("running");
        worker.steps();
        assertThat(replays.find(begun.replayId()).done()).isEqualTo(10);
        worker.steps();
        assertThat(replays.find(begun.replayId()).done()).isEqualTo(10);
        second();
        Replay half = replays.find(begun.replayId());
        assertThat(half.done()).isEqualTo(20);
        assertThat(half.waiting()).isEqualTo(20);
        assertThat(half.eta()).isAfter(clock.instant());
        second();
        Replay done = replays.find(begun.replayId());
        assertThat(done.state()).isEqualTo("done");
        assertThat(done.done()).isEqualTo(25);
        assertThat(inState(0)).isEqualTo(25);
        assertThat(inState(6)).isEqualTo(2);
        assertThat(events("replayed")).isEqualTo(25);
        assertThat(events("operated")).isEqualTo(1);
    }

    private long events(String event) {
        return jdbc.sql("select count(*) from audit_entry where convert_from(entry, 'UTF8')::json->>'event' = ?")
                .param(event)
                .query(Long.class)
                .single();
    }

    /** Two people order the same at the same time, and two hubs work on it: each delivery gets one more round. */
    @Test
    void twoOrdersAndTwoHubsReplayEachOnce() throws Exception {
        int many = 10_000;
        manyDead(many);
        Replay first = order(ALL_OF_G15, 1000);
        Replay second = order(ALL_OF_G15, 1000);
        assertThat(second.total()).isEqualTo(many);
        ReplayWorker otherHub = new ReplayWorker(jdbc, transaction, JsonMapper.shared(), clock);
        ExecutorService hubs = Executors.newFixedThreadPool(2);
        try {
            for (int step = 0; step < 7; step++) {
                int halfway = replays.find(first.replayId()).done();
                assertThat(halfway).isBetween(0, many);
                Future<?> here = hubs.submit(worker::steps);
                Future<?> there = hubs.submit(otherHub::steps);
                here.get();
                there.get();
                clock.advance(Duration.ofSeconds(1));
            }
            while (replays.find(first.replayId()).state().equals("running")
                    || replays.find(second.replayId()).state().equals("running")) {
                second();
            }
        } finally {
            hubs.shutdownNow();
        }
        Replay one = replays.find(first.replayId());
        Replay other = replays.find(second.replayId());
        assertThat(one.done() + other.done()).isEqualTo(many);
        assertThat(one.done() + one.skipped()).isEqualTo(many);
        assertThat(other.done() + other.skipped()).isEqualTo(many);
        assertThat(inState(0)).isEqualTo(many);
        assertThat(events("replayed")).isEqualTo(many);
    }

    private void manyDead(int count) {
        String at = clock.instant().minusSeconds(60).toString();
        jdbc.sql("insert into exchange (id, kind, sender, document_id, business_type, recipients, sha256, size,"
                        + " delivered_sha256, accepted_at, trace_id) select md5('e' || i)::uuid, 0, 'G22', 'urn:' || i, 0,"
                        + " array['G15'], '', 1, '', now(), '' from generate_series(1, ?) i")
                .param(count)
                .update();
        jdbc.sql(
                        "insert into delivery (id, exchange_id, recipient, kind, mode, state, attempts, arrived_at, changed_at,"
                                + " reason) select md5('d' || i)::uuid, md5('e' || i)::uuid, 'G15', 0, 1, 6, 20, cast(? as timestamptz),"
                                + " cast(? as timestamptz) + i * interval '1 millisecond', 'answered 503' from generate_series(1, ?) i")
                .params(at, at, count)
                .update();
    }

    @Test
    void whatWasDeliveredIsNotReplayed() {
        dead(1, "G15", "answered 503");
        UUID id = jdbc.sql("select id from delivery").query(UUID.class).single();
        jdbc.sql("update delivery set state = 4").update();
        assertThatThrownBy(() -> order(new Selection(List.of(id), null, null, null, null, null, null), 10))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.CONFLICT);
                    assertThat(problem.detailVi()).contains("không còn");
                });
        assertThat(events("operated")).isZero();
    }

    @Test
    void goesOnAfterARestartWithoutRepeatingAny() {
        dead(15, "G15", "answered 503");
        Replay begun = order(ALL_OF_G15, 10);
        worker.steps();
        jdbc.sql("update delivery set state = 6, changed_at = :now where state = 0")
                .param("now", clock.instant().plusMillis(5).atOffset(java.time.ZoneOffset.UTC))
                .update();
        worker = new ReplayWorker(jdbc, transaction, JsonMapper.shared(), clock);
        second();
        Replay done = replays.find(begun.replayId());
        assertThat(done.state()).isEqualTo("done");
        assertThat(done.done()).isEqualTo(15);
        assertThat(done.failed()).isEqualTo(10);
        assertThat(inState(0)).isEqualTo(5);
    }

    @Test
    void stops() {
        dead(15, "G15", "answered 503");
        Replay begun = order(ALL_OF_G15, 10);
        worker.steps();
        Replay stopped = replays.stop(begun.replayId(), "binh", "t");
        assertThat(stopped.state()).isEqualTo("stopped");
        assertThat(stopped.stoppedBy()).isEqualTo("binh");
        second();
        assertThat(inState(6)).isEqualTo(5);
    }

    @Test
    void closesWithAReason() {
        dead(3, "G15", "answered 503");
        Replay begun = (Replay) replays.close(consents, ALL_OF_G15, "bên nhận đã giải thể", "an", "t");
        worker.steps();
        assertThat(replays.find(begun.replayId()).state()).isEqualTo("done");
        assertThat(inState(8)).isEqualTo(3);
        assertThat(jdbc.sql("select distinct reason from delivery")
                        .query(String.class)
                        .list())
                .containsExactly("bên nhận đã giải thể");
        assertThat(events("closed")).isEqualTo(3);
    }

    @Test
    void replaysThoseChosenAndSkipsWhatIsNoDeadLetterAnyMore() {
        dead(3, "G15", "answered 503");
        List<UUID> ids = jdbc.sql("select id from delivery order by id")
                .query(UUID.class)
                .list();
        Replay begun = order(new Selection(ids, null, null, null, null, null, null), 10);
        jdbc.sql("update delivery set state = 4 where id = ?").param(ids.get(0)).update();
        worker.steps();
        Replay done = replays.find(begun.replayId());
        assertThat(done.done()).isEqualTo(2);
        assertThat(done.skipped()).isEqualTo(1);
    }

    @Test
    void refusesWhatMeansNothing() {
        assertThatThrownBy(() -> order(ALL_OF_G15, 10))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.CONFLICT));
        dead(1, "G15", "answered 503");
        assertThatThrownBy(() -> order(ALL_OF_G15, 0)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> replays.close(consents, ALL_OF_G15, "", "an", "t"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new Selection(null, null, null, "gone", null, null, null))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new Selection(List.of(), null, null, null, null, null, null))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.detailVi())
                        .isEqualTo("Hãy chọn từ 1 đến 1000 lần chuyển phát."));
        for (String reason : new String[] {null, " ", "hai\ndòng", "gọi 000300000001", "x".repeat(301)}) {
            assertThatThrownBy(() -> replays.close(consents, ALL_OF_G15, reason, "an", "t"))
                    .as(reason)
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.detailVi())
                            .contains("công bố trong nhật ký"));
        }
        assertThat(inState(6)).isEqualTo(1);
    }

    @Test
    void waitsForASecondPersonWhereThatIsConfigured() {
        dead(2, "G15", "answered 503");
        consents = consents(Set.of("replay"));
        Proposal proposal = (Proposal) replays.replay(consents, ALL_OF_G15, 10, "why", "an", "t");
        second();
        assertThat(inState(6)).isEqualTo(2);
        Proposal confirmed = consents.confirm(proposal.proposalId(), "binh", "t");
        assertThat(confirmed.result()).isInstanceOfSatisfying(Replay.class, replay -> assertThat(replay.orderedBy())
                .isEqualTo("an"));
        worker.steps();
        assertThat(inState(0)).isEqualTo(2);
    }
}
