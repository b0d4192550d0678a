package org.lienthong.dossier.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierChange;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.batch.TestBatches;
import org.lienthong.dossier.history.DossierCodec;
import org.lienthong.dossier.record.SampleRecords;
import org.lienthong.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of records that come in any order, more than once, in batches of any size. */
class SequencerTest {

    private static final DateTimeFormatter WIRE =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));
    private static final Instant START = Instant.parse("2026-11-20T01:30:00Z");
    private static final String CODE = "H56.12-261120-0001";

    @TempDir
    Path spool;

    private TestBatches batches;

    /** A record as the portal has it to take, in the order of sending. */
    private record Sent(String code, RecordKind kind, int state) {}

    private record Record(RecordKind kind, String json) {}

    @BeforeEach
    void start() {
        batches = new TestBatches(TestDatabase.empty(), spool, true);
    }

    @Test
    void sendsWhatBecomesTrueWhenALateRecordExplainsIt() {
        batches.submit(RecordKind.DOSSIER, dossier(CODE, 2, 0, ""));
        UUID flagged = batches.submit(
                RecordKind.PROGRESS, progress(CODE, 5, 60), progress(CODE, 9, 180), progress(CODE, 10, 240));
        batches.sequence();
        assertThat(batches.counts(flagged)).containsExactly(3, 1, 0, 0, 2, 1);
        assertThat(batches.findings(flagged))
                .containsExactly("1 /TrangThai rewritten-state", "2 /TrangThai rewritten-state");
        batches.submit(RecordKind.PROGRESS, progress(CODE, 4, 120));
        batches.sequence();
        assertThat(batches.counts(flagged)).containsExactly(3, 3, 0, 0, 0, 3);
        assertThat(batches.findings(flagged)).isEmpty();
        assertThat(sent()).extracting(Sent::state).containsExactly(2, 5, 4, 9, 10);
    }

    @Test
    void correctsThePortalWhenALateRecordShowsARewriting() {
        batches.submit(RecordKind.DOSSIER, dossier(CODE, 2, 0, ""));
        batches.submit(RecordKind.PROGRESS, progress(CODE, 4, 60), progress(CODE, 9, 180));
        batches.sequence();
        UUID late = batches.submit(RecordKind.PROGRESS, progress(CODE, 5, 120));
        batches.sequence();
        assertThat(batches.counts(late)).containsExactly(1, 0, 0, 1, 0, 1);
        assertThat(sent()).extracting(Sent::state).containsExactly(2, 4, 5); // the 9 had not left yet
    }

    @Test
    void doesNotSendBackwardsWhatIsBelievedTooLate() {
        batches.submit(RecordKind.DOSSIER, dossier(CODE, 2, 0, ""));
        UUID flagged = batches.submit(RecordKind.PROGRESS, progress(CODE, 6, 60), progress(CODE, 9, 180));
        batches.submit(RecordKind.DOSSIER, dossier(CODE, 10, 240, "\"DuocThanhToanTrucTuyen\":\"1\","));
        batches.sequence();
        assertThat(batches.findings(flagged)).containsExactly("1 /TrangThai rewritten-state");
        batches.submit(RecordKind.PROGRESS, progress(CODE, 4, 120));
        batches.sequence();
        assertThat(batches.counts(flagged)).containsExactly(2, 1, 0, 1, 0, 1);
        assertThat(sent()).extracting(Sent::state).containsExactly(2, 6, 10);
    }

    @Test
    void keepsWhatIsLateAndDoesNotSendIt() {
        batches.submit(RecordKind.DOSSIER, dossier(CODE, 2, 0, ""));
        batches.submit(RecordKind.PROGRESS, progress(CODE, 9, 180));
        UUID late = batches.submit(RecordKind.PROGRESS, progress(CODE, 4, 60), progress(CODE, 4, 60));
        batches.sequence();
        assertThat(batches.counts(late)).containsExactly(2, 0, 1, 1, 0, 0);
        assertThat(sent()).extracting(Sent::state).containsExactly(2, 9);
    }

    @Test
    void sendsADossierThatComesAfterItsProgress() {
        batches.submit(RecordKind.PROGRESS, progress(CODE, 4, 60));
        UUID dossier = batches.submit(RecordKind.DOSSIER, dossier(CODE, 2, 0, ""));
        batches.sequence();
        assertThat(batches.counts(dossier)).containsExactly(1, 0, 0, 1, 0, 1);
        assertThat(sent()).extracting(Sent::kind).containsExactly(RecordKind.PROGRESS, RecordKind.DOSSIER);
    }

    @Test
    void sendsARecordThatCountsAgainOnceMore() {
        batches.submit(RecordKind.DOSSIER, dossier(CODE, 2, 0, ""));
        UUID first = batches.submit(RecordKind.PROGRESS, progress(CODE, 4, 60), progress(CODE, 9, 180));
        batches.sequence();
        // The portal has taken all of it.
        batches.jdbc
                .sql("update dossier_chunk set answers = decode(repeat('03', count), 'hex')")
                .update();
        batches.jdbc
                .sql("update dossier_batch set delivered = to_deliver, answered = to_deliver")
                .update();
        batches.jdbc.sql("delete from portal_task").update();
        batches.submit(RecordKind.PROGRESS, progress(CODE, 5, 100));
        batches.submit(RecordKind.PROGRESS, progress(CODE, 4, 120));
        batches.sequence();
        assertThat(sent()).extracting(Sent::state).containsExactly(5, 4, 9);
        assertThat(batches.jdbc
                        .sql("select count(started_at) from portal_task")
                        .query(Integer.class)
                        .single())
                .as("the portal is asked about the 9 that it may have")
                .isEqualTo(1);
        assertThat(batches.jdbc
                        .sql("select delivered || ' ' || answered || ' ' || to_deliver from dossier_batch where id = ?")
                        .param(first)
                        .query(String.class)
                        .single())
                .isEqualTo("1 1 2");
    }

    @Test
    void takesTheFactsOfTheContentThatCounts() {
        batches.submit(RecordKind.DOSSIER, dossier(CODE, 2, 0, ""));
        batches.submit(RecordKind.PROGRESS, progress(CODE, 5, 60));
        batches.sequence();
        batches.submit(RecordKind.DOSSIER, dossier(CODE, 9, 180, "\"NgayTra\":\"20261120180000\","));
        batches.sequence();
        assertThat(stored().get(CODE).facts().returnedAt()).isZero();
        batches.submit(RecordKind.PROGRESS, progress(CODE, 4, 120));
        batches.sequence();
        assertThat(stored().get(CODE).facts().returnedAt()).isPositive();
        DossierChange last = batches.changes.get(batches.changes.size() - 1);
        assertThat(last.before().facts().returnedAt()).isZero();
        assertThat(last.after()).isEqualTo(stored().get(CODE));
    }

    @Test
    void keepsNoEndlessHistory() {
        String[] records = new String[1010];
        for (int i = 0; i < records.length; i++) {
            records[i] = progress(CODE, 4, i);
        }
        UUID batch = batches.submit(RecordKind.PROGRESS, java.util.Arrays.copyOf(records, 900));
        UUID more = batches.submit(RecordKind.PROGRESS, java.util.Arrays.copyOfRange(records, 900, 1010));
        batches.sequence();
        assertThat(batches.counts(batch)).containsExactly(900, 900, 0, 0, 0, 900);
        assertThat(batches.counts(more)).containsExactly(110, 100, 0, 0, 10, 100);
        assertThat(batches.findings(more)).hasSize(10).contains("100 /TrangThai too-many");
    }

    @Test
    void leavesNothingOfATransactionThatFails() {
        UUID batch = batches.submit(RecordKind.DOSSIER, dossier(CODE, 2, 0, ""), dossier(CODE, 2, 0, ""));
        batches.fail(new IllegalStateException("as if the hub had died"));
        assertThatThrownBy(batches::sequence).hasMessageContaining("as if");
        assertThat(batches.counts(batch)).containsExactly(2, 0, 0, 0, 0, 0);
        assertThat(stored()).isEmpty();
        batches.sequence();
        assertThat(batches.counts(batch)).containsExactly(2, 1, 1, 0, 0, 1);
        assertThat(sent()).hasSize(1);
    }

    @Test
    void takesUpEachRecordOnceHoweverManyHubsTry() throws Exception {
        TestBatches other = new TestBatches(batches.database, spool.resolve("other"), true);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String code = "H56-261120-%05d".formatted(i % 7);
            ids.add((i % 2 == 0 ? batches : other)
                    .submit(RecordKind.PROGRESS, progress(code, 4, i), progress(code, 4, i)));
        }
        Thread one = new Thread(() -> sequenceOften(batches));
        Thread two = new Thread(() -> sequenceOften(other));
        one.start();
        two.start();
        one.join();
        two.join();
        batches.sequence();
        assertThat(ids).allSatisfy(id -> assertThat(batches.counts(id)).containsExactly(2, 1, 1, 0, 0, 1));
        assertThat(sent()).hasSize(40);
    }

    private static void sequenceOften(TestBatches hub) {
        for (int i = 0; i < 20; i++) {
            hub.sequence();
        }
    }

    /** The same records in two orders, doubled, cut into batches at random: one truth, and the portal told of it last. */
    @Test
    void hasOneTruthHoweverTheRecordsCome() {
        Random random = new Random(23);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String code = "H56-261120-%05d".formatted(i);
            int length = 2 + random.nextInt(6);
            for (int k = 0; k < length; k++) {
                int state = 1 + random.nextInt(10);
                int minute = 10 * random.nextInt(40) + k;
                records.add(
                        random.nextInt(3) == 0
                                ? new Record(RecordKind.DOSSIER, dossier(code, state, minute, traits(random)))
                                : new Record(RecordKind.PROGRESS, progress(code, state, minute)));
            }
        }
        Map<String, String> truth = null;
        for (int order = 0; order < 3; order++) {
            batches = new TestBatches(TestDatabase.empty(), spool, true);
            List<Record> arrivals = new ArrayList<>(records);
            arrivals.addAll(records.subList(0, 100));
            Collections.shuffle(arrivals, random);
            submit(arrivals, random);
            assertCountsAddUp(arrivals.size());
            Map<String, Dossier> dossiers = stored();
            Map<String, String> now = new TreeMap<>();
            dossiers.forEach((code, dossier) -> now.put(code, shown(dossier)));
            truth = truth == null ? now : truth;
            assertThat(now).isEqualTo(truth);
            assertThatThePortalEndsWithTheTruth(dossiers);
        }
    }

    private void submit(List<Record> arrivals, Random random) {
        int next = 0;
        while (next < arrivals.size()) {
            RecordKind kind = arrivals.get(next).kind();
            List<String> batch = new ArrayList<>();
            while (next < arrivals.size() && arrivals.get(next).kind() == kind) {
                batch.add(arrivals.get(next++).json());
            }
            batches.submit(kind, batch.toArray(String[]::new));
            if (random.nextInt(10) == 0) {
                batches.sequence();
            }
        }
        batches.sequence();
    }

    private void assertCountsAddUp(int received) {
        batches.jdbc.sql("""
                        select sum(received) as received, sum(accepted + duplicate + out_of_order + refused) as settled,
                          sum(duplicate) as duplicate, count(*) filter (where sequenced_at is null) as open,
                          (select count(*) from dossier_finding) as findings, sum(refused) as refused
                        from dossier_batch""").query(row -> {
            assertThat(row.getInt("received")).isEqualTo(received);
            assertThat(row.getInt("settled")).isEqualTo(received);
            assertThat(row.getInt("duplicate")).isEqualTo(100);
            assertThat(row.getInt("open")).isZero();
            assertThat(row.getInt("findings")).isEqualTo(row.getInt("refused"));
        });
    }

    private void assertThatThePortalEndsWithTheTruth(Map<String, Dossier> dossiers) {
        Map<String, Integer> portal = new HashMap<>();
        Map<String, List<Integer>> waiting = new HashMap<>();
        for (Sent sent : sent()) {
            if (sent.kind() == RecordKind.PROGRESS && !portal.containsKey(sent.code())) {
                waiting.computeIfAbsent(sent.code(), code -> new ArrayList<>()).add(sent.state());
                continue;
            }
            portal.put(sent.code(), sent.state());
            List<Integer> released = waiting.remove(sent.code());
            if (released != null) {
                portal.put(sent.code(), released.get(released.size() - 1));
            }
        }
        dossiers.forEach((code, dossier) -> {
            if (dossier.facts() != null) {
                assertThat(portal.get(code))
                        .as(shown(dossier))
                        .isEqualTo(dossier.state().number());
            }
        });
    }

    private static String traits(Random random) {
        return List.of("", "\"DuocThanhToanTrucTuyen\":\"1\",", "\"DuocThanhToanTrucTuyen\":\"3\",")
                .get(random.nextInt(3));
    }

    private static String shown(Dossier dossier) {
        StringBuilder text =
                new StringBuilder().append(dossier.state()).append(' ').append(dossier.facts());
        dossier.history().forEach(event -> text.append("\n ")
                .append(event.state())
                .append(event.kind())
                .append(event.at())
                .append(' ')
                .append(event.digest())
                .append(event.verdict()));
        return text.toString();
    }

    private Map<String, Dossier> stored() {
        Map<String, Dossier> dossiers = new TreeMap<>();
        batches.jdbc.sql("select code, agency, history, facts from dossier").query(row -> {
            byte[] facts = row.getBytes(4);
            dossiers.put(
                    row.getString(1),
                    new Dossier(
                            row.getString(1),
                            row.getString(2),
                            DossierCodec.events(row.getBytes(3)),
                            facts == null ? null : DossierCodec.facts(facts),
                            0));
        });
        return dossiers;
    }

    private List<Sent> sent() {
        List<Sent> sent = new ArrayList<>();
        batches.jdbc.sql("""
                        select t.records, c.records, c.offsets, b.kind, c.answers from portal_task t
                        join dossier_chunk c on c.batch_no = t.batch_no and c.no = t.chunk
                        join dossier_batch b on b.batch_no = t.batch_no order by t.id""").query(row -> {
            ByteBuffer places = ByteBuffer.wrap(row.getBytes(1));
            byte[] bytes = row.getBytes(2);
            ByteBuffer offsets = ByteBuffer.wrap(row.getBytes(3));
            RecordKind kind = RecordKind.values()[row.getInt(4)];
            byte[] answers = row.getBytes(5);
            while (places.hasRemaining()) {
                int place = places.getShort() & 0xffff;
                if (answers[place] == 0) {
                    continue; // not to be sent after all
                }
                int start = offsets.getInt(place * 4);
                String json = new String(bytes, start, offsets.getInt(place * 4 + 4) - start, StandardCharsets.UTF_8);
                JsonNode record = JsonMapper.shared().readTree(json);
                String state = kind == RecordKind.DOSSIER ? "TrangThaiHoSo" : "TrangThai";
                sent.add(new Sent(
                        record.get("MaHoSo").asString(),
                        kind,
                        Integer.parseInt(record.get(state).asString())));
            }
        });
        return sent;
    }

    /** A HoSo whose business time is so many minutes after the start, whatever its state. */
    private static String dossier(String code, int state, int minute, String more) {
        String at = WIRE.format(START.plusSeconds(60L * minute));
        String record = SampleRecords.dossier().replace(CODE, code);
        if (more.contains("DuocThanhToanTrucTuyen")) {
            record = record.replace("\"DuocThanhToanTrucTuyen\":\"0\",", "");
        }
        return record.replace("\"NgayNopHoSo\":\"20261120080000\",", "")
                .replace("\"NgayTiepNhan\":\"20261120083000\"", "\"NgayTiepNhan\":\"" + at + "\"")
                .replace("\"TrangThaiHoSo\":\"2\"", more + "\"TrangThaiHoSo\":\"" + state + "\"");
    }

    private static String progress(String code, int state, int minute) {
        return "{\"MaHoSo\":\"%s\",\"ThoiDiemXuLy\":\"%s\",\"TrangThai\":\"%d\",\"NoiDungXuLy\":\"bước %d\"}"
                .formatted(code, WIRE.format(START.plusSeconds(60L * minute)), state, minute);
    }
}
