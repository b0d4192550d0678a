package org.lienthong.dossier.statistics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;

/** The indicators of a period, put together from the counts and from what was supplied. */
public final class Statistics {

    /**
     * What is asked for.
     *
     * @param structure by the structure of which day agencies are counted
     */
    record Query(ReportPeriod period, Grouping.By by, Structure structure) {}

    /** One ministry, province or procedure. */
    public record Row(String key, String name, Totals counts, List<Indicator.Figure> indicators) {}

    /** What was counted, in the words of the report to the Government Office. */
    public record Totals(
            long received,
            long receivedOnline,
            long carriedOver,
            long ended,
            long endedEarly,
            long endedLate,
            long open,
            long openOverdue,
            long finished,
            long withoutLimit) {

        static Totals of(Counts counts) {
            return new Totals(
                    counts.of(Measure.RECEIVED),
                    counts.of(Measure.RECEIVED_ONLINE),
                    counts.carriedOver(),
                    counts.of(Measure.ENDED),
                    counts.of(Measure.ENDED_EARLY),
                    counts.of(Measure.ENDED_LATE),
                    counts.open(),
                    counts.openOverdue(),
                    counts.of(Measure.FINISHED),
                    counts.of(Measure.UNDATED));
        }
    }

    /** @param definitions by indicator: in English and in Vietnamese */
    public record Definition(String indicator, String en, String vi) {}

    /**
     * The answer.
     *
     * @param structure {@code then}, {@code today} or a day
     * @param complete whether the period is over
     */
    public record Answer(
            String period,
            LocalDate from,
            LocalDate through,
            String by,
            String structure,
            boolean complete,
            List<Row> rows,
            Row total,
            List<Definition> definitions) {}

    private static final List<Definition> DEFINITIONS = Arrays.stream(Indicator.values())
            .map(one -> new Definition(one.word(), one.en(), one.vi()))
            .toList();

    private final CountReader counts;
    private final SuppliedCounts supplied;
    private final Procedures procedures;
    private final Agencies agencies;

    Statistics(CountReader counts, SuppliedCounts supplied, Procedures procedures, Agencies agencies) {
        this.counts = counts;
        this.supplied = supplied;
        this.procedures = procedures;
        this.agencies = agencies;
    }

    Grouping grouping(Query query) {
        LocalDate day = query.structure().day();
        if (query.structure().equals(Structure.THEN)) {
            return Grouping.asRecorded(agencies.current(), query.period().through());
        }
        return Grouping.by(agencies.current(), day == null ? agencies.today() : day);
    }

    /**
     * The indicators of all agencies, as they were grouped at the time.
     *
     * @param by {@code ministry}, {@code province} or {@code procedure}
     * @throws org.lienthong.problem.ProblemException when the period is none
     */
    public Answer of(String period, String by) {
        return of(StatisticsController.query(period, by, "then"));
    }

    Answer of(Query query) {
        List<Row> rows = new ArrayList<>();
        Counts total = Counts.none();
        Supplied totalSupplied = null;
        Map<String, Supplied> given = query.by() == Grouping.By.PROCEDURE ? Map.of() : supplied(query);
        for (Map.Entry<String, Counts> entry : counts(query).entrySet()) {
            Supplied told = given.getOrDefault(entry.getKey(), Supplied.NOTHING);
            rows.add(row(query, entry.getKey(), entry.getValue(), told));
            total.add(entry.getValue());
            totalSupplied = totalSupplied == null ? told : totalSupplied.and(told);
        }
        ReportPeriod period = query.period();
        return new Answer(
                period.text(),
                period.from(),
                period.through(),
                query.by().name().toLowerCase(java.util.Locale.ROOT),
                query.structure().word(),
                agencies.today().isAfter(period.through()),
                rows,
                new Row(
                        "total",
                        "Tổng số",
                        Totals.of(total),
                        figures(total, totalSupplied == null ? Supplied.NOTHING : totalSupplied, null)),
                DEFINITIONS);
    }

    private Map<String, Counts> counts(Query query) {
        if (query.by() == Grouping.By.PROCEDURE) {
            return counts.byProcedure(query.period());
        }
        Grouping grouping = grouping(query);
        Map<String, Counts> grouped = new TreeMap<>();
        counts.byAgency(query.period()).forEach((agency, one) -> {
            String key = grouping.key(agency);
            if (Grouping.kind(key) == query.by()) {
                grouped.computeIfAbsent(key, any -> Counts.none()).add(one);
            }
        });
        return grouped;
    }

    private Map<String, Supplied> supplied(Query query) {
        Grouping grouping = grouping(query);
        Map<String, Supplied> grouped = new TreeMap<>();
        supplied.of(query.period()).forEach((agency, one) -> grouped.merge(grouping.key(agency), one, Supplied::and));
        return grouped;
    }

    private Row row(Query query, String key, Counts of, Supplied told) {
        if (query.by() == Grouping.By.PROCEDURE) {
            @Nullable Procedure procedure = procedures.find(key, query.period().through());
            return new Row(
                    key,
                    procedure == null ? "" : procedure.name(),
                    Totals.of(of),
                    figures(of, told, procedure == null ? null : procedure.unit()));
        }
        return new Row(key, grouping(query).name(key), Totals.of(of), figures(of, told, null));
    }

    private static List<Indicator.Figure> figures(Counts of, Supplied told, Procedure.@Nullable Unit unit) {
        return Arrays.stream(Indicator.values())
                .map(indicator -> indicator.figure(of, told, unit))
                .toList();
    }
}
