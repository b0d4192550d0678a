package org.lienthong.search;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Any number of made-up exchanges over two years, with deliveries and audit entries, written by the database itself: seven
 * of ten are documents, two statuses of them, some dossiers; an agency at the head of the list sends far more than one at
 * its end. Nearly all deliveries are done; those that are not lie anywhere in time.
 */
final class GeneratedExchanges {

    /** 2025-01-01T00:00:00+07:00. */
    static final long START_MILLIS = 1_735_664_400_000L;

    static final long SPAN_MILLIS = 2L * 365 * 86_400_000;

    /** The code of the exchange number 4, 44, … is rare: nobody else has its number. */
    static final String RARE_CODE = "77777/HIEM-TEST";

    private static final String FUNCTIONS = """
            create or replace function made_id(i bigint, n bigint, salt text) returns uuid language sql immutable as $$
              select (lpad(to_hex({start} + (i::numeric * {span} / n)::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0')
                || '8' || substr(md5(salt || i), 1, 15))::uuid $$;
            create or replace function made_agency(i bigint, salt text, ids text[]) returns text language sql immutable as $$
              select ids[1 + floor(power(('x' || substr(md5(salt || i), 1, 6))::bit(24)::int / 16777216.0, 3)
                * cardinality(ids))::int] $$;
            """;

    private static final String EXCHANGES = """
            insert into exchange (id, kind, sender, document_id, code, code_key, business_type, status_code, status_at,
              answers, recipients, sha256, size, delivered_sha256, accepted_at, trace_id)
            select made_id(i, n, 'e'), kind, sender,
              case kind when 1 then 'urn:made:' || md5('d' || i / 10 * 10) when 2 then 'G09.20-20260609-' || i
                else 'urn:made:' || md5('d' || i) end,
              case when kind = 2 then '1.000100' else code end, case when kind < 2 then code end,
              case when kind <> 1 then 0 end, case when kind = 1 then '03' end, case when kind = 1 then at::timestamp end,
              case when kind = 1 then made_id(i / 10 * 10, n, 'e') end,
              array[made_agency(i, 'r', ids)], sha256(i::text::bytea), 10000, sha256(i::text::bytea), at, md5(i::text)
            from (select i, n, ids, case when i % 10 in (7, 8) then 1 when i % 1000 = 9 then 2 else 0 end as kind,
                case when i % 10 in (7, 8) then made_agency(i / 10 * 10, 'r', ids) else made_agency(i, 's', ids) end as sender,
                case when i % 10 in (0, 7, 8) and i / 10 = n / 20 then '77777/HIEM-TEST'
                  else (case when i % 10 in (7, 8) then i / 10 * 10 else i end * 7919 % 9973 + 1)
                    || '/' || made_agency(case when i % 10 in (7, 8) then i / 10 * 10 else i end, 's', ids) || '-VP' end as code,
                to_timestamp(({start} + (i::numeric * {span} / n)::bigint) / 1000.0) as at
              from generate_series({from}::bigint, {to}::bigint) as i,
                (select {count}::bigint as n, string_to_array('{ids}', ',') as ids) as fixed) as made
            """;

    private static final String DELIVERIES = """
            insert into delivery (id, exchange_id, recipient, kind, mode, state, attempts, next_attempt_at, arrived_at,
              delivered_at, changed_at, reason)
            select made_id(i, n, 'd'), made_id(i, n, 'e'), made_agency(i, 'r', ids), 0, (i % 2)::int, state,
              case when state = 6 then 20 else 1 end, case when state = 0 then at end, at, at, at,
              case when state = 6 then 'answered 503' end
            from (select i, n, ids, case when i % 100000 = 17 then 6 when i % 5000 = 23 then 5 when i % 500 = 31 then 2
                when i % 20000 = 41 then 0 else 4 end as state,
                to_timestamp(({start} + (i::numeric * {span} / n)::bigint) / 1000.0) as at
              from generate_series({from}::bigint, {to}::bigint) as i,
                (select {count}::bigint as n, string_to_array('{ids}', ',') as ids) as fixed) as made
            """;

    private static final String ENTRIES = """
            insert into audit_entry (idx, entry, leaf_hash, exchange_id, kind, month)
            select i, convert_to('{"actor":"hub","event":"' || case when i % 2 = 0 then 'accepted' else 'delivered' end
                || '","trace":"made","ts":"2026-01-01T00:00:00Z","v":1}', 'UTF8'), sha256(i::text::bytea),
              made_id(i / 2, {count}, 'e'), 0, date_trunc('month', to_timestamp(({start} + (i::numeric / 2 * {span} / {count})) / 1000.0))::date
            from generate_series({from}::bigint * 2, {to}::bigint * 2 + 1) as i""";

    private static final long AT_ONCE = 500_000;

    private GeneratedExchanges() {}

    /** @param agencies ids, those in front are frequent */
    static void write(DataSource dataSource, long count, List<String> agencies, boolean entries) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off; set session_replication_role = replica");
            List<String> indexes = count > AT_ONCE ? dropped(statement) : List.of();
            statement.execute(filled(FUNCTIONS, 0, 0, count, agencies));
            for (long from = 0; from < count; from += AT_ONCE) {
                long to = Math.min(count, from + AT_ONCE) - 1;
                statement.execute(filled(EXCHANGES, from, to, count, agencies));
                statement.execute(filled(DELIVERIES, from, to, count, agencies));
                if (entries) {
                    statement.execute(filled(ENTRIES, from, to, count, agencies));
                }
            }
            for (String index : indexes) {
                statement.execute(index);
            }
            statement.execute("reset session_replication_role; reset synchronous_commit");
        }
    }

    /** Many rows are written faster without indexes; returns what makes them again. */
    private static List<String> dropped(Statement statement) throws SQLException {
        List<String> made = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select indexname, indexdef from pg_indexes"
                + " where tablename in ('exchange', 'delivery') and indexname not like '%_pkey'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
                made.add(rows.getString(2));
            }
        }
        statement.execute("drop index " + String.join(", ", names));
        return made;
    }

    private static String filled(String sql, long from, long to, long count, List<String> agencies) {
        return sql.replace("{from}", Long.toString(from))
                .replace("{to}", Long.toString(to))
                .replace("{count}", Long.toString(count))
                .replace("{ids}", String.join(",", agencies))
                .replace("{start}", Long.toString(START_MILLIS))
                .replace("{span}", Long.toString(SPAN_MILLIS));
    }
}
