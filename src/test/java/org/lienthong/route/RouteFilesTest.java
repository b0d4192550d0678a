package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.codelist.CodeLists;
import org.lienthong.mapping.MapComponent;

class RouteFilesTest {

    private static final String ACCEPTS = """
            - route:
                id: %s
                from:
                  uri: %s
                  steps:
                    - to:
                        uri: hub:accept
            """;

    private static final String CALLS = """
            - route:
                id: calls
                from:
                  uri: %s
                  steps:
                    - to:
                        uri: hub:accept
                    - choice:
                        when:
                          - simple: "${body} == 'x'"
                            steps:
                              - to:
                                  uri: %s
            """;

    @TempDir
    Path routes;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void close() throws IOException {
        camel.close();
    }

    @Test
    void loadsEveryShippedRoute() {
        new RouteFiles(Path.of("routes"), RouteFiles.Simulated.NONE).load(camel);
        assertThat(ids())
                .contains("documents", "deliver-jms", "deliver-push", "g10-land-parcel", "g01-population-confirm")
                .noneMatch(id -> id.endsWith("-register") || id.startsWith("g09"));
    }

    @Test
    void loadsTheSimulatedSystemsWhereTheyAreWanted() {
        new RouteFiles(Path.of("routes"), RouteFiles.Simulated.ALL).load(camel);
        assertThat(ids())
                .contains("documents", "deliver-jms", "deliver-push")
                .anyMatch(id -> id.startsWith("g09"))
                .anyMatch(id -> id.startsWith("g18"))
                .anyMatch(id -> id.startsWith("h26"))
                .contains("g10-land-register");
    }

    @Test
    void loadsTheSimulatedRegistersWithoutTheTraffic() {
        new RouteFiles(Path.of("routes"), RouteFiles.Simulated.REGISTERS).load(camel);
        assertThat(ids()).contains("documents", "g10-land-register").noneMatch(id -> id.startsWith("g09"));
    }

    @Test
    void leavesOutServicesThatTheConfigurationDoesNotDeclare() {
        camel.addComponent(
                "map",
                MapComponent.of(routes.resolve("none"), CodeLists.read(routes.resolve("none")), Clock.systemUTC()));
        new RouteFiles(Path.of("routes"), RouteFiles.Simulated.REGISTERS, new Unserved(List.of())).load(camel);
        assertThat(ids())
                .contains("documents", "deliver-jms", "deliver-push")
                .noneMatch(id -> id.matches("g\\d\\d-.*"));
    }

    @Test
    void refusesAMappingThatIsNotThereInItsPlace() throws Exception {
        camel.addComponent(
                "map",
                MapComponent.of(
                        Path.of("config/mappings"), CodeLists.read(Path.of("config/codelists")), Clock.systemUTC()));
        Path file = write("a.camel.yaml", """
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - choice:
                            when:
                              - simple: "${body} == 'x'"
                                steps:
                                  - to:
                                      uri: map:land/none.xsl
                """);
        assertThatThrownBy(() -> new RouteFiles(routes, RouteFiles.Simulated.NONE).load(camel))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageStartingWith(file + ":10:")
                .hasMessageContaining("map:land/none.xsl: there is no such file in config/mappings");
    }

    @Test
    void letsNothingCallASystemThatIsNoDeliveryAndNoServiceOfItsOwn() throws Exception {
        write("a.camel.yaml", CALLS.formatted("hub:intake/documents", "hub:call/G01/population"));
        assertNoCall("a.camel.yaml:", "only what starts at hub:service or hub:deliver may");
        write("a.camel.yaml", CALLS.formatted("hub:service/G15/birth", "hub:call/G01/population"));
        assertNoCall("a.camel.yaml:", "another agency than the service's provider");
        write("a.camel.yaml", CALLS.formatted("hub:intake/documents", "direct:b"));
        write("b.camel.yaml", CALLS.replace("id: calls", "id: b").formatted("direct:b", "hub:call/G01/population"));
        assertNoCall("b.camel.yaml:", "only what starts at hub:service or hub:deliver may");
    }

    private void assertNoCall(String place, String reason) throws IOException {
        try (DefaultCamelContext fresh = new DefaultCamelContext()) {
            assertThatThrownBy(() -> new RouteFiles(routes, RouteFiles.Simulated.NONE).load(fresh))
                    .hasMessageContaining(place)
                    .hasMessageContaining(reason);
        }
    }

    @Test
    void readsDirectoriesBelowAndNothingButRoutes() throws Exception {
        write("a/one.camel.yaml", ACCEPTS.formatted("one", "hub:intake/documents"));
        write("two.camel.yaml", ACCEPTS.formatted("two", "direct:two"));
        write("notes.md", "nonsense: [");
        new RouteFiles(routes, RouteFiles.Simulated.NONE).load(camel);
        assertThat(ids()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void refusesARouteThatItsNameWouldHide() throws Exception {
        write("one.camel.yaml", ACCEPTS.formatted("one", "hub:intake/documents"));
        Path file = write("two.yaml", ACCEPTS.formatted("two", "direct:two"));
        assertThatThrownBy(() -> new RouteFiles(routes, RouteFiles.Simulated.NONE).load(camel))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageStartingWith(file + ":1:1 file-name ")
                .hasMessageContaining("<id>.camel.yaml");
    }

    @Test
    void refusesADirectoryThatIsMissing() {
        assertThatThrownBy(() -> new RouteFiles(routes.resolve("none"), RouteFiles.Simulated.NONE).load(camel))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageContaining(routes.resolve("none").toString())
                .hasMessageContaining("--hub.routes=<dir>");
    }

    @Test
    void refusesADirectoryWithoutRoutes() {
        assertThatThrownBy(() -> new RouteFiles(routes, RouteFiles.Simulated.NONE).load(camel))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageContaining(routes + ":1:1 no-routes no *.camel.yaml here");
    }

    @Test
    void refusesASyntaxErrorInItsPlace() throws Exception {
        Path file = write("a.camel.yaml", "- route:\n    id: a\n    from: [\n");
        assertRefused(file + ":4:1 yaml-syntax");
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        assertRefused(write("a.camel.yaml", "") + ":1:1 empty-file");
    }

    @Test
    void refusesAMappingInPlaceOfTheList() throws Exception {
        assertRefused(write("a.camel.yaml", "route:\n  id: a\n") + ":1:1 not-a-list");
    }

    @Test
    void refusesAnAnchor() throws Exception {
        assertRefused(write("a.camel.yaml", "- route: &r\n    id: a\n") + ":1:10 anchor");
    }

    @Test
    void refusesAnIdThatIsTaken() throws Exception {
        Path first = write("a.camel.yaml", ACCEPTS.formatted("same", "hub:intake/documents"));
        Path second = write("b.camel.yaml", ACCEPTS.formatted("same", "direct:other"));
        assertRefused(second + ":2:9 duplicate-id the route id 'same' is taken at " + first + ":2:9");
    }

    @Test
    void refusesAnIdTwiceInOneFile() throws Exception {
        Path file =
                write("a.camel.yaml", ACCEPTS.formatted("same", "direct:a") + ACCEPTS.formatted("same", "direct:b"));
        assertRefused(file + ":9:9 duplicate-id the route id 'same' is taken at " + file + ":2:9");
    }

    @Test
    void refusesAnIntakeThatCannotAccept() throws Exception {
        Path file = write("a.camel.yaml", """
                - route:
                    id: documents
                    from:
                      uri: hub:intake/documents
                      steps:
                        - to:
                            uri: hub:refuse
                """);
        assertRefused(file + ":", "route 'documents' never reaches to: hub:accept");
    }

    @Test
    void refusesADeliveryThatCallsNobody() throws Exception {
        Path file = write("a.camel.yaml", """
                - route:
                    id: deliver
                    from:
                      uri: hub:deliver/push
                      steps:
                        - log:
                            message: nothing
                """);
        assertRefused(file + ":", "route 'deliver' never reaches to: hub:call/");
    }

    @Test
    void findsTheGuaranteeInABranch() throws Exception {
        write("a.camel.yaml", """
                - route:
                    id: documents
                    from:
                      uri: hub:intake/documents
                      steps:
                        - choice:
                            when:
                              - simple: "${header.hubKind} == 'status'"
                                steps:
                                  - to:
                                      uri: hub:refuse
                            otherwise:
                              steps:
                                - to:
                                    uri: hub:accept
                """);
        new RouteFiles(routes, RouteFiles.Simulated.NONE).load(camel);
        assertThat(ids()).containsExactly("documents");
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> new RouteFiles(routes, RouteFiles.Simulated.NONE).load(camel))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageContainingAll(words);
    }

    private List<String> ids() {
        return camel.getRouteDefinitions().stream()
                .map(RouteDefinition::getRouteId)
                .toList();
    }

    private Path write(String name, String text) throws IOException {
        Path file = routes.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
