package org.lienthong.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Detail;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.problem.ProblemException;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class CallSearchTest {

    private static final Instant START = Instant.parse("2026-10-30T00:00:00Z");
    private static final Viewer OPERATOR = new Viewer("operator", true, Set.of());

    private final List<UUID> calls = new ArrayList<>();
    private CallSearch search;

    /** Forty calls, one every two hours, over the end of a month; H41 and G22 in turn ask G01. */
    @BeforeEach
    void record() {
        DataSource database = TestDatabase.empty();
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            UUID id = new UUID(7, i);
            Instant at = START.plus(Duration.ofHours(2L * i));
            String consumer = i % 2 == 0 ? "H41" : "G22";
            calls.add(id);
            entries.add(entry(AuditEvent.DATA_REQUESTED, at, consumer, id));
            entries.add(entry(i % 10 == 3 ? AuditEvent.DATA_FAILED : AuditEvent.DATA_RELEASED, at, consumer, id));
            entries.add(AuditEntry.of(AuditEvent.CONFIGURED, at, "steward", null, "t"));
        }
        TestDatabase.audited(database).run(all -> all.addAll(entries));
        search = search(database, 1000);
    }

    private static CallSearch search(DataSource database, int candidates) {
        return new CallSearch(
                JdbcClient.create(database),
                new AgencyFamily(TestAgencies.shipped()),
                new SearchSettings(candidates, Duration.ofSeconds(5)),
                JsonMapper.shared());
    }

    private static AuditEntry entry(AuditEvent event, Instant at, String consumer, UUID id) {
        Detail.Access access = new Detail.Access("G01", "records", "population", List.of(), "p", null, "A", null, null);
        return AuditEntry.of(event, at, Who.of(consumer), Origin.of("rest", "t"))
                .about(About.exchange(id, "service"))
                .detail(access);
    }

    private CallItem.Page page(Viewer viewer, String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return search.find(CallQuery.of(parameters), viewer);
    }

    private static List<UUID> ids(CallItem.Page page) {
        return page.items().stream().map(CallItem::exchangeId).toList();
    }

    @Test
    void findsEachCallOnceNewestFirst() {
        assertThat(page(OPERATOR).items()).hasSize(40);
        assertThat(ids(page(OPERATOR, "limit", "2"))).containsExactly(calls.get(39), calls.get(38));
        assertThat(ids(page(OPERATOR, "consumer", "H41", "limit", "2"))).containsExactly(calls.get(38), calls.get(36));
        assertThat(ids(page(OPERATOR, "outcome", "failed")))
                .containsExactly(calls.get(33), calls.get(23), calls.get(13), calls.get(3));
        assertThat(page(OPERATOR, "provider", "G01", "service", "population").items())
                .hasSize(40);
        assertThat(page(OPERATOR, "service", "other").items()).isEmpty();
    }

    @Test
    void findsATimeWithoutReadingWhatIsNewer() {
        Instant from = START.plus(Duration.ofHours(20));
        assertThat(ids(page(
                        OPERATOR,
                        "from",
                        from.toString(),
                        "to",
                        from.plusSeconds(7201).toString())))
                .containsExactly(calls.get(11), calls.get(10));
        search = search(TestDatabase.current(), ExchangeQuery.MOST);
        assertThat(ids(page(OPERATOR, "to", START.plusSeconds(1).toString()))).containsExactly(calls.get(0));
    }

    @Test
    void pages() {
        List<UUID> paged = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            CallItem.Page page = page(OPERATOR, "limit", "7", "cursor", cursor);
            paged.addAll(ids(page));
            cursor = page.next();
        }
        List<UUID> newestFirst = new ArrayList<>(calls);
        java.util.Collections.reverse(newestFirst);
        assertThat(paged).isEqualTo(newestFirst);
    }

    @Test
    void showsAnAgencyOnlyCallsOfWhichItIsAParty() {
        assertThat(page(new Viewer("k", false, Set.of("G22"))).items()).hasSize(20);
        assertThat(page(new Viewer("k", false, Set.of("G01"))).items()).hasSize(40);
        assertThat(page(new Viewer("k", false, Set.of("G15"))).items()).isEmpty();
    }

    /** With {@code candidates} entries looked at, an agency's calls are found however many others there were since. */
    @Test
    void looksAtAnAgencysOwnCallsAlone() {
        search = search(TestDatabase.current(), ExchangeQuery.MOST);
        assertThat(ids(page(OPERATOR, "consumer", "G22", "provider", "G01", "limit", "20")))
                .hasSize(20)
                .allMatch(id -> id.getLeastSignificantBits() % 2 == 1);
        assertThat(page(OPERATOR, "consumer", "G15").items()).isEmpty();
        assertThat(page(OPERATOR, "provider", "G15").items()).isEmpty();
        assertThat(ids(page(new Viewer("k", false, Set.of("G01", "H41")), "limit", "40")))
                .doesNotHaveDuplicates()
                .startsWith(calls.get(39), calls.get(38));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String[] bad : new String[][] {{"agency", "G22"}, {"outcome", "lost"}, {"cursor", "?"}, {"limit", "x"}}) {
            assertThatThrownBy(() -> page(OPERATOR, bad)).as(bad[0]).isInstanceOf(ProblemException.class);
        }
    }
}
