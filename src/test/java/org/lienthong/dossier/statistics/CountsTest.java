package org.lienthong.dossier.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.codelist.CodeLists;
import org.lienthong.dossier.DossierChange;
import org.lienthong.dossier.generate.DossierStream;
import org.lienthong.dossier.generate.Faults;
import org.lienthong.dossier.generate.Load;
import org.lienthong.dossier.generate.Sender;
import org.lienthong.dossier.generate.TrueDossier;
import org.lienthong.dossier.generate.Truth;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counts that records add up to, late, twice, rewritten or in any order, against a plain computation of the truth. */
class CountsTest {

    private static final LocalDate FROM = LocalDate.of(2026, 8, 1);
    private static final List<String> PERIODS = List.of("2026-08", "2026-09", "2026-10", "2026-Q3", "2026-Q4");
    private static final Set<LocalDate> HOLIDAYS = Set.of(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 9, 2));
    private static final int CHUNK = 200;

    private final DataSource dataSource = TestDatabase.empty();
    private final Procedures procedures = Procedures.of(CodeLists.read(Path.of("config/codelists")));
    private final WorkingCalendar calendar = new WorkingCalendar(HOLIDAYS);
    private final DossierCounts counts = new DossierCounts(new Counting(procedures, calendar));
    private final Fold fold = new Fold(dataSource);
    private final CountReader reader = new CountReader(JdbcClient.create(dataSource), fold);

    @BeforeEach
    void clear() {
        JdbcClient.create(dataSource)
                .sql("truncate statistics_delta, statistics_month, statistics_supplied")
                .update();
    }

    private Load load(int dossiers, long seed, Faults faults) {
        List<Sender> senders = Sender.of(AgencyRegistry.load(Path.of("config/agencies")), FROM).stream()
                .filter(sender -> Set.of("H26", "H41", "H57", "G09", "G15").contains(sender.agency()))
                .toList();
        return new Load(
                seed,
                FROM,
                LocalDate.of(2026, 10, 20),
                dossiers,
                senders,
                procedures.all().subList(0, 25),
                faults);
    }

    private List<DossierChange> changes(Load load, Random permutation) {
        DossierStream stream = new DossierStream(load);
        List<Runnable> takes = new ArrayList<>();
        List<DossierChange> changes = new ArrayList<>();
        Told told = new Told();
        while (stream.next()) {
            String agency = load.senders().get(stream.sender()).agency();
            Told.Record record = Told.record(stream, agency);
            takes.add(() -> {
                DossierChange change = told.take(record);
                if (change != null) {
                    changes.add(change);
                }
            });
        }
        if (permutation != null) {
            Collections.shuffle(takes, permutation);
        }
        takes.forEach(Runnable::run);
        return changes;
    }

    private void record(List<DossierChange> changes) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            for (int i = 0; i < changes.size(); i += CHUNK) {
                connection.setAutoCommit(false);
                counts.record(connection, changes.subList(i, Math.min(changes.size(), i + CHUNK)));
                connection.commit();
                connection.setAutoCommit(true);
                if (i % (CHUNK * 7) == 0) {
                    fold.completeUnlessBusy();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalThePlainComputationOfTheTruth(long seed) throws Exception {
        Load load = load(2_500, seed, new Faults(0.08, 0.05, 0.3));
        record(changes(load, null));

        assertEqual(load);
    }

    @Test
    void equalItWhateverTheOrder() throws Exception {
        Load load = load(1_500, 4, new Faults(0, 0.2, 0.3));
        record(changes(load, new Random(4)));

        assertEqual(load);
    }

    private void assertEqual(Load load) {
        List<TrueDossier> truth = new ArrayList<>();
        Truth of = new Truth(load);
        for (int i = 0; i < load.dossiers(); i++) {
            truth.add(of.of(i));
        }
        Function<TrueDossier, String> procedure =
                one -> load.procedures().get(one.procedure()).code();
        for (String text : PERIODS) {
            ReportPeriod period = ReportPeriod.parse(text);
            PlainCount plain = new PlainCount(load.procedures(), HOLIDAYS, period.from(), period.through());
            assertThat(shown(reader.byAgency(period)))
                    .as("%s by agency", text)
                    .isEqualTo(plain.count(truth, TrueDossier::agency));
            assertThat(shown(reader.byProcedure(period)))
                    .as("%s by procedure", text)
                    .isEqualTo(plain.count(truth, procedure));
        }
        assertThat(reader.byAgency(ReportPeriod.parse("2026-09")).values())
                .extracting(Counts::openOverdue)
                .anyMatch(overdue -> overdue > 0);
    }

    /** The same names as {@link PlainCount}. */
    static Map<String, Map<String, Long>> shown(Map<String, Counts> all) {
        Map<String, Map<String, Long>> shown = new TreeMap<>();
        all.forEach((key, counts) -> {
            Map<String, Long> one = new TreeMap<>();
            Arrays.stream(Measure.values())
                    .filter(measure -> measure != Measure.OVERDUE_IN && measure != Measure.OVERDUE_OUT)
                    .forEach(measure -> one.put(measure.column(), counts.of(measure)));
            one.put("carried_over", counts.carriedOver());
            one.put("open", counts.open());
            one.put("open_overdue", counts.openOverdue());
            one.put("in_time", counts.inTime());
            one.values().removeIf(value -> value == 0);
            shown.put(key, one);
        });
        return shown;
    }
}
