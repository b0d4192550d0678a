package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Camel's own catalogue, which Kaoto and the editors ask, understands {@code hub:} endpoints. */
class HubCatalogueTest {

    private static final Pattern ADDRESS = Pattern.compile("\\b(from|to):\\s*\\n?\\s*uri: (hub:\\S+)");
    private static CamelCatalog catalogue;

    @BeforeAll
    static void describe() throws IOException {
        catalogue = new DefaultCamelCatalog(true);
        try (InputStream json = HubCatalogueTest.class.getResourceAsStream("/META-INF/org/lienthong/route/hub.json")) {
            catalogue.addComponent(
                    "hub", HubComponent.class.getName(), new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "from, hub:intake/documents, '{role=intake, name=documents}'",
        "from, hub:intake/portal-dossiers, '{role=intake, name=portal-dossiers}'",
        "from, hub:service/G10/land-parcel, '{role=service, agency=G10, name=land-parcel}'",
        "from, hub:deliver/push, '{role=deliver, name=push}'",
        "from, hub:deliver/jms, '{role=deliver, name=jms}'",
        "to, hub:accept, '{role=accept}'",
        "to, hub:refuse, '{role=refuse}'",
        "to, hub:call/recipient/push, '{role=call, agency=recipient, name=push}'",
        "to, hub:call/G10/land?method=GET&path=parcels/one, "
                + "'{role=call, agency=G10, name=land, method=GET, path=parcels/one}'"
    })
    void understands(String direction, String uri, String parts) throws URISyntaxException {
        EndpointValidationResult result = validate(direction, uri);
        assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
        Map<String, String> properties = catalogue.endpointProperties(uri);
        assertThat(properties).hasToString(parts);
        assertThat(catalogue.asEndpointUri("hub", properties, false)).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({
        "from, hub:nonsense/x, role",
        "to, hub:approve, role",
        "to, hub:call/G10/land?method=PUT, method",
        "to, hub:call/G10/land?verb=GET, verb",
        "from, hub:intake/documents?path=x, path",
        "from, hub:service/G10/land-parcel?method=GET, method"
    })
    void refuses(String direction, String uri, String because) {
        EndpointValidationResult result = validate(direction, uri);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.summaryErrorMessage(false)).contains(because);
    }

    @Test
    void understandsEveryAddressThatIsShipped() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Matcher address = ADDRESS.matcher(Files.readString(file));
                while (address.find()) {
                    EndpointValidationResult result = validate(address.group(1), address.group(2));
                    assertThat(result.isSuccess())
                            .as(file + ": " + result.summaryErrorMessage(false))
                            .isTrue();
                }
            }
        }
    }

    private static EndpointValidationResult validate(String direction, String uri) {
        boolean from = direction.equals("from");
        return catalogue.validateEndpointProperties(uri, false, from, !from);
    }
}
