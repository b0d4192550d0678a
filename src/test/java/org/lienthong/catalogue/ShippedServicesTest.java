package org.lienthong.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lienthong.agency.TestAgencies;
import org.lienthong.agreement.Agreements;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.TestAgreements;
import org.lienthong.problem.Language;
import org.lienthong.security.Caller;
import org.lienthong.security.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The services that ship with the hub: each has a description that can be followed. */
class ShippedServicesTest {

    private final Agreements agreements = TestAgreements.shipped();
    private final Catalogue catalogue = new Catalogue(agreements, TestAgencies.shipped(), List::of, Clock.systemUTC());
    private final OpenApi openApi = new OpenApi(catalogue);

    @Test
    void nothingIsUnusedOrExpired() {
        assertThat(agreements.warnings()).isEmpty();
    }

    /** Else a day that does not exist would be refused by a mapping, as if the hub had failed. */
    @Test
    void daysInRequestsAreDays() throws IOException {
        for (ServiceDefinition service : agreements.services()) {
            JsonNode schema = JsonMapper.shared().readTree(Files.readAllBytes(service.input()));
            schema.path("properties").properties().stream()
                    .filter(property -> property.getKey().startsWith("ngay"))
                    .forEach(property -> assertThat(
                                    property.getValue().path("format").asString())
                            .as(service.id() + " " + property.getKey())
                            .isEqualTo("date"));
        }
    }

    @Test
    void everyServiceHasAnOpenApi() {
        for (Catalogue.Offer offer : catalogue.services(Caller.ofRole("demo-steward", Role.STEWARD))) {
            JsonNode document = openApi.document(offer, Language.VI);
            assertThat(document.at("/components/schemas/Problem").isObject()).isTrue();
            assertThat(document.toString().replace("\"$ref\":\"#/components/schemas/Problem\"", ""))
                    .as(offer.service().id().toString())
                    .doesNotContain("$ref", "$defs", "\"$id\"");
        }
    }

    @Test
    void everyAgreementShowsExactlyItsFields() {
        agreements.agreements().forEach(agreement -> {
            Caller caller = new Caller("key", agreement.consumer(), Set.of(agreement.consumer()), Set.of(Role.AGENCY));
            Catalogue.Offer offer = catalogue
                    .service(
                            caller,
                            agreement.service().provider(),
                            agreement.service().name())
                    .orElseThrow();
            assertThat(offer.fields()).containsAll(agreement.fields());
            JsonNode schema = openApi.document(offer, Language.EN)
                    .at("/paths/" + Catalogue.endpoint(offer.service()).replace("/", "~1")
                            + "/post/responses/200/content/application~1json/schema");
            for (String field : offer.service().fields().keySet()) {
                assertThat(describes(schema, field.split("\\."), 0))
                        .as(agreement.id() + " " + field)
                        .isEqualTo(offer.fields().contains(field));
            }
        });
    }

    private static boolean describes(JsonNode schema, String[] path, int depth) {
        if (depth == path.length) {
            return true;
        }
        JsonNode property = schema.path("properties").path(path[depth]);
        if (property.isObject() && describes(property, path, depth + 1)) {
            return true;
        }
        if (schema.path("items").isObject() && describes(schema.path("items"), path, depth)) {
            return true;
        }
        for (String keyword : new String[] {"allOf", "anyOf", "oneOf"}) {
            for (JsonNode part : schema.path(keyword)) {
                if (describes(part, path, depth)) {
                    return true;
                }
            }
        }
        return false;
    }
}
