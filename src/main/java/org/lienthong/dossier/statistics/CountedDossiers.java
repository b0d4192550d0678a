package org.lienthong.dossier.statistics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.Dossier;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.history.DossierCodec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The dossiers behind a figure, judged with the very function that counted them. A page looks at a limited number of
 * dossiers, in the order of agency, receipt and code, so it may hold few and still name the next one.
 */
final class CountedDossiers {

    private static final String SELECT =
            "select code, agency, procedure, received_at, history, facts, portal from dossier"
                    + " where agency = any (:agencies) and received_at between :first and :last"
                    + " and (agency, received_at, code) > (:agency, :received, :code)"
                    + " and (:procedure = '' or procedure = :procedure or procedure like :procedure || '.%')"
                    + " order by agency, received_at, code limit :scan";

    /** Whether a dossier is in the numerator, only in the denominator, or in either. */
    enum Part {
        YES,
        NO,
        ANY
    }

    /**
     * What is asked for.
     *
     * @param agencies ids
     * @param procedure without its owner's suffix; empty for any
     */
    record Query(ReportPeriod period, Set<String> agencies, String procedure, Indicator indicator, Part part) {}

    /**
     * One dossier.
     *
     * @param counted whether it is in the numerator
     */
    record Item(
            String code,
            String agency,
            @Nullable String procedure,
            @Nullable Integer state,
            OffsetDateTime receivedAt,
            @Nullable OffsetDateTime dueAt,
            @Nullable OffsetDateTime endedAt,
            boolean counted) {}

    /** @param next the value of {@code after} for the next page; null on the last one */
    record Page(List<Item> items, @Nullable String next) {}

    private record Row(Dossier dossier, @Nullable String procedure, long received) {}

    private record Place(String agency, long received, String code) {

        private static final Place START = new Place("", -1, "");

        String encoded() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((agency + "\n" + received + "\n" + code).getBytes(StandardCharsets.UTF_8));
        }

        /** @throws IllegalArgumentException when it is none of ours */
        static Place of(String text) {
            if (text.isEmpty()) {
                return START;
            }
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("no place in the list");
            }
            return new Place(parts[0], Long.parseLong(parts[1]), parts[2]);
        }
    }

    private final JdbcClient jdbc;
    private final Counting counting;
    private final int scan;

    CountedDossiers(JdbcClient jdbc, Counting counting, int scan) {
        this.jdbc = jdbc;
        this.counting = counting;
        this.scan = scan;
    }

    /**
     * @param after empty for the first page
     * @throws IllegalArgumentException when {@code after} is none that a page named
     */
    Page page(Query query, String after, int limit) {
        List<Row> rows = rows(query, Place.of(after));
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Counts counts = counts(row.dossier(), query.period());
            boolean counted = query.indicator().numerator(counts) > 0;
            if (belongs(query, counts, counted)) {
                items.add(item(row, counted));
            }
            if (items.size() == limit && i + 1 < rows.size()) {
                return new Page(items, place(row).encoded());
            }
        }
        return new Page(
                items,
                rows.size() < scan ? null : place(rows.get(rows.size() - 1)).encoded());
    }

    private static Place place(Row row) {
        return new Place(row.dossier().agency(), row.received(), row.dossier().code());
    }

    private List<Row> rows(Query query, Place after) {
        return jdbc.sql(SELECT)
                .param("agencies", query.agencies().toArray(String[]::new))
                .param("first", query.indicator().ofReceived() ? query.period().start() : 0)
                .param("last", query.period().end())
                .param("agency", after.agency())
                .param("received", after.received())
                .param("code", after.code())
                .param("procedure", query.procedure())
                .param("scan", scan)
                .query((row, number) -> {
                    byte @Nullable [] facts = row.getBytes("facts");
                    Dossier dossier = new Dossier(
                            row.getString("code"),
                            row.getString("agency"),
                            DossierCodec.events(row.getBytes("history")),
                            facts == null ? null : DossierCodec.facts(facts),
                            row.getInt("portal"));
                    return new Row(dossier, row.getString("procedure"), row.getLong("received_at"));
                })
                .list();
    }

    /** The dossier's own, as if it were the only one. */
    private Counts counts(Dossier dossier, ReportPeriod period) {
        int first = ReportPeriod.month(period.first());
        int last = ReportPeriod.month(period.last());
        Counts counts = Counts.none();
        counting.count(dossier, (month, measure, amount) -> {
            if (month <= last) {
                long[] sums = month < first ? counts.before() : counts.within();
                sums[measure.ordinal()] += amount;
            }
        });
        return counts;
    }

    private static boolean belongs(Query query, Counts counts, boolean counted) {
        if (query.indicator().denominator(counts) == 0) {
            return false;
        }
        return switch (query.part()) {
            case YES -> counted;
            case NO -> !counted;
            case ANY -> true;
        };
    }

    private Item item(Row row, boolean counted) {
        Dossier dossier = row.dossier();
        DossierFacts facts = dossier.facts();
        DossierState state = dossier.state();
        Course course = facts == null ? null : Course.of(dossier, facts);
        return new Item(
                dossier.code(),
                dossier.agency(),
                row.procedure(),
                state == null ? null : (Integer) state.number(),
                time(row.received()),
                facts == null || facts.dueAt() == 0 ? null : time(facts.dueAt()),
                course == null || course.end() == 0 ? null : time(course.end()),
                counted);
    }

    private static OffsetDateTime time(long at) {
        return Instant.ofEpochSecond(at).atOffset(ZoneOffset.ofHours(7));
    }
}
