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
 * Finds calls of data services in the audit log, which is all that is kept of them. Its entries are in the order of time, so
 * the place where a time begins is found in some thirty steps; from there back a bounded number of entries is read.
 */
public final class CallSearch {

    private static final Map<String, String> OUTCOMES =
            Map.of("data-released", "released", "data-denied", "denied", "data-failed", "failed");
    private static final String ENTRIES = """
            select idx, exchange_id, entry from audit_entry
            where kind = 1 and month >= :oldest and idx < :before and exchange_id is not null order by idx desc limit :most""";
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
        List<Found> entries = read(query);
        List<CallItem> items = new ArrayList<>();
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
        boolean more = entries.size() == settings.candidates();
        LogEntries.Entry last = more ? entries.get(entries.size() - 1).entry() : null;
        return new CallItem.Page(items, last == null ? null : cursor(last.index()), last == null ? null : last.at());
    }

    private @Nullable Set<String> family(String parameter, @Nullable String name) {
        return name == null ? null : families.ids(parameter, name, false);
    }

    private static String cursor(long index) {
        return Long.toString(index, Character.MAX_RADIX);
    }

    private List<Found> read(CallQuery query) {
        Instant from = query.from();
        LocalDate oldest = from == null
                ? LocalDate.EPOCH.minusYears(2000)
                : LocalDate.ofInstant(from, AuditLog.ZONE).withDayOfMonth(1);
        Long cursor = query.cursor();
        long before = cursor != null ? cursor : query.to() == null ? Long.MAX_VALUE : firstSince(query.to());
        return jdbc.sql(ENTRIES)
                .param("oldest", oldest)
                .param("before", before)
                .param("most", settings.candidates())
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
