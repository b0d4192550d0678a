package org.lienthong.search;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.Kind;
import org.lienthong.delivery.TimeOrderedIds;
import org.lienthong.document.CodeKey;

/**
 * A query with names resolved, ready for the database: which index leads to the candidates ({@link #candidates}), and what
 * each of them must satisfy ({@link #conditions}). Every index used holds the ids in the order of time.
 *
 * @param agencies ids for {@code agency}; null when it is not asked for, as the two others
 * @param dossiers the portal's codes of the dossier; empty when none is asked for
 * @param before only ids below it, as of the cursor
 */
record Wanted(
        ExchangeQuery query,
        Viewer viewer,
        @Nullable Set<String> agencies,
        @Nullable Set<String> senders,
        @Nullable Set<String> recipients,
        Set<String> dossiers,
        @Nullable UUID before) {

    /** Ids are given shortly before or after the time of acceptance, by clocks of several hubs. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);
    private static final String BEYOND = Character.toString(Character.MAX_CODE_POINT);

    private static final String WITHIN = " < :hi and %1$s >= :lo order by %1$s desc limit :most";
    private static final String BY_ID = "select id from exchange where id = :id and id < :hi and id >= :lo";
    private static final String BY_TIME = "select id from exchange where id" + WITHIN.formatted("id");
    private static final String BY_KIND = "select id from exchange where kind = %d and id" + WITHIN.formatted("id");
    private static final String BY_STATE =
            "select distinct exchange_id as id from delivery where state = %d and exchange_id"
                    + WITHIN.formatted("exchange_id");
    /**
     * One look into each period of the index, from the oldest exchange to the newest; the planner must not walk back through
     * everything instead, should it take a code for frequent.
     */
    private static final String BY_CODE = """
            select named.id from generate_series(
              (select ('x' || substr(id::text, 1, 4))::bit(16)::int from exchange order by id limit 1),
              (select ('x' || substr(id::text, 1, 4))::bit(16)::int from exchange order by id desc limit 1)) as period (n),
              lateral (select id from exchange
                where substr(id::text, 1, 4) = lpad(to_hex(period.n), 4, '0')
                  and code_key >= :code and code_key < :beyond offset 0) as named
            where named.id""" + WITHIN.formatted("named.id");

    private static final String BY_DOCUMENT = """
            select id from (
              select id from exchange where kind = 0 and document_id = :document
              union select id from exchange where kind >= 2 and business_type = 0 and document_id = :document
              union select id from exchange where kind >= 2 and business_type = 2 and document_id = :document
              union select status.id from exchange of join exchange status on status.answers = of.id
                where of.kind = 0 and of.document_id = :document) as named
            where id""" + WITHIN.formatted("id");
    private static final String BY_DOSSIER = """
            select id from (
              select id from exchange where kind >= 2 and business_type = 0 and document_id = any (:dossiers)
              union select id from exchange where kind >= 2 and business_type = 2 and document_id = any (:dossiers)
              union select exchange_id from payment where dossier = any (:dossiers) and exchange_id is not null) as named
            where id""" + WITHIN.formatted("id");
    private static final String SENT = """
            select found.id from unnest(:%s::text[]) as agency (name), lateral (
              select id from exchange where sender = agency.name and id""" + WITHIN.formatted("id") + ") as found";
    private static final String RECEIVED = """
            select found.id from unnest(:%s::text[]) as agency (name), lateral (
              select exchange_id as id from delivery where recipient = agency.name%s and exchange_id""" + WITHIN.formatted("exchange_id") + ") as found";
    private static final String NEWEST = "select id from (%s) as both_ways order by id desc limit :most";

    /** Selects the ids of at most {@code :most} candidates, newest first. */
    String candidates() {
        if (query.id() != null) {
            return BY_ID;
        }
        if (query.documentId() != null) {
            return BY_DOCUMENT;
        }
        if (!dossiers.isEmpty()) {
            return BY_DOSSIER;
        }
        if (query.code() != null) {
            return BY_CODE;
        }
        if (query.state() != null && viewer.all() && senders == null && recipients == null && agencies == null) {
            return BY_STATE.formatted(query.state().ordinal());
        }
        return byAgency();
    }

    private String byAgency() {
        if (recipients != null && (viewer.all() || viewer.scope().containsAll(recipients))) {
            String state =
                    query.state() == null ? "" : " and state = " + query.state().ordinal();
            return NEWEST.formatted(
                    "select distinct id from (" + RECEIVED.formatted("recipients", state) + ") as received");
        }
        if (senders != null && (viewer.all() || viewer.scope().containsAll(senders))) {
            return NEWEST.formatted(SENT.formatted("senders"));
        }
        if (!viewer.all()) {
            return NEWEST.formatted(SENT.formatted("scope") + " union " + RECEIVED.formatted("scope", ""));
        }
        if (agencies != null) {
            return NEWEST.formatted(SENT.formatted("agencies") + " union " + RECEIVED.formatted("agencies", ""));
        }
        Kind kind = query.kind();
        return kind == null || kind.isEdxml() ? BY_TIME : BY_KIND.formatted(kind.ordinal());
    }

    /** What the exchange {@code e} must satisfy, each of them beginning with {@code and}. */
    String conditions() {
        StringBuilder sql = new StringBuilder();
        add(sql, query.from() != null, "e.accepted_at >= :from");
        add(sql, query.to() != null, "e.accepted_at < :to");
        add(sql, query.kind() != null, "e.kind = :kind");
        add(sql, query.code() != null, "e.code_key >= :code and e.code_key < :beyond");
        add(sql, query.documentId() != null, "e.document_id = :document");
        add(sql, senders != null, "e.sender = any (:senders)");
        add(sql, agencies != null, "(e.sender = any (:agencies) or " + delivery("d.recipient = any (:agencies)") + ")");
        add(sql, !viewer.all(), "(e.sender = any (:scope) or " + delivery("d.recipient = any (:scope)") + ")");
        String recipient = recipients == null ? "" : "d.recipient = any (:recipients)";
        String state = query.state() == null ? "" : "d.state = " + query.state().ordinal();
        add(
                sql,
                !recipient.isEmpty() || !state.isEmpty(),
                delivery(recipient + (recipient.isEmpty() || state.isEmpty() ? "" : " and ") + state));
        return sql.toString();
    }

    /** Nobody learns of a delivery that is not shown to them, not even by asking for it. */
    private String delivery(String condition) {
        String seen = viewer.all() ? "" : " and (e.sender = any (:scope) or d.recipient = any (:scope))";
        return "exists (select 1 from delivery d where d.exchange_id = e.id and " + condition + seen + ")";
    }

    private static void add(StringBuilder sql, boolean wanted, String condition) {
        if (wanted) {
            sql.append(" and ").append(condition);
        }
    }

    /** The parameters of both, for candidates below that id. */
    Map<String, @Nullable Object> parameters(@Nullable UUID below) {
        Map<String, @Nullable Object> values = new HashMap<>();
        UUID newest =
                query.to() == null ? LAST : TimeOrderedIds.floor(query.to().plus(SLACK));
        values.put("hi", below == null || compare(newest, below) < 0 ? newest : below);
        values.put(
                "lo",
                query.from() == null ? FIRST : TimeOrderedIds.floor(query.from().minus(SLACK)));
        values.put("id", query.id());
        values.put("document", query.documentId());
        values.put("from", query.from() == null ? null : query.from().atOffset(java.time.ZoneOffset.UTC));
        values.put("to", query.to() == null ? null : query.to().atOffset(java.time.ZoneOffset.UTC));
        values.put("kind", query.kind() == null ? null : query.kind().ordinal());
        String code = query.code() == null ? "" : CodeKey.prefix(query.code());
        values.put("code", code);
        values.put("beyond", code + BEYOND);
        values.put("dossiers", array(dossiers));
        values.put("agencies", array(agencies));
        values.put("senders", array(senders));
        values.put("recipients", array(recipients));
        values.put("scope", array(viewer.scope()));
        return values;
    }

    private static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private static String[] array(@Nullable Collection<String> values) {
        return values == null ? new String[0] : values.toArray(String[]::new);
    }

    /** All ids that the named agencies stand for. */
    List<String> named() {
        Set<String> all = new java.util.TreeSet<>();
        for (Set<String> some : java.util.Arrays.asList(agencies, senders, recipients)) {
            if (some != null) {
                all.addAll(some);
            }
        }
        return List.copyOf(all);
    }
}
