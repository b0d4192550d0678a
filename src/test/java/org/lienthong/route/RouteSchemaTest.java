package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors offer in a route is what a route may have, and what Camel understands. */
class RouteSchemaTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void offersTheStepsThatAreAllowed() throws IOException {
        Set<String> offered = names(schema().at("/$defs/step/properties"));
        offered.addAll(Set.of("doCatch", "doFinally")); // Keys of doTry.
        assertThat(offered).isEqualTo(AllowedSteps.steps(false));
    }

    @Test
    void offersTheLanguagesThatAreAllowed() throws IOException {
        assertThat(names(schema().at("/$defs/expression/properties"))).isEqualTo(AllowedSteps.languages());
    }

    @Test
    void offersEveryEndpointOfTheHub() throws IOException {
        Set<String> roles = new TreeSet<>();
        for (HubEndpoint.Role role : HubEndpoint.Role.values()) {
            roles.add("hub:" + role.name().toLowerCase(Locale.ROOT));
        }
        Set<String> offered = new TreeSet<>();
        for (JsonNode examples : schema().findValues("examples")) {
            examples.forEach(example -> {
                if (example.asString().startsWith("hub:")) {
                    offered.add(example.asString().split("/")[0]);
                }
            });
        }
        assertThat(offered).isEqualTo(roles);
    }

    @Test
    void camelKnowsEveryKeyOfEveryStep() throws IOException {
        JsonNode camel;
        try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            camel = JSON.readTree(in).at("/items/definitions");
        }
        JsonNode steps = camel.get("org.apache.camel.model.ProcessorDefinition").get("properties");
        JsonNode ours = schema().at("/$defs/step/properties");
        for (String step : names(ours)) {
            JsonNode theirs = camel.get(steps.get(step).get("$ref").asString().replaceAll(".*/", ""));
            Set<String> known = new TreeSet<>();
            Stream.concat(Stream.of(theirs), theirs.path("oneOf").valueStream())
                    .forEach(form -> known.addAll(names(form.path("properties"))));
            List<JsonNode> forms = new ArrayList<>(List.of(ours.get(step)));
            ours.get(step).path("anyOf").forEach(forms::add);
            assertThat(forms.stream()
                            .map(form -> names(form.path("properties")))
                            .flatMap(Collection::stream))
                    .as(step)
                    .isSubsetOf(known);
        }
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }

    private static JsonNode schema() throws IOException {
        return JSON.readTree(Files.readString(Path.of("config/editor/route.schema.json")));
    }
}
