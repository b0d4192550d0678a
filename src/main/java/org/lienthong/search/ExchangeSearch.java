package org.lienthong.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.DeliveryState;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.Masked;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds exchanges. An index that holds ids in the order of time leads to the candidates, a bounded number of them; those
 * that satisfy everything else are shown. So each look costs about the same, however many exchanges there are and however
 * seldom what is looked for: a look that ends before its page is full says how far back it went, and the next goes on.
 */
public final class ExchangeSearch {

    /** Few candidates suffice as a rule; each further round takes so many times as many. */
    private static final int GROWTH = 5;

    private static final List<String> BUSINESS_TYPES = List.of("new", "recall", "update", "replace");

    private static final String FOUND = """
            select e.id, e.kind, e.sender, e.document_id, e.code, e.business_type, e.status_code, e.answers, e.size,
              e.accepted_at, cardinality(e.recipients) as sent_to
            from exchange e where e.id = any (:ids)""";
    private static final String DELIVERIES = """
            select d.* from unnest(:ids) as found (id), lateral (
              select exchange_id, id, recipient, state, attempts, changed_at, next_attempt_at from delivery
              where exchange_id = found.id %s order by id limit :shown) as d""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AgencyFamily families;
    private final SearchSettings settings;

    ExchangeSearch(JdbcClient jdbc, TransactionTemplate transaction, AgencyFamily families, SearchSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.families = families;
        this.settings = settings;
    }

    /** @throws ProblemException when the query is not usable, or took too long */
    public ExchangePage find(ExchangeQuery query, Viewer viewer) {
        try {
            ExchangePage page = transaction.execute(status -> {
                restrain();
                return look(wanted(query, viewer));
            });
            return page == null ? new ExchangePage(List.of(), null, null, List.of(), List.of()) : page;
        } catch (DataAccessException e) {
            throw new ProblemException(
                    ProblemType.DEPENDENCY_UNAVAILABLE,
                    "The database did not find it in time; name a shorter time, an agency or a code.",
                    "Cơ sở dữ liệu chưa tìm xong; vui lòng thu hẹp thời gian, cơ quan hoặc số ký hiệu.",
                    List.of(),
                    e);
        }
    }

    /** A plan made for other values can be bad for these. */
    private void restrain() {
        jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true),"
                        + " set_config('statement_timeout', :millis, true)")
                .param("millis", Long.toString(settings.patience().toMillis()))
                .query((row, number) -> true)
                .single();
    }

    Wanted wanted(ExchangeQuery query, Viewer viewer) {
        return new Wanted(
                query,
                viewer,
                family("agency", query.agency(), query.exact()),
                family("sender", query.sender(), query.exact()),
                family("recipient", query.recipient(), query.exact()),
                query.dossier() == null ? Set.of() : dossiers(query.dossier()),
                query.cursor() == null ? null : Cursor.read(query.cursor(), query.fingerprint()));
    }

    private @Nullable Set<String> family(String parameter, @Nullable String name, boolean exact) {
        return name == null ? null : families.ids(parameter, name, exact);
    }

    private Set<String> dossiers(String code) {
        Set<String> codes = new TreeSet<>(jdbc.sql("select portal_code from dossier_alias where own_code = ?")
                .param(code)
                .query(String.class)
                .list());
        codes.add(code);
        return codes;
    }

    private ExchangePage look(Wanted wanted) {
        ExchangeQuery query = wanted.query();
        int limit = query.limit() + 1;
        List<Row> rows = new ArrayList<>();
        UUID below = wanted.before();
        int left = settings.candidates();
        boolean exhausted = false;
        for (int size = limit; left > 0 && rows.size() < limit && !exhausted; size *= GROWTH) {
            int most = Math.min(size, left);
            List<UUID> candidates = candidates(wanted, below, most);
            rows.addAll(rows(wanted, candidates, limit - rows.size()));
            exhausted = candidates.size() < most;
            below = candidates.isEmpty() ? below : candidates.get(candidates.size() - 1);
            left -= most;
        }
        boolean full = rows.size() == limit;
        List<Row> shown = full ? rows.subList(0, query.limit()) : rows;
        UUID last = full ? shown.get(shown.size() - 1).id() : exhausted ? null : below;
        return new ExchangePage(
                items(wanted, shown),
                last == null ? null : new Cursor(last, query.fingerprint()).text(),
                full || last == null ? null : Instant.ofEpochMilli(last.getMostSignificantBits() >>> 16),
                wanted.named(),
                elsewhere(wanted));
    }

    private List<UUID> candidates(Wanted wanted, @Nullable UUID below, int most) {
        return jdbc.sql(wanted.candidates())
                .params(wanted.parameters(below))
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    private List<Row> rows(Wanted wanted, List<UUID> candidates, int most) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(FOUND + wanted.conditions() + " order by e.id desc limit :left")
                .params(wanted.parameters(null))
                .param("ids", candidates.toArray(UUID[]::new))
                .param("left", most)
                .query((row, number) -> Row.of(row))
                .list();
    }

    private record Row(
            UUID id,
            Kind kind,
            String sender,
            String documentId,
            @Nullable String code,
            @Nullable Integer businessType,
            @Nullable String statusCode,
            @Nullable UUID answers,
            long size,
            Instant acceptedAt,
            int sentTo) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getObject("id", UUID.class),
                    Kind.values()[row.getInt("kind")],
                    row.getString("sender"),
                    row.getString("document_id"),
                    row.getString("code"),
                    row.getObject("business_type", Integer.class),
                    row.getString("status_code"),
                    row.getObject("answers", UUID.class),
                    row.getLong("size"),
                    row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                    row.getInt("sent_to"));
        }
    }

    private List<ExchangeItem> items(Wanted wanted, List<Row> rows) {
        Map<UUID, List<ExchangeItem.Recipient>> deliveries = deliveries(wanted, rows);
        boolean hidden = wanted.viewer().all()
                && wanted.query().dossier() == null
                && wanted.query().documentId() == null;
        return rows.stream()
                .map(row -> item(row, deliveries.getOrDefault(row.id(), List.of()), wanted.viewer(), hidden))
                .toList();
    }

    private static ExchangeItem item(Row row, List<ExchangeItem.Recipient> deliveries, Viewer viewer, boolean hidden) {
        Integer type = row.businessType();
        return new ExchangeItem(
                row.id(),
                row.kind().wireName(),
                row.sender(),
                hidden ? Masked.documentId(row.kind(), row.documentId()) : row.documentId(),
                row.code(),
                type == null ? null : BUSINESS_TYPES.get(type),
                row.kind() == Kind.STATUS ? row.statusCode() : null,
                row.answers(),
                row.size(),
                row.acceptedAt(),
                deliveries,
                viewer.sees(row.sender()) ? Math.max(row.sentTo(), deliveries.size()) : deliveries.size());
    }

    private Map<UUID, List<ExchangeItem.Recipient>> deliveries(Wanted wanted, List<Row> rows) {
        Map<UUID, List<ExchangeItem.Recipient>> found = new LinkedHashMap<>();
        Viewer viewer = wanted.viewer();
        List<UUID> own = rows.stream()
                .filter(row -> viewer.sees(row.sender()))
                .map(Row::id)
                .toList();
        List<UUID> others =
                rows.stream().map(Row::id).filter(id -> !own.contains(id)).toList();
        read(DELIVERIES.formatted(""), own, viewer, found);
        read(DELIVERIES.formatted("and recipient = any (:scope)"), others, viewer, found);
        return found;
    }

    private void read(String sql, List<UUID> ids, Viewer viewer, Map<UUID, List<ExchangeItem.Recipient>> found) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql(sql)
                .param("ids", ids.toArray(UUID[]::new))
                .param("shown", ExchangeItem.SHOWN)
                .param("scope", viewer.scope().toArray(String[]::new))
                .query(row -> {
                    found.computeIfAbsent(row.getObject("exchange_id", UUID.class), id -> new ArrayList<>())
                            .add(recipient(row));
                });
    }

    private static ExchangeItem.Recipient recipient(ResultSet row) throws SQLException {
        OffsetDateTime next = row.getObject("next_attempt_at", OffsetDateTime.class);
        return new ExchangeItem.Recipient(
                row.getString("recipient"),
                row.getObject("id", UUID.class),
                DeliveryState.of(row.getInt("state")).wireName(),
                row.getInt("attempts"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                next == null ? null : next.toInstant());
    }

    /** What the same words lead to besides; each address decides by itself who may see what is there. */
    private List<String> elsewhere(Wanted wanted) {
        List<String> found = new ArrayList<>();
        ExchangeQuery query = wanted.query();
        if (query.dossier() != null && exists("select 1 from dossier where code = ?", query.dossier(), wanted)) {
            found.add("/api/v1/dossiers/" + query.dossier());
        }
        if (query.id() != null && exists("select 1 from dossier_batch where id = ?", query.id(), wanted)) {
            found.add("/api/v1/batches/" + query.id());
        }
        if (query.id() != null
                && exists("select 1 from audit_entry where kind = 1 and exchange_id = ? limit 1", query.id(), wanted)) {
            found.add("/api/v1/exchanges/" + query.id() + "/story");
        }
        return found;
    }

    /** Agencies are not told whether somebody else's exists. */
    private boolean exists(String sql, Object key, Wanted wanted) {
        return wanted.viewer().all()
                && jdbc.sql(sql)
                        .param(key)
                        .query((row, number) -> true)
                        .optional()
                        .isPresent();
    }
}
