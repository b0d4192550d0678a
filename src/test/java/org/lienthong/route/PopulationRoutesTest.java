package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.agency.TestAgencies;
import org.lienthong.call.Deadline;
import org.lienthong.call.Systems;
import org.lienthong.call.TestProvider;
import org.lienthong.call.TestSystems;
import org.lienthong.codelist.CodeLists;
import org.lienthong.mapping.MapComponent;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.service.ServiceCall;
import org.xmlunit.builder.DiffBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The population services as they ship: what goes to the database, and what its answers become. */
class PopulationRoutesTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ANSWER =
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>%s" + "</s:Body></s:Envelope>";
    private static final String NS = " xmlns='http://www.mic.gov.vn/dancu/1.0'";

    @TempDir
    static Path directory;

    private static TestProvider provider;
    private static Systems systems;
    private static DefaultCamelContext camel;
    private static final Entrances ROUTES = new Entrances();

    @BeforeAll
    static void start() throws Exception {
        provider = new TestProvider();
        systems = TestSystems.of(Duration.ofSeconds(10), 4);
        Path agencies = Files.createDirectories(directory.resolve("agencies"));
        Files.writeString(agencies.resolve("sample.yaml"), """
                agencies:
                  - id: G01
                    names: [{vi: Bộ Mẫu}]
                    codes: [{scheme: QD20, value: G01}]
                    systems: [{name: population, kind: soap, url: "%s", calls: {refusals: ["004", "005"]}}]
                """.formatted(provider.url()));
        camel = new DefaultCamelContext();
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);
        camel.addComponent(
                "map", MapComponent.of(Path.of("config/mappings"), CodeLists.read(Path.of("config/codelists")), clock));
        camel.addComponent(
                "hub",
                new HubComponent(
                        new HubServices(
                                null,
                                null,
                                TestAgencies.of(agencies),
                                null,
                                systems,
                                UnaryOperator.identity(),
                                camel,
                                org.lienthong.delivery.DeliverySpans.none()),
                        ROUTES));
        Path routes = Files.createDirectories(directory.resolve("routes"));
        for (String name : new String[] {"population-confirm", "population-fetch"}) {
            Files.copy(Path.of("routes/services/g01-" + name + ".camel.yaml"), routes.resolve(name + ".camel.yaml"));
        }
        new RouteFiles(routes, RouteFiles.Simulated.NONE).load(camel);
        camel.start();
    }

    @AfterAll
    static void stop() throws Exception {
        camel.close();
        systems.close();
        provider.close();
    }

    /** The provider answers as the simulated one does. */
    @BeforeEach
    void simulate() {
        provider.forget();
        provider.behave((request, socket) -> {
            String answer = camel.createProducerTemplate()
                    .requestBody("map:sandbox/population.xsl", request.text(), String.class);
            TestProvider.status(answer.contains("Fault") ? 500 : 200, "text/xml; charset=UTF-8", answer)
                    .answer(request, socket);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"population-confirm", "population-fetch"})
    void mapsTheExamples(String service) throws Exception {
        JsonNode answer = call(service, example(service + "/request.json"), "1.001193", "H41/cb-0012");
        assertThat(answer).isEqualTo(JSON.readTree(example(service + "/answer.json")));
        assertThat(provider.requests()).hasSize(1);
        assertThat(provider.requests().get(0).headers()).containsEntry("soapaction", "\"\"");
        assertThat(provider.requests().get(0).headers().get("content-type")).startsWith("text/xml");
        assertThat(DiffBuilder.compare(example(service + "/provider-request.xml"))
                        .withTest(provider.requests().get(0).text())
                        .ignoreWhitespace()
                        .checkForIdentical()
                        .build()
                        .getDifferences())
                .isEmpty();
    }

    @Test
    void findsAPersonByTheOldNumberAndTheYearAlone() {
        String request = "{\"soDinhDanh\":\"000000003\",\"hoVaTen\":\"lê thị  ví dụ\",\"namSinh\":\"1960\"}";
        assertThat(call("population-confirm", request, null, "x").get("tonTai").booleanValue())
                .isTrue();
        JsonNode person = call("population-fetch", request, null, "x").at("/congDan/0");
        assertThat(person.get("soDinhDanh").stringValue()).isEqualTo("000160000000");
        assertThat(person.has("ngaySinh")).isFalse();
        assertThat(person.at("/thuongTru/maTinh").stringValue()).isEqualTo("15");
        assertThat(provider.requests().get(0).text())
                .contains("<dan:SoCMND>000000003<", "<dan:HoVaTen>LÊ THỊ VÍ DỤ<", "<dan:Nam>1960<", "<dan:MaDVC>H41<");
    }

    @Test
    void saysNoAndNobodyWhenOneOfTheThreeDoesNotMatch() {
        String request = "{\"soDinhDanh\":\"000085000000\",\"hoVaTen\":\"Trần Thị Thử\",\"ngaySinh\":\"1985-02-03\"}";
        assertThat(call("population-confirm", request, null, "x").get("tonTai").booleanValue())
                .isFalse();
        assertThat(call("population-fetch", request, null, "x")).hasToString("{\"congDan\":[]}");
    }

    @Test
    void tellsTheDatabasesOwnDenialsApart() throws Exception {
        assertProblem(ProblemType.PROVIDER_REFUSED, "004", "0.000004", "H41/cb-0012");
        assertProblem(ProblemType.PROVIDER_REFUSED, "005", "1.001193", "H41/cb-005");
    }

    @Test
    void toleratesAnAddressWithoutDistrictAndANameInParts() {
        provider.behave(TestProvider.xml(ANSWER.formatted("<CongdanCollection" + NS + "><CongDan>"
                + "<SoDinhDanh>000085000000</SoDinhDanh><HoVaTen><Ho>Nguyễn</Ho><ChuDem> Văn </ChuDem><Ten>Mẫu</Ten>"
                + "</HoVaTen><ThuongTru><MaTinhThanh>01</MaTinhThanh><MaQuanHuyen>001</MaQuanHuyen></ThuongTru>"
                + "<TinhTrangHonNhan>9</TinhTrangHonNhan><MoiThem>x</MoiThem></CongDan></CongdanCollection>")));
        assertThat(call(
                        "population-fetch",
                        "{\"soDinhDanh\":\"000085000000\",\"hoVaTen\":\"A B\",\"namSinh\":\"1985\"}",
                        null,
                        "x"))
                .hasToString("{\"congDan\":[{\"soDinhDanh\":\"000085000000\",\"hoVaTen\":\"Nguyễn Văn Mẫu\","
                        + "\"thuongTru\":{\"maTinh\":\"01\"}}]}");
    }

    /** Nobody is found where a collection is empty; where there is none, nothing was answered: the schema refuses that. */
    @ParameterizedTest
    @CsvSource({
        "<CongdanCollection xmlns='http://www.mic.gov.vn/dancu/1.0'/>, {\"congDan\":[]}",
        "<r:R xmlns:r='urn:r'><CongdanCollection xmlns='http://www.mic.gov.vn/dancu/1.0'/></r:R>, {\"congDan\":[]}",
        "<CongdanCollection/>, {}",
        "<CongdanCollection xmlns='http://gtel.vn/qldc'><CongDan/></CongdanCollection>, {}",
        "'', {}",
    })
    void tellsNobodyFromNoAnswer(String body, String mapped) {
        provider.behave(TestProvider.xml(ANSWER.formatted(body)));
        assertThat(call(
                        "population-fetch",
                        "{\"soDinhDanh\":\"000085000000\",\"hoVaTen\":\"A B\",\"namSinh\":\"1985\"}",
                        null,
                        "x"))
                .hasToString(mapped);
    }

    @Test
    void takesAnUnknownCodeForAnInvalidAnswer() {
        provider.behave(
                TestProvider.xml(
                        ANSWER.formatted(
                                "<CongdanCollection" + NS
                                        + "><CongDan><SoDinhDanh>000085000000</SoDinhDanh><GioiTinh>7</GioiTinh></CongDan></CongdanCollection>")));
        assertThatThrownBy(() -> call(
                        "population-fetch",
                        "{\"soDinhDanh\":\"000085000000\",\"hoVaTen\":\"A B\",\"namSinh\":\"1985\"}",
                        null,
                        "x"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.PROVIDER_INVALID_RESPONSE));
    }

    private static void assertProblem(ProblemType type, String code, String procedure, String officer)
            throws Exception {
        String request = example("population-confirm/request.json");
        assertThatThrownBy(() -> call("population-confirm", request, procedure, officer))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(type))
                .hasMessageContaining(code);
    }

    private static JsonNode call(String service, String input, String procedure, String officer) {
        Object body = ROUTES.services()
                .find("G01", service)
                .orElseThrow()
                .run(new ServiceCall(
                        UUID.fromString("01a20175-0000-7000-8000-000000000001"),
                        "G01",
                        service,
                        "H41",
                        "administrative-procedure",
                        procedure,
                        "000.00.H41-261122-0001",
                        officer,
                        input,
                        Instant.EPOCH,
                        Deadline.in(Duration.ofSeconds(10), System::nanoTime),
                        65_536,
                        "trace",
                        () -> 0))
                .body();
        return body instanceof byte[] bytes ? JSON.readTree(bytes) : JSON.readTree(String.valueOf(body));
    }

    private static String example(String name) throws Exception {
        return Files.readString(Path.of("examples/services/G01", name), StandardCharsets.UTF_8);
    }
}
