package org.lienthong.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.TestAgencies;
import org.lienthong.delivery.TestDelivery;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Search over many exchanges: how it finds them, and how fast. {@code -Dsearch.exchanges=10000000 -Dsearch.directory=…}
 * writes so many into a PostgreSQL of its own there, and prints how long each kind of search takes.
 */
class SearchAtSizeTest {

    private static final long COUNT = Long.getLong("search.exchanges", 60_000);
    private static final Viewer OPERATOR = new Viewer("operator", true, Set.of());
    private static final Agencies AGENCIES = TestAgencies.shipped();
    private static final List<String> IDS =
            AGENCIES.current().agencies().stream().map(Agency::id).toList();

    private static DataSource dataSource;
    private static JdbcClient jdbc;
    private static ExchangeSearch search;
    private static EmbeddedPostgres own;

    @BeforeAll
    static void generate() throws SQLException, IOException {
        String directory = System.getProperty("search.directory");
        dataSource = directory == null ? TestDatabase.empty() : own(Path.of(directory));
        jdbc = JdbcClient.create(dataSource);
        if (jdbc.sql("select not exists (select 1 from exchange)")
                .query(Boolean.class)
                .single()) {
            GeneratedExchanges.write(dataSource, COUNT, IDS, directory != null);
            jdbc.sql("vacuum (analyze) exchange").update();
            jdbc.sql("vacuum (analyze) delivery").update();
        }
        search = new ExchangeSearch(
                jdbc,
                new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
                new AgencyFamily(AGENCIES),
                new SearchSettings(5000, Duration.ofSeconds(20)));
    }

    private static DataSource own(Path directory) throws IOException {
        own = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(own.getDatabase("postgres", "postgres"));
        pool.setMaximumPoolSize(4);
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return pool;
    }

    @AfterAll
    static void stop() throws IOException {
        if (own != null) {
            own.close();
        }
    }

    /** Each kind of search, by its name. */
    static Map<String, ExchangeQuery> searches() {
        Map<String, ExchangeQuery> all = new LinkedHashMap<>();
        Object[] some = jdbc.sql("select id, document_id from exchange where kind = 0 and id > ? order by id limit 1")
                .param(UUID.fromString(at(COUNT / 3)))
                .query((row, number) -> new Object[] {row.getString(1), row.getString(2)})
                .single();
        String frequent = IDS.get(0);
        String rare = IDS.get(IDS.size() - 1);
        all.put("newest", query("limit", "50"));
        all.put("exchange id", query("id", some[0].toString()));
        all.put("document code", query("code", GeneratedExchanges.RARE_CODE.toLowerCase(java.util.Locale.ROOT)));
        all.put("number alone", query("code", "1234"));
        all.put("DocumentId", query("documentId", some[1].toString()));
        all.put("dossier", query("dossier", "G09.20-20260609-2009"));
        all.put("agency, frequent", query("agency", frequent));
        all.put("agency, rare", query("agency", rare));
        all.put("sender and recipient", query("sender", frequent, "recipient", rare));
        all.put("sender and a day", query("sender", frequent, "from", "2026-03-01", "to", "2026-03-01"));
        all.put("a day", query("from", "2026-03-01", "to", "2026-03-01"));
        all.put("dead", query("state", "dead"));
        all.put("failed long ago", query("state", "failed", "from", "2025-01-01", "to", "2025-12-31"));
        all.put("open", query("state", "open"));
        all.put("waiting", query("state", "waiting"));
        all.put("open at an agency", query("state", "open", "recipient", rare));
        all.put("dossiers", query("kind", "dossier"));
        all.put("statuses of a sender", query("kind", "status", "sender", rare));
        return all;
    }

    static List<String> names() {
        return List.copyOf(searches().keySet());
    }

    private static String at(long i) {
        return jdbc.sql("select made_id(?, ?, 'e')")
                .param(i)
                .param(COUNT)
                .query(String.class)
                .single();
    }

    private static ExchangeQuery query(String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return ExchangeQuery.of(parameters);
    }

    @ParameterizedTest
    @MethodSource("names")
    void findsThroughAnIndex(String name) {
        ExchangeQuery query = searches().get(name);
        Wanted wanted = search.wanted(query, OPERATOR);
        String plan = explain(wanted.candidates(), wanted, 5000);
        assertThat(plan).doesNotContain("Seq Scan on exchange").doesNotContain("Seq Scan on delivery");
        assertThat(search.find(query, OPERATOR).items()).isNotEmpty();
    }

    private static String explain(String sql, Wanted wanted, int most) {
        Map<String, Object> parameters = new LinkedHashMap<>(wanted.parameters(null));
        parameters.put("most", most);
        return String.join(
                "\n",
                new NamedParameterJdbcTemplate(new JdbcTemplate(dataSource))
                        .queryForList("explain " + sql, parameters, String.class));
    }

    @Test
    void pagesThroughEverythingOnceAndNewestFirst() {
        String agency = IDS.get(IDS.size() / 2);
        List<UUID> paged = new ArrayList<>();
        String cursor = null;
        do {
            ExchangePage page = search.find(
                    cursor == null
                            ? query("agency", agency, "limit", "37", "exact", "true")
                            : query("agency", agency, "limit", "37", "exact", "true", "cursor", cursor),
                    OPERATOR);
            page.items().forEach(item -> paged.add(item.exchangeId()));
            cursor = page.next();
        } while (cursor != null && paged.size() < 2000);
        List<UUID> all = jdbc.sql("select id from exchange where sender = :a union select exchange_id from delivery"
                        + " where recipient = :a order by 1 desc limit :n")
                .param("a", agency)
                .param("n", paged.size())
                .query(UUID.class)
                .list();
        assertThat(paged).isEqualTo(all).hasSizeGreaterThan(100);
    }

    @Test
    void saysHowFarBackItWentWhenALookIsNotEnough() {
        ExchangeQuery query =
                query("from", "2025-01-01", "kind", "status", "sender", IDS.get(0), "recipient", IDS.get(1));
        ExchangePage page = search.find(query, OPERATOR);
        assertThat(page.next() == null || page.items().size() == 50 || page.searchedBackTo() != null)
                .isTrue();
    }

    @Test
    void isFast() {
        Map<String, long[]> times = new LinkedHashMap<>();
        searches().values().forEach(query -> measure(query, 3));
        int rounds = own == null ? 5 : 200;
        searches().forEach((name, query) -> times.put(name, measure(query, rounds)));
        times.put("random exchange ids", random(rounds, id -> search.find(query("id", id), OPERATOR)));
        Stories stories = stories();
        if (own != null) {
            times.put(
                    "story", random(rounds, id -> assertThat(stories.find(UUID.fromString(id), OPERATOR, null, "trace"))
                            .isPresent()));
        }
        if (own == null) {
            return; // so few say nothing about so many
        }
        System.out.printf("%-28s %8s %8s %8s%n", COUNT + " exchanges", "p50 ms", "p99 ms", "worst");
        times.forEach((name, nanos) -> System.out.printf(
                "%-28s %8.1f %8.1f %8.1f%n", name, at(nanos, 0.5), at(nanos, 0.99), nanos[nanos.length - 1] / 1e6));
        times.forEach((name, nanos) -> assertThat(at(nanos, 0.99)).as(name).isLessThan(100));
    }

    private static long[] measure(ExchangeQuery query, int rounds) {
        long[] nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            search.find(query, OPERATOR);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static long[] random(int rounds, Consumer<String> work) {
        Random random = new Random(rounds);
        long[] nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            String id = at(random.nextLong(COUNT));
            long start = System.nanoTime();
            work.accept(id);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static Stories stories() {
        return new Stories(
                jdbc,
                TestDelivery.exchanges(dataSource, AGENCIES),
                new LogEntries(jdbc, JsonMapper.shared()),
                entries -> {},
                agency -> Optional.empty(),
                order -> Optional.empty(),
                Clock.systemUTC());
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1e6;
    }
}
