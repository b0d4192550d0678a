package org.lienthong.dossier.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.dossier.portal.PortalRig.dossier;
import static org.lienthong.dossier.portal.PortalRig.progress;
import static org.lienthong.testing.Patience.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.dossier.RecordKind;
import org.lienthong.sandbox.portal.PortalCounters;
import org.lienthong.sandbox.portal.PortalFault;
import org.lienthong.sandbox.portal.PortalSimulator;

class ForwarderTest {

    private static final String A = "H56.12-261120-0001";
    private static final String B = "H56.12-261120-0002";

    private PortalRig rig;

    @BeforeEach
    void prepare() throws IOException {
        rig = new PortalRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void sendsDossiersAndThenTheirProgressInOrder() {
        long first = rig.batch(RecordKind.DOSSIER, dossier(A, 2), dossier(B, 2));
        long steps = rig.batch(RecordKind.PROGRESS, progress(A, 4, 1), progress(B, 4, 1), progress(A, 5, 2));
        long last = rig.batch(RecordKind.DOSSIER, dossier(A, 9));
        rig.start();
        rig.awaitEmpty();

        assertThat(rig.simulator().states()).containsExactlyInAnyOrderEntriesOf(Map.of(A, 9, B, 4));
        assertThat(rig.simulator().counters().created()).isEqualTo(2);
        assertThat(rig.simulator().counters().progress()).isEqualTo(3);
        assertThat(rig.answers(first)).containsOnly(3);
        assertThat(rig.count("delivered", steps)).isEqualTo(3);
        assertThat(rig.count("answered", last)).isEqualTo(1);
        assertThat(rig.done(first) && rig.done(steps) && rig.done(last)).isTrue();
        assertThat(rig.simulator().counters().unknown()).isZero();
    }

    @Test
    void keepsProgressUntilItsDossierIsAccepted() {
        long steps = rig.batch(RecordKind.PROGRESS, progress(A, 4, 1), progress(A, 5, 2));
        rig.start();
        await().until(() -> rig.count("waiting", steps) == 2);
        assertThat(rig.done(steps)).isTrue();
        rig.awaitEmpty();
        assertThat(rig.simulator().states()).isEmpty();

        rig.batch(RecordKind.DOSSIER, dossier(A, 2));
        long later = rig.batch(RecordKind.DOSSIER, dossier(A, 9));
        await().until(() -> rig.count("answered", later) == 1);
        rig.awaitEmpty();

        assertThat(rig.simulator().states()).containsEntry(A, 9);
        assertThat(rig.simulator().steps(A)).isEqualTo(2);
        assertThat(rig.simulator().counters().backward()).isZero();
        assertThat(rig.count("waiting", steps)).isZero();
        assertThat(rig.count("delivered", steps)).isEqualTo(2);
        assertThat(rig.answers(steps)).containsOnly(3);
    }

    @Test
    void updatesWhatThePortalHasAlready() throws Exception {
        rig.batch(RecordKind.DOSSIER, dossier(A, 2));
        rig.start();
        rig.awaitEmpty();
        rig.jdbc().sql("update dossier set portal = 0").update();

        long again = rig.batch(RecordKind.DOSSIER, dossier(A, 4), dossier(B, 2));
        rig.awaitEmpty();

        assertThat(rig.simulator().states()).containsExactlyInAnyOrderEntriesOf(Map.of(A, 4, B, 2));
        assertThat(rig.simulator().counters().existing()).isPositive();
        assertThat(rig.count("delivered", again)).isEqualTo(2);
    }

    @Test
    void createsWhatThePortalLost() {
        rig.batch(RecordKind.DOSSIER, dossier(A, 2));
        rig.jdbc().sql("update dossier set portal = 1").update();
        rig.start();
        rig.awaitEmpty();

        assertThat(rig.simulator().states()).containsEntry(A, 2);
    }

    @Test
    void namesTheRecordThatThePortalRefuses() {
        rig.simulator().faults().refuse(20);
        List<String> records = new ArrayList<>();
        Set<String> bad = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            String code = "H56.12-261120-%04d".formatted(i);
            records.add(dossier(code, 2));
            if (PortalSimulator.refuses(code, 20)) {
                bad.add(code);
            }
        }
        long batch = rig.batch(RecordKind.DOSSIER, records);
        rig.start();
        rig.awaitEmpty();

        assertThat(bad).isNotEmpty();
        assertThat(rig.findings(batch))
                .hasSize(bad.size())
                .allMatch(line -> line.endsWith("Mã thủ tục không thuộc thẩm quyền của đơn vị"));
        assertThat(rig.count("delivered", batch)).isEqualTo(400 - bad.size());
        assertThat(rig.count("answered", batch)).isEqualTo(400);
        assertThat(rig.simulator().states().keySet())
                .doesNotContainAnyElementsOf(bad)
                .hasSize(400 - bad.size());
    }

    @Test
    void progressOfARefusedDossierWaits() {
        String bad = java.util.stream.IntStream.range(0, 10000)
                .mapToObj("H56.12-261121-%04d"::formatted)
                .filter(code -> PortalSimulator.refuses(code, 20))
                .findFirst()
                .orElseThrow();
        rig.simulator().faults().refuse(20);
        long refused = rig.batch(RecordKind.DOSSIER, dossier(bad, 2));
        long steps = rig.batch(RecordKind.PROGRESS, progress(bad, 4, 1));
        rig.start();
        await().until(() -> rig.count("waiting", steps) == 1);
        assertThat(rig.count("answered", refused)).isEqualTo(1);

        rig.simulator().faults().clear();
        rig.batch(RecordKind.DOSSIER, dossier(bad, 2));
        await().until(() -> rig.count("delivered", steps) == 1);

        assertThat(rig.simulator().states()).containsEntry(bad, 4);
    }

    @Test
    void doublesNothingWhenAnswersAreLost() {
        rig.simulator().faults().always(PortalFault.CUT, 150, 0);
        rig.simulator().faults().always(PortalFault.ERROR_AFTER_TAKING, 50, 0);
        survives(600);
    }

    @Test
    void endsInTheTrueStateWhateverGoesWrong() {
        rig.simulator().faults().always(PortalFault.CUT, 40, 0);
        rig.simulator().faults().always(PortalFault.ERROR, 40, 0);
        rig.simulator().faults().always(PortalFault.UNAVAILABLE, 20, 0);
        rig.simulator().faults().always(PortalFault.HTML, 30, 0);
        rig.simulator().faults().always(PortalFault.UNKNOWN_TEXT, 30, 0);
        rig.simulator().faults().always(PortalFault.EXPIRED, 30, 0);
        rig.simulator().faults().sessionCalls(40);
        survives(600);

        assertThat(rig.simulator().counters().expired()).isPositive();
        assertThat(rig.simulator().counters().logins()).isGreaterThan(1);
    }

    @Test
    void waitsForAPortalThatIsAway() throws IOException {
        rig.portal.leave();
        long batch = rig.batch(RecordKind.DOSSIER, dossier(A, 2));
        rig.start();
        await().until(() -> rig.forwarder().isFaltering());
        rig.portal.comeBack();
        rig.awaitEmpty();

        assertThat(rig.simulator().states()).containsEntry(A, 2);
        assertThat(rig.done(batch)).isTrue();
    }

    @Test
    void resumesWhereAnotherHubStopped() {
        Map<String, Integer> truth = load(400);
        rig.start();
        await().until(() -> rig.simulator().counters().progress() > 20);
        rig.stop();
        // As after a crash: what the portal took last is not noted.
        rig.jdbc()
                .sql("update dossier_chunk set answers = decode(repeat('01', count), 'hex')")
                .update();
        rig.jdbc()
                .sql("update dossier_batch set delivered = 0, answered = 0, done_at = null")
                .update();
        rig.jdbc().sql("update dossier set portal = 0").update();
        rig.jdbc().sql("delete from portal_task").update();
        rig.jdbc()
                .sql("insert into portal_task (batch_no, chunk, records, started_at) select batch_no, no, (select"
                        + " string_agg(decode(lpad(to_hex(i), 4, '0'), 'hex'), ''::bytea order by i) from"
                        + " generate_series(0, count - 1) i), now() from dossier_chunk order by batch_no, no")
                .update();
        rig.start();
        rig.awaitEmpty();

        verify(truth);
    }

    @Test
    void usesTheCodeThatThePortalGave() {
        String given = "000.00.00.G22-261120-0007";
        rig.jdbc()
                .sql("insert into dossier_alias (portal_code, agency, own_code, linked_at) values (?, 'H56', ?, now())")
                .params(given, A)
                .update();
        rig.batch(RecordKind.DOSSIER, dossier(A, 2));
        rig.batch(RecordKind.PROGRESS, progress(A, 4, 1));
        rig.start();
        rig.awaitEmpty();

        assertThat(rig.simulator().states()).containsOnly(Map.entry(given, 4));
    }

    @Test
    void onlyOneHubSends() throws IOException {
        rig.start();
        await().until(() -> rig.forwarder().isLeading());
        Forwarder first = rig.forwarder();
        rig.start();
        long batch = rig.batch(RecordKind.DOSSIER, dossier(A, 2));
        rig.awaitEmpty();
        assertThat(rig.forwarder().isLeading()).isFalse();
        first.close();
        await().until(() -> rig.forwarder().isLeading());
        rig.batch(RecordKind.DOSSIER, dossier(B, 2));
        rig.awaitEmpty();

        assertThat(rig.simulator().states()).containsOnlyKeys(A, B);
        assertThat(rig.done(batch)).isTrue();
    }

    @Test
    void puttingItAllInTheLogCostsFewEntries() {
        load(400);
        rig.start();
        rig.awaitEmpty();

        long entries = rig.jdbc()
                .sql("select count(*) from audit_entry")
                .query(Long.class)
                .single();
        assertThat(entries).isPositive().isLessThan(200);
    }

    private void survives(int dossiers) {
        Map<String, Integer> truth = load(dossiers);
        rig.start();
        rig.awaitEmpty();
        verify(truth);
    }

    private final Map<String, Integer> steps = new HashMap<>();

    /** Histories of so many dossiers in small batches, agencies mixed; returns the state that each ends in. */
    private Map<String, Integer> load(int dossiers) {
        Random random = new Random(dossiers);
        Map<String, Integer> truth = new HashMap<>();
        List<String> created = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        List<String> finished = new ArrayList<>();
        for (int i = 0; i < dossiers; i++) {
            String code = "H56.12-261122-%05d".formatted(i);
            created.add(dossier(code, 2));
            int count = random.nextInt(4);
            for (int step = 1; step <= count; step++) {
                moved.add(progress(code, 4, step));
            }
            steps.put(code, count);
            truth.put(code, count > 0 ? 4 : 2);
            if (random.nextBoolean()) {
                finished.add(dossier(code, 9));
                truth.put(code, 9);
            }
        }
        for (int from = 0; from < created.size(); from += 70) {
            rig.batch(
                    from % 140 == 0 ? "H56" : "H01",
                    RecordKind.DOSSIER,
                    created.subList(from, Math.min(created.size(), from + 70)));
        }
        rig.batch(RecordKind.PROGRESS, moved);
        rig.batch(RecordKind.DOSSIER, finished);
        return truth;
    }

    private void verify(Map<String, Integer> truth) {
        PortalCounters counters = rig.simulator().counters();
        assertThat(rig.simulator().states()).containsExactlyInAnyOrderEntriesOf(truth);
        steps.forEach((code, count) ->
                assertThat(rig.simulator().steps(code)).as(code).isEqualTo(count));
        assertThat(counters.doubled()).as("doubled").isZero();
        assertThat(counters.backward()).as("backward").isZero();
        assertThat(counters.created()).isEqualTo(truth.size());
        assertThat(rig.jdbc()
                        .sql("select coalesce(string_agg(reason, ', '), '') from dossier_finding")
                        .query(String.class)
                        .single())
                .isEmpty();
        assertThat(rig.jdbc()
                        .sql("select count(*) from dossier_batch where done_at is null or delivered <> to_deliver"
                                + " or answered <> to_deliver or waiting <> 0")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
