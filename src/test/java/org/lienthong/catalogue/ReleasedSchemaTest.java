package org.lienthong.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.agreement.DataClass;
import org.lienthong.agreement.ServiceField;
import org.lienthong.agreement.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is not released is not described. */
class ReleasedSchemaTest {

    private static final JsonNode PERSON = JsonMapper.shared().readTree("""
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "person.schema.json", "type": "object",
             "required": ["name", "secret"], "additionalProperties": false,
             "properties": {
               "name": {"type": "string", "maxLength": 50},
               "secret": {"type": "string", "enum": ["x"]},
               "address": {"$ref": "#/$defs/address", "description": "where"},
               "parents": {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {
                 "name": {"type": "string"}, "pin": {"type": "string"}}}},
               "self": {"$ref": "#"}},
             "allOf": [{"properties": {"secret": {"minLength": 2}, "name": {"minLength": 2}}}],
             "examples": [{"secret": "x"}],
             "$defs": {"address": {"type": "object", "properties": {"province": {"type": "string"}, "street": {}}}}}
            """);

    private static JsonNode released(String... paths) {
        Map<String, ServiceField> fields = new LinkedHashMap<>();
        for (String path : paths) {
            Text title = new Text("Tên", "Title");
            fields.put(path, new ServiceField(path, ServiceField.Type.INTEGER, DataClass.PERSONAL, title));
        }
        return ReleasedSchema.of(PERSON, fields);
    }

    @Test
    void aFieldsDescriptionStays() {
        JsonNode schema = released("name");
        assertThat(schema.at("/properties/name").toString())
                .isEqualTo("{\"type\":\"string\",\"maxLength\":50,\"title\":\"Tên\"}");
        assertThat(schema.at("/required").toString()).isEqualTo("[\"name\"]");
        assertThat(schema.at("/allOf/0/properties/name/minLength").asInt()).isEqualTo(2);
        assertThat(schema.toString()).doesNotContain("secret", "$id", "$defs", "examples", "address", "parents");
    }

    @Test
    void referencesAreWrittenOut() {
        JsonNode schema = released("address.province");
        assertThat(schema.at("/properties/address/properties/province/type").asString())
                .isEqualTo("string");
        assertThat(schema.at("/properties/address/description").asString()).isEqualTo("where");
        assertThat(schema.toString()).doesNotContain("$ref", "street");
    }

    @Test
    void theItemsOfAnArrayAreLookedInto() {
        JsonNode items = released("parents.pin").at("/properties/parents/items");
        assertThat(items.at("/properties").toString()).isEqualTo("{\"pin\":{\"type\":\"string\",\"title\":\"Tên\"}}");
        assertThat(items.at("/required").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"undescribed, /properties/undescribed", "self.inner, /properties/self/properties/inner"})
    void whatTheSchemaForgotIsDeclared(String path, String pointer) {
        assertThat(released(path).at(pointer).path("type").asString()).isEqualTo("integer");
    }

    @Test
    void aSchemaThatRefersToItselfEnds() {
        assertThat(ReleasedSchema.whole(PERSON).toString())
                .doesNotContain("$ref")
                .hasSizeLessThan(3_000);
    }
}
