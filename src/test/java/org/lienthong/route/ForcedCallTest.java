package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.TestAgencies;
import org.lienthong.audit.access.DataAccessLog;
import org.lienthong.call.Deadline;
import org.lienthong.call.Systems;
import org.lienthong.call.TestProvider;
import org.lienthong.call.TestSystems;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;
import org.lienthong.service.ServiceCall;
import org.lienthong.service.ServiceRoute;

/** Routes that got past every check of their files all the same call nothing that their service may not. */
class ForcedCallTest {

    @TempDir
    private Path directory;

    private final Entrances entrances = new Entrances();
    private final Systems systems = TestSystems.of(Duration.ofSeconds(2), 4);
    private final TestProvider provider = new TestProvider();
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        Path agencies = Files.createDirectories(directory.resolve("agencies"));
        Files.writeString(agencies.resolve("sample.yaml"), """
                agencies:
                  - id: G01
                    names: [{vi: Bộ Mẫu}]
                    codes: [{scheme: QD20, value: G01}]
                    systems: [{name: own, kind: rest, url: "%1$s"}]
                  - id: G10
                    names: [{vi: Bộ Khác}]
                    codes: [{scheme: QD20, value: G10}]
                    systems: [{name: other, kind: rest, url: "%1$s"}]
                """.formatted(provider.url()));
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
                        entrances));
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        systems.close();
        provider.close();
    }

    private void route(String from, String... to) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        });
        camel.start();
    }

    private ServiceRoute.Result serve() {
        return serve(() -> 0);
    }

    private ServiceRoute.Result serve(DataAccessLog.Recording record) {
        return entrances
                .services()
                .find("G01", "person")
                .orElseThrow()
                .run(new ServiceCall(
                        UUID.randomUUID(),
                        "G01",
                        "person",
                        "H41",
                        "purpose",
                        null,
                        null,
                        null,
                        "{}",
                        Instant.EPOCH,
                        Deadline.in(Duration.ofSeconds(2), System::nanoTime),
                        1000,
                        "trace",
                        record));
    }

    @Test
    void callsTheProvidersOwnSystem() throws Exception {
        route("hub:service/G01/person", "hub:call/G01/own");
        assertThat(serve().system()).isEqualTo("own");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void callsNobodyBeforeTheRequestIsOnRecord() throws Exception {
        route("hub:service/G01/person", "hub:call/G01/own");
        assertThatThrownBy(() -> serve(() -> {
                    throw StandardDetail.of(ProblemType.DEPENDENCY_UNAVAILABLE);
                }))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.DEPENDENCY_UNAVAILABLE));
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void noHeaderLeadsACallElsewhere() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("hub:service/G01/person")
                        .setHeader("CamelHttpUri", constant("http://127.0.0.1:1/elsewhere"))
                        .setHeader("CamelHttpMethod", constant("DELETE"))
                        .setHeader("Host", constant("elsewhere.example"))
                        .to("hub:call/G01/own");
            }
        });
        camel.start();
        assertThat(serve().system()).isEqualTo("own");
        assertThat(provider.requests()).singleElement().satisfies(request -> assertThat(request.toString())
                .doesNotContain("elsewhere", "DELETE"));
    }

    @Test
    void callsNoOtherAgencysSystem() throws Exception {
        route("hub:service/G01/person", "hub:call/G10/other");
        assertThatThrownBy(this::serve).isInstanceOf(ProblemException.class);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void callsNoSystemThatTheRegisterDoesNotHold() throws Exception {
        route("hub:service/G01/person", "hub:call/G01/nowhere");
        assertThatThrownBy(this::serve).isInstanceOf(ProblemException.class);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void callsNothingForAMessageThatNoAgreementPermitted() throws Exception {
        route("direct:anywhere", "hub:call/G01/own");
        assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("direct:anywhere", "{}"))
                .isInstanceOf(CamelExecutionException.class);
        Exchange forged = camel.createProducerTemplate().request("direct:anywhere", exchange -> {
            exchange.setProperty(ServiceConsumer.CALL, "true");
            exchange.getIn().setBody("{}");
        });
        assertThat(forged.getException()).isNotNull();
        assertThat(provider.requests()).isEmpty();
    }
}
