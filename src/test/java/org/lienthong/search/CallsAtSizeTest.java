package org.lienthong.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.agency.TestAgencies;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Who used an agreement, among many calls over a year of months. {@code -Dsearch.calls=2000000} makes so many. */
class CallsAtSizeTest {

    private static final long COUNT = Long.getLong("search.calls", 24_000);
    private static final int MONTHS = 12;
    private static final String SCANNED = "Seq Scan on audit_entry_made";
    private static final Viewer OPERATOR = new Viewer("operator", true, Set.of());

    private static NamedParameterJdbcTemplate jdbc;
    private static CallSearch search;

    /** G22 asks nearly always and H41 seldom; G15 asked in the first month alone. */
    @BeforeAll
    static void generate() {
        jdbc = new NamedParameterJdbcTemplate(TestDatabase.empty());
        JdbcTemplate plain = jdbc.getJdbcTemplate();
        for (int month = 1; month <= MONTHS; month++) {
            LocalDate day = LocalDate.of(2025, month, 1);
            plain.execute(
                    "create table audit_entry_made_" + month + " partition of audit_entry for values from (1, date '"
                            + day + "') to (1, date '" + day.plusMonths(1) + "')");
        }
        plain.update("""
                insert into audit_entry (idx, entry, leaf_hash, exchange_id, kind, month)
                select i, convert_to('{"actor":"' || case when i < 5 then 'G15' when i % 3000 = 7 then 'H41' else 'G22' end
                    || '","agreement":"A","event":"data-released","provider":"' || case when i % 5000 = 9 then 'G10' else 'G01' end
                    || '","service":"s","ts":"' || to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '","v":1}', 'UTF8'),
                  sha256(i::text::bytea), gen_random_uuid(), 1, date_trunc('month', at)::date
                from (select i, timestamp '2025-01-01' + i * interval '365 days' / ? as at
                  from generate_series(0, ? - 1) i) made""", COUNT, COUNT);
        plain.update("update audit_head set size = ?", COUNT);
        plain.execute("analyze audit_entry");
        search = new CallSearch(
                JdbcClient.create(jdbc),
                new AgencyFamily(TestAgencies.shipped()),
                new SearchSettings(1_000, Duration.ofSeconds(5)),
                JsonMapper.shared());
    }

    @ParameterizedTest
    @CsvSource({"G22,, actor", "H41,, actor", ", G10, provider", "G22, G10, actor"})
    void findsThroughAnIndex(@Nullable String consumer, @Nullable String provider, String member) {
        assertThat(explain(CallSearch.plan(one(consumer), one(provider), OPERATOR)))
                .contains("Index Cond: ((audit_member(entry, '" + member + "'::text) = ")
                .doesNotContain(SCANNED);
    }

    @Test
    void findsAnAgencysOwnThroughBoth() {
        assertThat(explain(CallSearch.plan(null, null, new Viewer("k", false, Set.of("H41", "G10")))))
                .contains("audit_member(entry, 'actor'::text) = ", "audit_member(entry, 'provider'::text) = ")
                .doesNotContain(SCANNED);
    }

    private static @Nullable Set<String> one(@Nullable String agency) {
        return agency == null ? null : Set.of(agency);
    }

    private static String explain(CallSearch.Plan plan) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("agencies", plan.array());
        parameters.put("oldest", LocalDate.of(2025, 3, 1));
        parameters.put("before", COUNT / 2);
        parameters.put("most", 1000);
        String sql = plan.sql();
        return jdbc.execute("explain " + sql, parameters, statement -> {
            StringBuilder text = new StringBuilder();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    text.append(row.getString(1)).append('\n');
                }
            }
            return text.toString();
        });
    }

    /** Those that asked long ago are found at once although only a thousand entries are looked at. */
    @Test
    void pagesThroughAnAgencysCalls() {
        assertThat(page("consumer", "G15").items()).hasSize(5);
        assertThat(page("consumer", "G15").next()).isNull();
        assertThat(page("provider", "G10").items()).hasSize((int) Math.min(50, (COUNT - 10) / 5000 + 1));
        long found = 0;
        String cursor = "";
        do {
            CallItem.Page page = page("consumer", "H41", "limit", "3", "cursor", cursor);
            found += page.items().size();
            cursor = page.next();
        } while (cursor != null);
        assertThat(found).isEqualTo((COUNT - 8) / 3000 + 1);
    }

    /** Not a test of its own: how long that takes among many. */
    @Test
    @EnabledIfSystemProperty(named = "search.calls", matches = ".+")
    void tellsHowLongItTakes() {
        for (String agency : List.of("G22", "H41", "G15")) {
            page("consumer", agency);
            long begun = System.nanoTime();
            page("consumer", agency, "limit", "50");
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            System.out.println("calls of " + agency + " among " + COUNT + ": " + millis + " ms");
        }
    }

    private static CallItem.Page page(String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return search.find(CallQuery.of(parameters), OPERATOR);
    }
}
