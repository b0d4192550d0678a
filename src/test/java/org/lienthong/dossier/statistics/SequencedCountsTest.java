package org.lienthong.dossier.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.codelist.CodeLists;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.batch.TestBatches;
import org.lienthong.dossier.generate.DossierStream;
import org.lienthong.dossier.generate.Faults;
import org.lienthong.dossier.generate.Load;
import org.lienthong.dossier.generate.Sender;
import org.lienthong.dossier.generate.TrueDossier;
import org.lienthong.dossier.generate.Truth;
import org.lienthong.dossier.record.RecordSplitter;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Generated records with faults, through intake and sequencer as they are: states and counts are those of the truth. */
class SequencedCountsTest {

    private static final LocalDate FROM = LocalDate.of(2026, 8, 1);
    private static final LocalDate TO = LocalDate.of(2026, 10, 20);
    private static final int BATCH = 150;

    private final Procedures procedures = Procedures.of(CodeLists.read(Path.of("config/codelists")));

    @TempDir
    private Path spool;

    private final DataSource dataSource = TestDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);

    @Test
    void areThoseOfTheTruth() throws Exception {
        jdbc.sql("truncate statistics_delta, statistics_month, statistics_supplied")
                .update();
        List<Sender> senders = Sender.of(AgencyRegistry.load(Path.of("config/agencies")), FROM).stream()
                .filter(sender -> Set.of("H26", "H41", "H57", "G09", "G15").contains(sender.agency()))
                .toList();
        Load load =
                new Load(11, FROM, TO, 1_500, senders, procedures.all().subList(0, 40), new Faults(0.08, 0.05, 0.4));
        TestBatches batches = new TestBatches(dataSource, spool, false);
        List<UUID> ids = submit(load, batches);
        DossierCounts counts = new DossierCounts(new Counting(procedures, new WorkingCalendar(Set.of())));
        try (Connection connection = dataSource.getConnection()) {
            counts.record(connection, batches.changes);
        }

        List<TrueDossier> truth = new ArrayList<>();
        Truth of = new Truth(load);
        for (int i = 0; i < load.dossiers(); i++) {
            truth.add(of.of(i));
        }
        assertThat(ids.stream().flatMap(id -> batches.findings(id).stream()))
                .isNotEmpty()
                .allMatch(finding -> finding.contains("rewritten") || finding.contains("contradict"));
        assertThat(states(batches)).isEqualTo(trueStates(truth));
        CountReader reader = new CountReader(jdbc, new Fold(dataSource));
        for (String text : List.of("2026-08", "2026-09", "2026-10", "2026-Q3")) {
            ReportPeriod period = ReportPeriod.parse(text);
            PlainCount plain = new PlainCount(load.procedures(), Set.of(), period.from(), period.through());
            assertThat(CountsTest.shown(reader.byAgency(period)))
                    .as(text)
                    .isEqualTo(plain.count(truth, TrueDossier::agency));
        }
        assertThatEachFigureHasItsDossiers(reader);
    }

    private void assertThatEachFigureHasItsDossiers(CountReader reader) {
        ReportPeriod period = ReportPeriod.parse("2026-09");
        Counts counts = reader.byAgency(period).get("H26");
        CountedDossiers dossiers =
                new CountedDossiers(jdbc, new Counting(procedures, new WorkingCalendar(Set.of())), 37);
        for (Indicator indicator : Indicator.values()) {
            List<CountedDossiers.Item> all = all(dossiers, period, indicator, CountedDossiers.Part.ANY);
            assertThat(all).as(indicator.word()).hasSize((int) denominator(indicator, counts));
            assertThat(all).extracting(CountedDossiers.Item::code).doesNotHaveDuplicates();
            if (indicator != Indicator.AVERAGE_TIME) {
                assertThat(all(dossiers, period, indicator, CountedDossiers.Part.YES))
                        .as(indicator.word())
                        .hasSize((int) indicator.numerator(counts));
            }
        }
    }

    private static long denominator(Indicator indicator, Counts counts) {
        return indicator == Indicator.SYNC_RATE ? counts.of(Measure.RECEIVED) : indicator.denominator(counts);
    }

    private static List<CountedDossiers.Item> all(
            CountedDossiers dossiers, ReportPeriod period, Indicator indicator, CountedDossiers.Part part) {
        List<CountedDossiers.Item> all = new ArrayList<>();
        String after = "";
        while (after != null) {
            CountedDossiers.Page page =
                    dossiers.page(new CountedDossiers.Query(period, Set.of("H26"), "", indicator, part), after, 10);
            all.addAll(page.items());
            after = page.next();
        }
        return all;
    }

    private static List<UUID> submit(Load load, TestBatches batches) {
        Map<String, StringBuilder> open = new TreeMap<>();
        Map<String, Integer> records = new TreeMap<>();
        List<UUID> ids = new ArrayList<>();
        DossierStream stream = new DossierStream(load);
        while (stream.next()) {
            String key = load.senders().get(stream.sender()).agency() + " " + stream.kind();
            open.computeIfAbsent(key, any -> new StringBuilder())
                    .append(new String(stream.bytes(), UTF_8))
                    .append('\n');
            if (records.merge(key, 1, Integer::sum) == BATCH) {
                ids.add(submit(key, open.remove(key), batches));
                records.remove(key);
            }
        }
        open.forEach((key, rest) -> ids.add(submit(key, rest, batches)));
        batches.sequence();
        return ids;
    }

    private static UUID submit(String key, StringBuilder body, TestBatches batches) {
        String[] parts = key.split(" ");
        UUID id = batches.submit(
                parts[0], RecordKind.valueOf(parts[1]), RecordSplitter.Format.LINES, body.toString(), null);
        batches.sequence();
        return id;
    }

    private static Map<String, String> states(TestBatches batches) {
        Map<String, String> states = new TreeMap<>();
        batches.changes.forEach(change ->
                states.put(change.after().code(), String.valueOf(change.after().state())));
        return states;
    }

    private static Map<String, String> trueStates(List<TrueDossier> truth) {
        Map<String, String> states = new TreeMap<>();
        truth.stream()
                .filter(dossier -> dossier.state() != null)
                .forEach(dossier -> states.put(dossier.code(), String.valueOf(dossier.state())));
        return states;
    }
}
