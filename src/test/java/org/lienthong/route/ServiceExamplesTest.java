package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lienthong.codelist.CodeLists;
import org.lienthong.mapping.MapComponent;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every request in {@code examples/services} through the shipped routes, mappings and simulated systems. */
class ServiceExamplesTest {

    private static final Path EXAMPLES = Path.of("examples/services");
    private static final String REQUEST = "request.json";
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static DefaultCamelContext camel;

    @BeforeAll
    static void start() throws Exception {
        camel = new DefaultCamelContext();
        camel.addComponent("hub", new TrialHub());
        camel.addComponent("simulated", new TrialHub());
        camel.addComponent(
                "map",
                MapComponent.of(
                        Path.of("config/mappings"),
                        CodeLists.read(Path.of("config/codelists")),
                        Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC)));
        new RouteFiles(Path.of("routes"), RouteFiles.Simulated.REGISTERS).load(camel);
        RouteTrial.leaveOutWhatNeedsAHub(camel);
        camel.start();
    }

    @AfterAll
    static void stop() {
        camel.stop();
    }

    static List<Path> requests() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(REQUEST))
                    .filter(file -> Files.exists(answer(file)))
                    .sorted()
                    .toList();
        }
    }

    private static Path answer(Path request) {
        return request.resolveSibling(request.getFileName().toString().replace(REQUEST, "answer.json"));
    }

    /** What really came stays in {@code target/services}, for whoever changes a mapping. */
    @ParameterizedTest
    @MethodSource("requests")
    void answersAsTheExample(Path request) throws Exception {
        Path service = EXAMPLES.relativize(request.getParent());
        String asked = Files.readString(request);
        Exchange done = send(service.toString(), asked);
        assertThat(done.getException()).isNull();
        JsonNode answer = JSON.readTree(done.getMessage().getBody(byte[].class));
        Path came = Path.of("target/services").resolve(EXAMPLES.relativize(answer(request)));
        Files.createDirectories(came.getParent());
        Files.writeString(came, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer) + "\n");

        assertThat(answer).isEqualTo(JSON.readTree(Files.readString(answer(request))));
        assertValid(service.getFileName() + ".request", asked);
        assertValid(service.getFileName() + ".answer", answer.toString());
    }

    private static Exchange send(String service, String request) {
        return camel.createFluentProducerTemplate()
                .to("hub:service/" + service)
                .withHeader("hubExchangeId", "01a20175-0000-7000-8000-000000000000")
                .withHeader("hubConsumer", "H41")
                .withBody(request)
                .request(Exchange.class);
    }

    private static void assertValid(String schema, String json) throws IOException {
        String text = Files.readString(Path.of("config/schemas", schema + ".schema.json"));
        assertThat(SCHEMAS.getSchema(text, InputFormat.JSON).validate(json, InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void everyExampleHasItsAnswer() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            assertThat(files.filter(file -> file.toString().endsWith(REQUEST)))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(file -> assertThat(answer(file)).exists());
        }
    }

    @Test
    void everyServiceHasAnExample() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("config/services"), 2)) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml"))).allSatisfy(file -> {
                String name = file.getFileName().toString().replace(".yaml", "");
                assertThat(EXAMPLES.resolve(file.getParent().getFileName()).resolve(name))
                        .exists();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"99001, 2025-07-01", "99005, 2025-06-30", "99999, 2026-01-01"})
    void aCommuneMustBeOneOnTheDayAskedFor(String commune, String day) {
        ProblemException problem =
                send("G10/land-parcel", """
                        {"maXa": "%s", "soHieuToBanDo": "12", "soThuTuThua": "34", "ngay": "%s"}""".formatted(commune, day)).getException(ProblemException.class);
        assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_CODE);
        assertThat(problem.detail()).contains("'commune'", "'" + commune + "'", day);
    }
}
