package org.lienthong.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.AuditEntry;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DueDelivery;
import org.lienthong.delivery.TestDelivery;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.MovableClock;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class ExchangeSearchTest {

    private static final String AGENCIES = """
            agencies:
              - {id: G22, names: [{vi: Văn phòng Mẫu}], codes: [{scheme: QD20, value: G22}]}
              - {id: H41, names: [{vi: Tỉnh Mẫu}], codes: [{scheme: QD20, value: H41}], aliases: [TINH-MAU]}
              - {id: G15, names: [{vi: Bộ Mẫu}], codes: [{scheme: QD20, value: G15}]}
              - id: G77
                names: [{vi: Bộ được gọi}]
                codes: [{scheme: QD20, value: G77}]
                delivery: {mode: jms, queue: g77.documents}
              - id: G99
                names: [{vi: Bộ cũ}]
                codes: [{scheme: QD20, value: G99}]
                mergedInto: {agency: G15, from: 2026-01-01}
            """;
    private static final Viewer OPERATOR = new Viewer("operator", true, Set.of());
    private static final Viewer G22 = agency("G22");
    private static final Viewer H41 = agency("H41");

    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00Z"));
    private final List<AuditEntry> looks = new ArrayList<>();
    private TestDelivery hub;
    private ExchangeSearch search;
    private Stories stories;
    private JdbcClient jdbc;

    private static Viewer agency(String id) {
        return new Viewer(id, false, Set.of(id));
    }

    @BeforeEach
    void open() throws IOException {
        Files.writeString(directory.resolve("sample.yaml"), AGENCIES);
        Agencies agencies = TestAgencies.of(directory);
        DataSource database = TestDatabase.empty();
        jdbc = JdbcClient.create(database);
        hub = new TestDelivery(database, agencies, noBroker(), directory.resolve("spool"), clock);
        search = new ExchangeSearch(
                jdbc,
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                new AgencyFamily(agencies),
                new SearchSettings(200, Duration.ofSeconds(5)));
        stories = new Stories(
                jdbc,
                hub.exchanges(),
                new LogEntries(jdbc, JsonMapper.shared()),
                looks::addAll,
                agency -> java.util.Optional.empty(),
                order -> java.util.Optional.empty(),
                clock);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static ConnectionFactory noBroker() {
        return (ConnectionFactory) Proxy.newProxyInstance(
                ExchangeSearchTest.class.getClassLoader(),
                new Class<?>[] {ConnectionFactory.class},
                (proxy, method, args) -> {
                    throw new JMSRuntimeException("there is no broker in this test");
                });
    }

    private UUID document(int number) {
        clock.advance(Duration.ofSeconds(1));
        String text = TestDelivery.example("documents/new.edxml").replace("9001", Integer.toString(number));
        return hub.accept("G22", text).exchangeId();
    }

    private UUID status() {
        clock.advance(Duration.ofSeconds(1));
        return hub.accept("H41", TestDelivery.example("statuses/01-arrived.edxml"))
                .exchangeId();
    }

    private List<UUID> found(Viewer viewer, String... pairs) {
        return page(viewer, pairs).items().stream()
                .map(ExchangeItem::exchangeId)
                .toList();
    }

    private ExchangePage page(Viewer viewer, String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return search.find(ExchangeQuery.of(parameters), viewer);
    }

    @Test
    void findsByCodeHoweverItIsWritten() {
        UUID document = document(9001);
        UUID status = status();
        document(9002);
        String code = jdbc.sql("select code from exchange where id = ?")
                .param(document)
                .query(String.class)
                .single();
        String decomposed = Normalizer.normalize(code, Normalizer.Form.NFD).toLowerCase(java.util.Locale.ROOT);
        assertThat(found(OPERATOR, "code", code)).containsExactly(status, document);
        assertThat(found(OPERATOR, "code", ' ' + decomposed.replace("/", " / ")))
                .containsExactly(status, document);
        assertThat(found(OPERATOR, "code", "9001")).containsExactly(status, document);
        assertThat(found(OPERATOR, "code", "900")).isEmpty();
        assertThat(found(OPERATOR, "code", "9001/VP", "kind", "document")).containsExactly(document);
    }

    @Test
    void findsByDocumentIdWithItsStatuses() {
        UUID document = document(9001);
        UUID status = status();
        String id = jdbc.sql("select document_id from exchange where id = ?")
                .param(document)
                .query(String.class)
                .single();
        assertThat(found(OPERATOR, "documentId", id)).containsExactly(status, document);
    }

    @Test
    void findsByAgencyStateAndTime() {
        UUID first = document(9001);
        Instant between = clock.instant().plusMillis(1);
        UUID second = document(9002);
        assertThat(found(OPERATOR, "sender", "G22")).containsExactly(second, first);
        assertThat(found(OPERATOR, "recipient", "TINH-MAU")).containsExactly(second, first);
        assertThat(found(OPERATOR, "agency", "H41", "from", between.toString())).containsExactly(second);
        assertThat(found(OPERATOR, "to", between.toString())).containsExactly(first);
        assertThat(found(OPERATOR, "state", "open")).containsExactly(second, first);
        assertThat(found(OPERATOR, "state", "done")).isEmpty();
        assertThat(found(OPERATOR, "id", first.toString())).containsExactly(first);
        assertThat(found(OPERATOR, "from", "2026-11-22", "to", "2026-11-22")).hasSize(2);
    }

    @Test
    void findsWhatAMergedAgencyWasSentByItsSuccessor() {
        UUID document = document(9001);
        jdbc.sql("update delivery set recipient = 'G99' where recipient = 'G15'")
                .update();
        assertThat(found(OPERATOR, "recipient", "G15")).containsExactly(document);
        assertThat(page(OPERATOR, "recipient", "G15").agencies()).containsExactly("G15", "G99");
        assertThat(found(OPERATOR, "recipient", "G99")).containsExactly(document);
        assertThat(found(OPERATOR, "recipient", "G15", "exact", "true")).isEmpty();
    }

    @Test
    void showsAnAgencyOnlyItsOwn() {
        UUID document = document(9001);
        UUID status = status();
        assertThat(found(G22)).containsExactly(status, document);
        assertThat(found(H41)).containsExactly(status, document);
        assertThat(found(agency("G15"))).containsExactly(document);
        assertThat(found(agency("G99"))).isEmpty();
        assertThat(found(agency("G99"), "id", document.toString())).isEmpty();
        assertThat(found(agency("G99"), "code", "9001")).isEmpty();
        assertThat(page(H41, "id", document.toString()).items().get(0).recipients())
                .extracting(ExchangeItem.Recipient::agency)
                .containsExactly("H41");
        assertThat(page(G22, "id", document.toString()).items().get(0).recipients())
                .hasSize(2);
    }

    @Test
    void tellsNoRecipientAboutAnother() {
        UUID document = document(9001);
        jdbc.sql("update delivery set state = 6 where recipient = 'G15'").update();
        assertThat(found(H41, "recipient", "G15")).isEmpty();
        assertThat(found(H41, "state", "dead")).isEmpty();
        assertThat(found(H41, "agency", "G15")).isEmpty();
        assertThat(found(G22, "recipient", "G15", "state", "dead")).containsExactly(document);
    }

    @Test
    void pagesWithACursorOfTheSameQuery() {
        UUID first = document(9001);
        UUID second = document(9002);
        UUID third = document(9003);
        ExchangePage page = page(OPERATOR, "sender", "G22", "limit", "2");
        assertThat(page.items()).extracting(ExchangeItem::exchangeId).containsExactly(third, second);
        String next = String.valueOf(page.next());
        ExchangePage rest = page(OPERATOR, "sender", "G22", "limit", "2", "cursor", next);
        assertThat(rest.items()).extracting(ExchangeItem::exchangeId).containsExactly(first);
        assertThat(rest.next()).isNull();
        assertThatThrownBy(() -> page(OPERATOR, "sender", "H41", "limit", "2", "cursor", next))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.INVALID_CURSOR));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String[] bad : new String[][] {
            {"kode", "1"},
            {"limit", "0"},
            {"limit", "201"},
            {"state", "lost"},
            {"from", "yesterday"},
            {"id", "1"},
            {"agency", "NOBODY"},
            {"cursor", "x"}
        }) {
            assertThatThrownBy(() -> page(OPERATOR, bad)).as(bad[0]).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void tellsTheWholeStoryMasked() {
        UUID document = document(9001);
        UUID status = status();
        Story story = stories.find(document, OPERATOR, null, "trace").orElseThrow();
        assertThat(story.masked()).isTrue();
        assertThat(story.subject()).isEqualTo("***");
        assertThat(story.channel()).isEqualTo("rest");
        assertThat(story.steps()).extracting(Story.Step::event).containsExactly("accepted");
        assertThat(story.recipients()).hasSize(2);
        assertThat(story.statuses()).extracting(one -> one.exchangeId()).containsExactly(status);
        assertThat(looks).isEmpty();
    }

    @Test
    void tellsEachAttemptWithItsAnswer() {
        String text =
                TestDelivery.example("documents/new.edxml").replace(">G15</edXML:OrganId>", ">G77</edXML:OrganId>");
        UUID document = hub.accept("G22", text).exchangeId();
        UUID delivery = jdbc.sql("select id from delivery where recipient = 'G77'")
                .query(UUID.class)
                .single();
        Deliveries deliveries = hub.deliveries();
        DueDelivery due = deliveries.take(delivery, 0).orElseThrow();
        clock.advance(Duration.ofMillis(120));
        deliveries.failed(due, "push", "answered 503");
        deliveries.delivered(deliveries.take(delivery, 1).orElseThrow(), "push");
        assertThat(stories.find(document, OPERATOR, null, "trace").orElseThrow().steps())
                .extracting(step -> step.event() + ' ' + step.attempt() + ' ' + step.answer() + ' ' + step.millis())
                .containsExactly("accepted null null null", "attempt-failed 1 503 120", "delivered 2 null 0");
    }

    @Test
    void showsContentsToAnOperatorOnlyOnRecord() {
        UUID document = document(9001);
        Story story =
                stories.find(document, OPERATOR, "khiếu nại của G15", "trace").orElseThrow();
        assertThat(story.masked()).isFalse();
        assertThat(story.subject()).isNotEqualTo("***").isNotBlank();
        assertThat(looks).singleElement().satisfies(look -> {
            assertThat(look.who().actor()).isEqualTo("operator");
            assertThat(look.about().exchange()).isEqualTo(document);
            assertThat(look.result()).isEqualTo("khiếu nại của G15");
        });
        assertThatThrownBy(() -> stories.find(document, OPERATOR, "công dân 000300000001", "trace"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void tellsAPartyItsPartAndStrangersNothing() {
        UUID document = document(9001);
        Story story = stories.find(document, H41, null, "trace").orElseThrow();
        assertThat(story.masked()).isFalse();
        assertThat(story.recipients()).extracting(one -> one.agency()).containsExactly("H41");
        assertThat(stories.find(document, agency("G99"), null, "trace")).isEmpty();
        assertThat(stories.find(UUID.randomUUID(), OPERATOR, null, "trace")).isEmpty();
    }

    @Test
    void linksARecallWithWhatItRecalls() {
        UUID document = document(9001);
        clock.advance(Duration.ofSeconds(1));
        UUID recall = hub.accept("G22", TestDelivery.example("documents/recall-vnpt.edxml"))
                .exchangeId();
        assertThat(stories.find(document, G22, null, "trace").orElseThrow().related())
                .extracting(one -> one.relation() + ' ' + one.exchangeId())
                .containsExactly("recall " + recall);
        assertThat(stories.find(recall, G22, null, "trace").orElseThrow().related())
                .extracting(one -> one.relation() + ' ' + one.exchangeId())
                .containsExactly("earlier " + document);
    }
}
