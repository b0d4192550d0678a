package org.lienthong.search;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds calls of data services in the audit log, which is all that is kept of them: those of an agency through an index, by
 * month. Its entries are in the order of time, so the place where a time begins is found in some thirty steps; from there back
 * a bounded number of entries is read.
 */
public final class CallSearch {

    private static final Map<String, String> OUTCOMES =
            Map.of("data-released", "released", "data-denied", "denied", "data-failed", "failed");
    private static final String ENTRIES = """
            select idx, exchange_id, entry from audit_entry
            where kind = 1 and month >= :oldest and idx < :before and exchange_id is not null %s order by idx desc limit :most""";

    /** Of each agency its newest, each by an index; then the newest of all of them. */
    private static final String OF_AGENCIES = """
            select found.* from unnest(cast(:agencies as text[])) as of_agency (id) cross join lateral (%s) as found
            order by idx desc limit :most""";

    private static final String OF_CONSUMERS = ofAgencies("actor");
    private static final String OF_PROVIDERS = ofAgencies("provider");

    /** A call within one agency is of both. */
    private static final String OF_PARTIES =
            "select distinct on (idx) * from ((%s) union all (%s)) as parties order by idx desc limit :most"
                    .formatted(OF_CONSUMERS, OF_PROVIDERS);

    /** Entries that are read at first for each call that is wanted, two being what an ordinary call has; then so often more. */
    private static final int FIRST = 4;

    private static final int GROWTH = 4;
    private static final String AT = "select entry from audit_entry where kind = 1 and idx >= ? order by idx limit 1";

    private final JdbcClient jdbc;
    private final AgencyFamily families;
    private final SearchSettings settings;
    private final JsonMapper json;

    CallSearch(JdbcClient jdbc, AgencyFamily families, SearchSettings settings, JsonMapper json) {
        this.jdbc = jdbc;
        this.families = families;
        this.settings = settings;
        this.json = json;
    }

    private record Found(UUID exchange, LogEntries.Entry entry) {}

    /** Those of which the viewer is a party, or all for who runs the hub. */
    public CallItem.Page find(CallQuery query, Viewer viewer) {
        Set<String> consumers = family("consumer", query.consumer());
        Set<String> providers = family("provider", query.provider());
        Plan plan = plan(consumers, providers, viewer);
        List<CallItem> items = new ArrayList<>();
        long before = before(query);
        int left = settings.candidates();
        int most = Math.min(left, FIRST * query.limit());
        while (true) {
            List<Found> entries = read(plan, query, before, most);
            for (Found found : entries) {
                LogEntries.Entry entry = found.entry();
                if (query.from() != null && entry.at().isBefore(query.from())) {
                    return new CallItem.Page(items, null, null);
                }
                CallItem item = item(found);
                if (item != null && matches(item, query, consumers, providers, viewer)) {
                    items.add(item);
                    if (items.size() == query.limit()) {
                        return new CallItem.Page(items, cursor(entry.index()), null);
                    }
                }
            }
            if (entries.size() < most) {
                return new CallItem.Page(items, null, null);
            }
            LogEntries.Entry last = entries.get(most - 1).entry();
            left -= most;
            if (left == 0) {
                return new CallItem.Page(items, cursor(last.index()), last.at());
            }
            before = last.index();
            most = Math.min(left, GROWTH * most);
        }
    }

    private @Nullable Set<String> family(String parameter, @Nullable String name) {
        return name == null ? null : families.ids(parameter, name, false);
    }

    private static String cursor(long index) {
        return Long.toString(index, Character.MAX_RADIX);
    }

    private static String ofAgencies(String member) {
        return OF_AGENCIES.formatted(ENTRIES.formatted("and audit_member(entry, '" + member + "') = of_agency.id"));
    }

    /** What can be looked for through an index; the rest of the query is compared with each entry. */
    record Plan(String sql, Set<String> agencies) {
        String[] array() {
            return agencies.toArray(String[]::new);
        }
    }

    static Plan plan(@Nullable Set<String> consumers, @Nullable Set<String> providers, Viewer viewer) {
        if (consumers != null) {
            return new Plan(OF_CONSUMERS, consumers);
        }
        if (providers != null) {
            return new Plan(OF_PROVIDERS, providers);
        }
        return viewer.all() ? new Plan(ENTRIES.formatted(""), Set.of()) : new Plan(OF_PARTIES, viewer.scope());
    }

    private long before(CallQuery query) {
        Long cursor = query.cursor();
        Instant to = query.to();
        return cursor != null ? cursor : to == null ? Long.MAX_VALUE : firstSince(to);
    }

    private List<Found> read(Plan plan, CallQuery query, long before, int most) {
        Instant from = query.from();
        LocalDate oldest = from == null
                ? LocalDate.EPOCH.minusYears(2000)
                : LocalDate.ofInstant(from, AuditLog.ZONE).withDayOfMonth(1);
        return jdbc.sql(plan.sql())
                .param("agencies", plan.array())
                .param("oldest", oldest)
                .param("before", before)
                .param("most", most)
                .query((row, number) -> new Found(
                        row.getObject("exchange_id", UUID.class),
                        new LogEntries.Entry(row.getLong("idx"), json.readTree(row.getBytes("entry")))))
                .list();
    }

    /** The index from which on entries are of that time or later. */
    private long firstSince(Instant time) {
        long low = 0;
        long high = jdbc.sql("select size from audit_head").query(Long.class).single();
        while (low < high) {
            long middle = (low + high) >>> 1;
            boolean earlier = jdbc.sql(AT)
                    .param(middle)
                    .query((row, number) -> new LogEntries.Entry(middle, json.readTree(row.getBytes(1))).at())
                    .optional()
                    .map(at -> at.isBefore(time))
                    .orElse(false);
            low = earlier ? middle + 1 : low;
            high = earlier ? high : middle;
        }
        return low;
    }

    private static @Nullable CallItem item(Found found) {
        LogEntries.Entry entry = found.entry();
        String outcome = OUTCOMES.get(entry.event());
        return outcome == null
                ? null
                : new CallItem(
                        found.exchange(),
                        entry.at(),
                        outcome,
                        entry.actor(),
                        entry.text("provider"),
                        entry.text("service"),
                        entry.text("purpose"),
                        entry.text("agreement"),
                        entry.text("result"),
                        entry.index());
    }

    private static boolean matches(
            CallItem item,
            CallQuery query,
            @Nullable Set<String> consumers,
            @Nullable Set<String> providers,
            Viewer viewer) {
        String provider = item.provider() == null ? "" : item.provider();
        return (viewer.sees(item.consumer()) || viewer.sees(provider))
                && (consumers == null || consumers.contains(item.consumer()))
                && (providers == null || providers.contains(provider))
                && (query.service() == null || query.service().equals(item.service()))
                && (query.outcome() == null || query.outcome().equals(item.outcome()))
                && (query.to() == null || item.at().isBefore(query.to()));
    }
}
