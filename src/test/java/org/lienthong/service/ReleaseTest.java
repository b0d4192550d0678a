package org.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.agreement.DataClass;
import org.lienthong.agreement.ServiceField;
import org.lienthong.agreement.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ReleaseTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static Map<String, ServiceField> declared(String... paths) {
        Map<String, ServiceField> fields = new LinkedHashMap<>();
        for (String path : paths) {
            fields.put(
                    path, new ServiceField(path, ServiceField.Type.STRING, DataClass.PERSONAL, new Text(path, path)));
        }
        return fields;
    }

    private static String release(String answer, String... agreed) {
        Release release = new Release(declared(agreed), Set.of(agreed));
        return release.of(JSON.readTree(answer)).toString();
    }

    @Test
    void copiesAgreedFieldsAtEveryLevelAndNothingElse() {
        String answer = """
                {"a":"1","b":"2","c":{"d":"3","e":"4","f":{"g":"5"}},"h":[{"i":"6","j":"7"},{"j":"8"}],"k":["9"]}""";
        assertThat(release(answer, "a")).isEqualTo("{\"a\":\"1\"}");
        assertThat(release(answer, "c.d")).isEqualTo("{\"c\":{\"d\":\"3\"}}");
        assertThat(release(answer, "c.f.g", "h.i"))
                .isIn(
                        "{\"c\":{\"f\":{\"g\":\"5\"}},\"h\":[{\"i\":\"6\"},{}]}",
                        "{\"h\":[{\"i\":\"6\"},{}],\"c\":{\"f\":{\"g\":\"5\"}}}");
        assertThat(release(answer, "k")).isEqualTo("{\"k\":[\"9\"]}");
        assertThat(release(answer, "z")).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0",
        "1e2, 100",
        "100000000000000000000000, 100000000000000000000000",
        "1.5,",
        "1e-3,",
    })
    void takesAnIntegerAsJsonSchemaHasIt(String number, String released) {
        AnswerJson json = new AnswerJson();
        ServiceField field = new ServiceField("a", ServiceField.Type.INTEGER, DataClass.PERSONAL, new Text("a", "a"));
        Release release = new Release(Map.of("a", field), Set.of("a"));

        byte[] bytes = json.write(release.of(json.read("{\"a\":" + number + "}")));

        assertThat(bytes).asString().isEqualTo(released == null ? "{}" : "{\"a\":" + released + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1234567890123456789",
                "12345678901234567890123456789.123456789012345678901234567890",
                "1.10",
                "-0.000000000000000000000000000001"
            })
    void keepsTheDigitsOfANumber(String number) {
        AnswerJson json = new AnswerJson();
        ServiceField field = new ServiceField("a", ServiceField.Type.NUMBER, DataClass.PERSONAL, new Text("a", "a"));
        Release release = new Release(Map.of("a", field), Set.of("a"));

        byte[] bytes = json.write(release.of(json.read("{\"a\":" + number + "}")));

        assertThat(bytes).asString().isEqualTo("{\"a\":" + number + "}");
    }

    @Test
    void leavesBehindWhatTurnsUpWhereAValueShouldBe() {
        assertThat(release("{\"a\":{\"secret\":\"x\"}}", "a")).isEqualTo("{}");
        assertThat(release("{\"a\":[{\"secret\":\"x\"},\"y\"]}", "a")).isEqualTo("{\"a\":[\"y\"]}");
        assertThat(release("{\"a\":[[[\"y\",{\"b\":\"x\"}]]]}", "a")).isEqualTo("{\"a\":[[[\"y\"]]]}");
        assertThat(release("{\"c\":\"text\"}", "c.d")).isEqualTo("{}");
        assertThat(release("{\"a\":7}", "a")).isEqualTo("{}");
        assertThat(release("\"text\"", "a")).isEqualTo("{}");
        assertThat(release("null", "a")).isEqualTo("{}");
    }

    @Test
    void takesAnArrayOfAnswersForOneOfEach() {
        assertThat(release("[{\"a\":\"1\",\"b\":\"2\"},[{\"a\":\"3\"}],\"x\"]", "a"))
                .isEqualTo("[{\"a\":\"1\"},[{\"a\":\"3\"}]]");
    }

    /** Random shapes, fields and agreements; the expected paths are found by another algorithm than the copy's. */
    @Test
    void letsOutExactlyTheAgreedFieldsWhateverTheShape() {
        Random random = new Random(20261122);
        for (int round = 0; round < 5000; round++) {
            JsonNode answer = node(random, 0);
            Set<String> all = new TreeSet<>();
            paths("", answer, all);
            all.removeIf(path -> path.isEmpty() || random.nextInt(3) == 0);
            Set<String> agreed = new TreeSet<>();
            for (String path : all) {
                if (agreed.stream().noneMatch(other -> path.startsWith(other + ".") || other.startsWith(path + "."))) {
                    agreed.add(path);
                }
            }
            JsonNode released = new Release(declared(agreed.toArray(String[]::new)), agreed).of(answer);
            Set<String> left = new TreeSet<>();
            paths("", released, left);
            left.remove("");
            assertThat(left).as("%s of %s", agreed, answer).isEqualTo(agreed);
            assertThat(values(released, List.of("")))
                    .as("%s of %s", agreed, answer)
                    .isEqualTo(values(answer, List.copyOf(agreed)));
        }
    }

    private static JsonNode node(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        int kind = depth == 0 ? 0 : random.nextInt(depth > 3 ? 1 : 3) == 0 ? 2 : random.nextInt(3);
        if (kind == 2 || depth > 3) {
            return nodes.stringNode("v" + random.nextInt(1_000_000));
        }
        if (kind == 1) {
            ArrayNode items = nodes.arrayNode();
            for (int i = random.nextInt(3); i >= 0; i--) {
                items.add(node(random, depth + 1));
            }
            return items;
        }
        ObjectNode object = nodes.objectNode();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            object.set("m" + random.nextInt(6), node(random, depth + 1));
        }
        return object;
    }

    /** The paths of all values, arrays left out of them. */
    private static void paths(String at, JsonNode node, Set<String> into) {
        if (node.isString()) {
            into.add(at);
        }
        node.properties()
                .forEach(member ->
                        paths(at.isEmpty() ? member.getKey() : at + "." + member.getKey(), member.getValue(), into));
        if (node.isArray()) {
            node.forEach(item -> paths(at, item, into));
        }
    }

    /** The values below these paths, sorted; below all when the path is empty. */
    private static List<String> values(JsonNode node, List<String> below) {
        List<String> values = new java.util.ArrayList<>();
        collect("", node, below, values);
        values.sort(null);
        return values;
    }

    private static void collect(String at, JsonNode node, List<String> below, List<String> into) {
        if (node.isString() && (below.contains(at) || below.contains(""))) {
            into.add(at + "=" + node.stringValue());
        }
        node.properties()
                .forEach(member -> collect(
                        at.isEmpty() ? member.getKey() : at + "." + member.getKey(), member.getValue(), below, into));
        if (node.isArray()) {
            node.forEach(item -> collect(at, item, below, into));
        }
    }
}
