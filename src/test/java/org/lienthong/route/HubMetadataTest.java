package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tooling of Camel shows of {@code hub:} endpoints is what they are. */
class HubMetadataTest {

    @Test
    void tellsTheRolesOfTheEndpoints() throws IOException {
        List<String> told = new ArrayList<>();
        metadata().at("/properties/role/enum").forEach(role -> told.add(role.asString()));
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(Stream.of(HubEndpoint.Role.values())
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void tellsTheOptionsThatAreUnderstood() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("hub", HubComponent.unwired());
            metadata().get("properties").properties().stream()
                    .filter(property ->
                            property.getValue().get("kind").asString().equals("parameter"))
                    .forEach(option -> assertThatCode(
                                    () -> context.getEndpoint("hub:call/G90/licences?" + option.getKey() + "=GET"))
                            .doesNotThrowAnyException());
        }
    }

    @Test
    void isWhereToolingLooks() throws IOException {
        Properties properties = new Properties();
        String place = "/META-INF/services/org/apache/camel/component.properties";
        for (var url : java.util.Collections.list(getClass().getClassLoader().getResources(place.substring(1)))) {
            try (InputStream in = url.openStream()) {
                Properties found = new Properties();
                found.load(in);
                if ("hub".equals(found.get("components"))) {
                    properties = found;
                }
            }
        }
        assertThat(properties).containsEntry("groupId", "org.lienthong");
        JsonNode component = metadata().get("component");
        assertThat(component.get("javaType").asString()).isEqualTo(HubComponent.class.getName());
        assertThat(component.get("scheme").asString()).isEqualTo("hub");
    }

    private JsonNode metadata() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/org/lienthong/route/hub.json")) {
            return JsonMapper.shared().readTree(in);
        }
    }
}
