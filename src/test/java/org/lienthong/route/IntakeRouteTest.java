package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;
import org.lienthong.delivery.TestDelivery;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.testing.TestDatabase;

/** What a steward's own intake route can and cannot bring about. */
class IntakeRouteTest {

    private static final String DOCUMENT = TestDelivery.example("documents/new.edxml");

    @TempDir
    Path directory;

    private TestDelivery delivery;
    private RouteIntake intake;
    private DefaultCamelContext camel;

    @BeforeEach
    void start() {
        Agencies agencies = TestAgencies.shipped();
        delivery =
                new TestDelivery(TestDatabase.empty(), agencies, null, directory.resolve("spool"), Clock.systemUTC());
        DeliverySettings settings =
                new DeliverySettings(1, 8, Duration.ofSeconds(1), Duration.ofSeconds(1), 5, Duration.ofSeconds(1));
        RouteRig rig = new RouteRig(delivery, agencies, settings);
        intake = rig.intake();
        camel = rig.camel();
    }

    @AfterEach
    void stop() throws IOException {
        camel.close();
        delivery.close();
    }

    @Test
    void takesNothingBeforeTheRouteStands() {
        assertRefused(ProblemType.SHUTTING_DOWN, "takes no documents at this moment");
        assertThat(delivery.events()).isEmpty();
    }

    @Test
    void tellsTheCallerWhyTheRouteRefuses() throws Exception {
        load("""
                - choice:
                    when:
                      - simple: "${header.hubKind} == 'document'"
                        steps:
                          - setHeader:
                              name: hubReason
                              constant: Chỉ nhận trạng thái.
                          - to:
                              uri: hub:refuse
                    otherwise:
                      steps:
                        - to:
                            uri: hub:accept
                """);
        assertRefused(ProblemType.SCHEMA_VIOLATION, "Chỉ nhận trạng thái.");
        assertThat(delivery.rows("exchange")).isZero();
        assertThat(delivery.events()).containsExactly("refused");
    }

    @Test
    void acceptsNothingWhenTheRouteDecidesNothing() throws Exception {
        force("""
                - filter:
                    simple: "${header.hubKind} == 'status'"
                    steps:
                      - to:
                          uri: hub:accept
                """);
        assertRefused(ProblemType.INTERNAL_ERROR, "without accepting or refusing");
        assertThat(delivery.rows("exchange")).isZero();
        assertThat(delivery.events()).isEmpty();
    }

    @Test
    void acceptsNothingWhenTheRouteChangesTheBody() throws Exception {
        load("""
                - setBody:
                    constant: other
                - to:
                    uri: hub:accept
                """);
        assertThatThrownBy(this::submit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hub:accept takes what hub:intake gave");
        assertThat(delivery.rows("exchange")).isZero();
    }

    @Test
    void decidesByWhatTheHubHasRead() throws Exception {
        load("""
                - validate:
                    simple: "${header.hubSender} == 'G22' && ${header.hubChannel} == 'rest' && ${header.hubDocumentId} contains '9001'"
                - to:
                    uri: hub:accept
                """);
        intake.submit(TestDelivery.submission("G22", DOCUMENT));
        assertThat(delivery.events()).containsExactly("accepted");
    }

    @Test
    void acceptsOnceWhenTheRouteAcceptsTwice() throws Exception {
        force("""
                - to:
                    uri: hub:accept
                - to:
                    uri: hub:accept
                """);
        intake.submit(TestDelivery.submission("G22", DOCUMENT));
        assertThat(delivery.rows("exchange")).isEqualTo(1);
        assertThat(delivery.events()).containsExactly("accepted");
    }

    private void load(String steps) throws Exception {
        write(steps);
        new RouteFiles(directory.resolve("routes"), RouteFiles.Simulated.NONE).load(camel);
        camel.start();
    }

    /** Past the check, which refuses it. */
    private void force(String steps) throws Exception {
        Path file = write(steps);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:" + file));
        camel.getRouteDefinitions().forEach(route -> route.setErrorHandlerFactory(new NoErrorHandlerBuilder()));
        camel.start();
    }

    private Path write(String steps) throws IOException {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        return Files.writeString(routes.resolve("documents.camel.yaml"), """
                - route:
                    id: documents
                    from:
                      uri: hub:intake/documents
                      steps:
                """ + steps.indent(8));
    }

    private void assertRefused(ProblemType type, String detail) {
        assertThatThrownBy(this::submit)
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(type))
                .hasMessageContaining(detail);
    }

    private void submit() throws Exception {
        intake.submit(TestDelivery.submission("G22", DOCUMENT));
    }
}
