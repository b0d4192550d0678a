package org.lienthong.dossier.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.TestAgencies;
import org.lienthong.codelist.CodeLists;
import org.lienthong.dossier.DossierChange;
import org.lienthong.dossier.generate.DossierStream;
import org.lienthong.dossier.generate.Faults;
import org.lienthong.dossier.generate.Load;
import org.lienthong.dossier.generate.Sender;
import org.lienthong.problem.ProblemException;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

class StatisticsTest {

    private static final LocalDate FROM = LocalDate.of(2026, 8, 1);

    private final DataSource dataSource = TestDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final Procedures procedures = Procedures.of(CodeLists.read(Path.of("config/codelists")));
    private final Agencies agencies = TestAgencies.shipped();
    private final SuppliedCounts supplied =
            new SuppliedCounts(jdbc, TestDatabase.audited(dataSource), Clock.systemUTC());
    private final Statistics statistics =
            new Statistics(new CountReader(jdbc, new Fold(dataSource)), supplied, procedures, agencies);

    @BeforeEach
    void fill() throws Exception {
        jdbc.sql("truncate statistics_delta, statistics_month, statistics_supplied")
                .update();
        List<Sender> senders = Sender.of(AgencyRegistry.load(Path.of("config/agencies")), FROM).stream()
                .filter(sender -> Set.of("H26", "H41", "G15").contains(sender.agency()))
                .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
        // H33 was merged into H01 and goes on sending under its own code.
        senders.add(Sender.of("H33", "UBND tỉnh Kiên Giang"));
        Load load = new Load(1, FROM, LocalDate.of(2026, 10, 1), 400, senders, procedures.all(), Faults.NONE);
        DossierStream stream = new DossierStream(load);
        Told told = new Told();
        List<DossierChange> changes = new ArrayList<>();
        while (stream.next()) {
            changes.add(
                    told.take(Told.record(stream, senders.get(stream.sender()).agency())));
        }
        try (Connection connection = dataSource.getConnection()) {
            new DossierCounts(new Counting(procedures, new WorkingCalendar(Set.of()))).record(connection, changes);
        }
    }

    private Statistics.Answer ask(String period, String by, String structure) {
        return statistics.of(StatisticsController.query(period, by, structure));
    }

    private static Indicator.Figure figure(Statistics.Row row, Indicator indicator) {
        return row.indicators().get(indicator.ordinal());
    }

    private static Statistics.Row row(Statistics.Answer answer, String key) {
        return answer.rows().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsMinistriesAndProvincesApart() {
        assertThat(ask("2026-08", "ministry", "then").rows())
                .extracting(Statistics.Row::key)
                .containsExactly("G15");
        assertThat(ask("2026-08", "province", "then").rows())
                .extracting(Statistics.Row::key)
                .containsExactly("H26", "H33", "H41");
    }

    @Test
    void countsMergedAgenciesUnderWhoReceivesToday() {
        Statistics.Answer then = ask("2026-Q3", "province", "then");
        Statistics.Answer today = ask("2026-Q3", "province", "today");

        assertThat(today.rows()).extracting(Statistics.Row::key).containsExactly("H01", "H26", "H41");
        assertThat(row(today, "H01").counts()).isEqualTo(row(then, "H33").counts());
        assertThat(row(today, "H01").name()).contains("An Giang");
        assertThat(today.total().counts()).isEqualTo(then.total().counts());
    }

    @Test
    void countsByTheStructureOfAnyDay() {
        Statistics.Answer then = ask("2026-Q3", "province", "then");
        for (String day : List.of("2025-06-30", "2025-07-01", "now")) {
            Statistics.Answer answer = ask("2026-Q3", "province", day);
            assertThat(answer.total().counts()).isEqualTo(then.total().counts());
            assertThat(answer.rows())
                    .extracting(Statistics.Row::key)
                    .containsExactlyInAnyOrder(day.equals("2025-06-30") ? "H33" : "H01", "H26", "H41");
        }
        assertThat(row(ask("2026-Q3", "province", "2025-06-30"), "H33").name()).contains("Kiên Giang");
        assertThatThrownBy(() -> ask("2026-Q3", "province", "30/06/2025")).isInstanceOf(ProblemException.class);
    }

    @Test
    void followsUnitsThatASplitDividedUp(@TempDir Path split) throws Exception {
        Files.writeString(split.resolve("a.yaml"), """
                agencies:
                  - {id: H26, names: [{vi: A}], codes: [{scheme: QD20, value: H26}]}
                  - {id: H33, names: [{vi: B}], codes: [{scheme: QD20, value: H33}], parent: H26}
                  - {id: H41, names: [{vi: C}], codes: [{scheme: QD20, value: H41}]}
                  - {id: G15, names: [{vi: D}], codes: [{scheme: QD20, value: G15}]}
                  - {id: H90, names: [{vi: E}], codes: [{scheme: QD20, value: H90}]}
                """);
        Files.createDirectories(split.resolve("changes"));
        Files.writeString(split.resolve("changes/2026-09-01.yaml"), """
                from: 2026-09-01
                legalBasis: NQ 1/2026/QH16
                changes:
                  - split: {agency: H26, into: [{agency: H41}, {agency: H90, units: [H33]}], receiver: H41}
                """);
        Statistics divided = new Statistics(
                new CountReader(jdbc, new Fold(dataSource)), supplied, procedures, TestAgencies.of(split));
        Statistics.Answer before = divided.of(StatisticsController.query("2026-Q3", "province", "2026-08-31"));
        Statistics.Answer after = divided.of(StatisticsController.query("2026-Q3", "province", "2026-09-01"));

        assertThat(before.rows()).extracting(Statistics.Row::key).containsExactly("H26", "H41");
        assertThat(after.rows()).extracting(Statistics.Row::key).containsExactly("H41", "H90");
        assertThat(after.total().counts()).isEqualTo(before.total().counts());
        assertThat(row(after, "H90").counts())
                .isEqualTo(row(ask("2026-Q3", "province", "2025-06-30"), "H33").counts());
    }

    @Test
    void addsUpWhateverItIsToldBy() {
        Statistics.Totals byProcedure =
                ask("2026-09", "procedure", "then").total().counts();
        Statistics.Totals ministries =
                ask("2026-09", "ministry", "then").total().counts();
        Statistics.Totals provinces = ask("2026-09", "province", "then").total().counts();

        assertThat(byProcedure.received()).isEqualTo(ministries.received() + provinces.received());
        assertThat(byProcedure.open()).isEqualTo(ministries.open() + provinces.open());
        for (Statistics.Row row : ask("2026-Q3", "province", "then").rows()) {
            Statistics.Totals of = row.counts();
            assertThat(of.received() + of.carriedOver()).isEqualTo(of.ended() + of.open());
        }
    }

    @Test
    void carriesOverWhatWasOpen() {
        Statistics.Totals august = ask("2026-08", "province", "then").total().counts();
        Statistics.Totals september = ask("2026-09", "province", "then").total().counts();

        assertThat(september.carriedOver()).isEqualTo(august.open()).isPositive();
    }

    @Test
    void takesTheLargerOfTheCountsSuppliedElseLastYears() {
        supplied.supply(
                List.of(
                        new SuppliedCounts.Item("2025", "H26", SuppliedCounts.Source.PORTAL, 1200),
                        new SuppliedCounts.Item("2026-08", "H41", SuppliedCounts.Source.PORTAL, 70),
                        new SuppliedCounts.Item("2026-08", "H41", SuppliedCounts.Source.REPORTING, 90)),
                "demo-steward",
                "t");
        Statistics.Answer month = ask("2026-08", "province", "then");
        Statistics.Answer quarter = ask("2026-Q3", "province", "then");

        assertThat(figure(row(month, "H41"), Indicator.SYNC_RATE).denominator()).isEqualTo(90);
        assertThat(figure(row(month, "H41"), Indicator.SYNC_RATE).basis()).isEqualTo("reporting");
        assertThat(figure(row(month, "H26"), Indicator.SYNC_RATE).denominator()).isEqualTo(100);
        assertThat(figure(row(quarter, "H26"), Indicator.SYNC_RATE).denominator())
                .isEqualTo(300);
        assertThat(figure(row(quarter, "H26"), Indicator.SYNC_RATE).basis()).isEqualTo("last-year");
        assertThat(figure(row(quarter, "H33"), Indicator.SYNC_RATE).value()).isNull();
        assertThat(figure(quarter.total(), Indicator.SYNC_RATE).value()).isNull();
    }

    @Test
    void subtractsComplaintsFromSatisfaction() {
        Indicator.Figure without = figure(row(ask("2026-08", "province", "then"), "H26"), Indicator.SATISFACTION);
        supplied.supply(
                List.of(new SuppliedCounts.Item("2026-08", "H26", SuppliedCounts.Source.COMPLAINTS, 3)),
                "demo-steward",
                "t");
        Indicator.Figure with = figure(row(ask("2026-08", "province", "then"), "H26"), Indicator.SATISFACTION);

        assertThat(without.basis()).isEqualTo("without-complaints");
        assertThat(with.basis()).isNull();
        assertThat(with.numerator()).isEqualTo(without.numerator() - 3);
    }

    @Test
    void recordsWhatIsSupplied() {
        supplied.supply(
                List.of(new SuppliedCounts.Item("2025", "H26", SuppliedCounts.Source.PORTAL, 1200)), "steward-1", "t");

        assertThat(jdbc.sql("select convert_from(entry, 'UTF8') from audit_entry")
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .contains("configured", "steward-1", "statistics 1 supplied");
    }

    @Test
    void tellsTimeInTheUnitOfTheProcedure() {
        Statistics.Answer answer = ask("2026-Q3", "procedure", "then");

        assertThat(answer.rows())
                .extracting(row -> figure(row, Indicator.AVERAGE_TIME).unit())
                .contains("working-day", "hour", "day");
        assertThat(figure(answer.total(), Indicator.AVERAGE_TIME).unit()).isEqualTo("day");
    }

    @Test
    void writesOneCsvLinePerFigure() {
        Statistics.Answer answer = ask("2026-09", "province", "then");

        String[] lines = StatisticsCsv.of(answer).split("\r\n");
        assertThat(lines).hasSize(1 + 4 * Indicator.values().length);
        assertThat(lines[1]).startsWith("2026-09,province,H26,").contains(",sync-rate,");
        assertThat(lines[0].split(",")).hasSize(10);
    }

    @Test
    void keepsSpreadsheetsFromRunningAName() {
        StringBuilder text = new StringBuilder();
        StatisticsCsv.line(text, "=1+1", "a\"b", 3, null);

        assertThat(text).hasToString("'=1+1,\"a\"\"b\",3,\r\n");
    }

    @Test
    void reportsAMonthWithTheColumnsOfTheForm() throws Exception {
        MonthlyReport report = new MonthlyReport(
                ReportPeriod.parse("2026-09"),
                ask("2026-09", "ministry", "then"),
                ask("2026-09", "province", "then"),
                LocalDate.of(2026, 10, 2));

        String html = report.toHtml();
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new org.xml.sax.InputSource(new StringReader(html.replaceFirst("<!DOCTYPE html>", "")
                        .replace("<meta charset=\"UTF-8\">", "")
                        .replace("<br>", " "))));
        assertThat(html)
                .contains(
                        "từ ngày 01/09/2026 đến ngày 30/09/2026",
                        "Từ kỳ trước chuyển sang",
                        "Bộ Tư pháp",
                        "lang=\"vi\"");
        assertThat(report.toCsv().getBytes(StandardCharsets.UTF_8)).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(report.toCsv().split("\r\n")).hasSize(1 + 2 + 4);
    }
}
