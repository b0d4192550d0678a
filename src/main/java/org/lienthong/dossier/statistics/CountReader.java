package org.lienthong.dossier.statistics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the counts of a period, from {@code statistics_month} alone. */
final class CountReader {

    private static final String SUMS = Arrays.stream(Measure.values())
            .map(measure -> "sum(" + measure.column() + ")::bigint")
            .collect(Collectors.joining(", "));

    private final JdbcClient jdbc;
    private final Fold fold;

    CountReader(JdbcClient jdbc, Fold fold) {
        this.jdbc = jdbc;
        this.fold = fold;
    }

    /** By agency id as at the time. */
    Map<String, Counts> byAgency(ReportPeriod period) {
        return by("agency", period);
    }

    /** By procedure without its owner's suffix. */
    Map<String, Counts> byProcedure(ReportPeriod period) {
        return by("procedure", period);
    }

    private Map<String, Counts> by(String column, ReportPeriod period) {
        try {
            fold.complete();
        } catch (SQLException e) {
            throw new org.springframework.dao.DataAccessResourceFailureException("the counts cannot be added up", e);
        }
        Map<String, Counts> found = new TreeMap<>();
        jdbc.sql("select " + column + ", month >= :first as within, " + SUMS
                        + " from statistics_month where month <= :last group by 1, 2")
                .param("first", ReportPeriod.month(period.first()))
                .param("last", ReportPeriod.month(period.last()))
                .query((ResultSet row) -> {
                    Counts counts = found.computeIfAbsent(row.getString(1), key -> Counts.none());
                    long[] sums = row.getBoolean(2) ? counts.within() : counts.before();
                    for (int i = 0; i < Measure.COUNT; i++) {
                        sums[i] += row.getLong(3 + i);
                    }
                });
        found.values().removeIf(Counts::isNothing);
        return found;
    }
}
