package org.lienthong.dossier.statistics;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditedTransaction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The numbers that stewards supply: dossiers that other systems count, and complaints. Each change is an audit entry. */
class SuppliedCounts {

    /** Who counted. */
    enum Source {
        /** The national reporting system. */
        REPORTING,
        PORTAL,
        COMPLAINTS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One number.
     *
     * @param period {@code 2026} (all of the year before, for want of a better one), {@code 2026-Q4} or {@code 2026-11}
     * @param agency its id
     */
    record Item(String period, String agency, Source source, long count) {}

    private static final String UPSERT = "insert into statistics_supplied (period, agency, source, count, supplied_at,"
            + " supplied_by) values (:period, :agency, :source, :count, :at, :by) on conflict (period, agency, source)"
            + " do update set count = excluded.count, supplied_at = excluded.supplied_at,"
            + " supplied_by = excluded.supplied_by";

    private final JdbcClient jdbc;
    private final AuditedTransaction transaction;
    private final Clock clock;

    SuppliedCounts(JdbcClient jdbc, AuditedTransaction transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    void supply(List<Item> items, String by, String traceId) {
        Instant now = clock.instant();
        transaction.run(entries -> {
            for (Item item : items) {
                jdbc.sql(UPSERT)
                        .param("period", item.period())
                        .param("agency", item.agency())
                        .param("source", item.source().word())
                        .param("count", item.count())
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .param("by", by)
                        .update();
            }
            String what = "statistics " + items.size() + " supplied";
            return entries.add(AuditEntry.of(AuditEvent.CONFIGURED, now, by, what, traceId));
        });
    }

    /** By agency id. */
    Map<String, Supplied> of(ReportPeriod period) {
        Map<String, Map<String, Long>> given = new HashMap<>();
        jdbc.sql("select agency, period, source, count from statistics_supplied where period in (:period, :year)")
                .param("period", period.text())
                .param("year", period.lastYear())
                .query(row -> {
                    boolean own = row.getString(2).equals(period.text());
                    given.computeIfAbsent(row.getString(1), agency -> new HashMap<>())
                            .put((own ? "" : "last-year-") + row.getString(3), row.getLong(4));
                });
        Map<String, Supplied> all = new HashMap<>();
        given.forEach((agency, counts) -> all.put(agency, supplied(counts, period)));
        return all;
    }

    private static Supplied supplied(Map<String, Long> counts, ReportPeriod period) {
        @Nullable Long complaints = counts.get("complaints");
        long reporting = counts.getOrDefault("reporting", -1L);
        long portal = counts.getOrDefault("portal", -1L);
        if (reporting >= 0 || portal >= 0) {
            return new Supplied(Math.max(reporting, portal), reporting >= portal ? "reporting" : "portal", complaints);
        }
        long year =
                Math.max(counts.getOrDefault("last-year-reporting", -1L), counts.getOrDefault("last-year-portal", -1L));
        return year < 0
                ? new Supplied(null, null, complaints)
                : new Supplied(Math.round((double) year / period.inYear()), "last-year", complaints);
    }
}
