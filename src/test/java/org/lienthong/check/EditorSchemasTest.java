package org.lienthong.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lienthong.agency.AgencyConfigException;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agreement.AgreementConfigException;
import org.lienthong.agreement.AgreementFiles;
import org.lienthong.config.Findings;
import org.lienthong.config.YamlNode;
import org.lienthong.config.YamlReader;
import org.lienthong.dossier.SourceFiles;
import org.lienthong.embedded.StartupProblem;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schemas that editors use, {@code config/editor}, know what the hub reads: the same keys, the same shapes. */
class EditorSchemasTest {

    private static final Path EDITOR = Path.of("config/editor");
    private static final Pattern MODELINE = Pattern.compile("# yaml-language-server: \\$schema=(\\S+)\\n");
    private static final Pattern KNOWN = Pattern.compile("not known here; known: (.*)");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonMapper JSON = new JsonMapper();

    /** Mistakes in the shape of one file; the others need a look at the other files, or at more than shape. */
    private static final Set<String> OF_SHAPE = Set.of(
            "unknown-key",
            "missing-key",
            "wrong-shape",
            "no-value",
            "key-not-allowed",
            "step-not-allowed",
            "component-not-allowed",
            "language-not-allowed",
            "not-a-list",
            "not-a-mapping",
            "bad-date",
            "contradiction");

    @TempDir
    Path base;

    static List<CheckCase> ofShape() throws IOException {
        return CheckTest.cases().stream()
                .filter(mistake -> OF_SHAPE.contains(mistake.rule()) && schemaOf(Path.of(mistake.file())) != null)
                .filter(mistake -> !mistake.file().startsWith("routes/sandbox"))
                .toList();
    }

    static List<CheckCase> good() throws IOException {
        return CheckTest.twins().stream()
                .filter(twin -> schemaOf(Path.of(twin.file())) != null)
                .filter(twin -> !twin.file().startsWith("routes/sandbox"))
                .toList();
    }

    static List<Path> shipped() throws IOException {
        try (Stream<Path> config = Files.walk(Path.of("config"));
                Stream<Path> routes = Files.walk(Path.of("routes"))) {
            return Stream.concat(config, routes)
                    .filter(file -> file.toString().endsWith(".yaml") && !file.startsWith("routes/sandbox"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyFileNamesItsSchemaAndSatisfiesIt(Path file) throws IOException {
        Matcher line = MODELINE.matcher(Files.readString(file));
        assertThat(line.lookingAt()).as("the first line names the schema").isTrue();
        Path schema = file.resolveSibling(line.group(1)).normalize();
        assertThat(schema).isEqualTo(EDITOR.resolve(schemaOf(file) + ".schema.json"));
        assertThat(errors(file, schemaOf(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatIsRightSatisfiesIt(CheckCase twin) throws IOException {
        FileSystemUtils.copyRecursively(CheckTest.BASE, base);
        twin.mend(base);
        String name = twin.keys().getOrDefault("name", twin.file());
        if (schemaOf(Path.of(name)) != null) {
            assertThat(errors(base.resolve(name), schemaOf(Path.of(name)))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ofShape")
    void whatHasAWrongShapeDoesNot(CheckCase mistake) throws IOException {
        FileSystemUtils.copyRecursively(CheckTest.BASE, base);
        mistake.spoil(base);
        assertThat(errors(base.resolve(mistake.file()), schemaOf(Path.of(mistake.file()))))
                .isNotEmpty();
    }

    /** An unknown key put into every mapping of an example with every key: the reader then tells all that it knows. */
    @Test
    void knowsTheKeysOfAgencies() throws IOException {
        JsonNode example = example("config/agencies/README.md");
        knowsTheKeys("agencies", example);
        ObjectNode merged = (ObjectNode) example.deepCopy();
        ObjectNode first = (ObjectNode) merged.get("agencies").get(0);
        first.remove("splitInto");
        first.putObject("mergedInto").put("agency", "G91").put("from", "2027-01-01");
        first.withArray("systems").get(0).asObject().putObject("calls").put("timeoutMillis", "100");
        knowsTheKeys("agencies", merged);
    }

    @Test
    void knowsTheKeysOfAgreementsServicesAndPurposes() throws IOException {
        knowsTheKeys("agreements", example("config/agreements/README.md"));
        knowsTheKeys("service", example("config/services/README.md"));
        knowsTheKeys("purposes", JSON.readTree("{\"purposes\": [{\"code\": \"a\", \"vi\": \"a\", \"en\": \"a\"}]}"));
    }

    @Test
    void knowsTheKeysOfDossierSources() throws IOException {
        knowsTheKeys("dossiers", JSON.readTree("{\"states\": {\"new\": 1}}"), "dossier-source", Set.of("/states"));
    }

    @Test
    void knowsTheKeysOfChanges() throws IOException {
        String head = "{\"from\": \"2027-01-01\", \"legalBasis\": \"NQ 1\", \"note\": \"x\", \"changes\": [";
        for (String change : List.of(
                "{\"merge\": {\"agencies\": [\"G91\"], \"into\": \"G90\"}}",
                "{\"split\": {\"agency\": \"G91\", \"into\": [{\"agency\": \"G90\", \"units\": [\"x\"]},"
                        + " {\"agency\": \"G92\"}], \"receiver\": \"G90\"}}",
                "{\"rename\": {\"agency\": \"G91\", \"vi\": \"a\", \"en\": \"b\"}}",
                "{\"recode\": {\"agency\": \"G91\", \"codes\": [{\"scheme\": \"QD20\", \"value\": \"G99\"}]}}",
                "{\"move\": {\"agencies\": [\"G91\"], \"parent\": \"G90\"}}",
                "{\"dissolve\": {\"agencies\": [\"G91\"]}}")) {
            knowsTheKeys(
                    "agencies/changes", JSON.readTree(head + change + "]}"), "agency-changes", Set.of("/changes/0"));
        }
    }

    /** Vietnamese first, then English, as a steward reads it when the mouse rests on a key. */
    @Test
    void describesEveryKeyInBothLanguages() throws IOException {
        try (Stream<Path> files = Files.list(EDITOR)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                described(JSON.readTree(Files.readString(file)), file.toString());
            }
        }
    }

    private static void described(JsonNode schema, String where) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode value = property.getValue();
            if (value.has("$ref")) {
                continue;
            }
            assertThat(value.path("description").asString("").split("\n\n"))
                    .as(where + "/" + property.getKey())
                    .hasSize(2)
                    .noneMatch(String::isBlank);
        }
        schema.properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                described(entry.getValue(), where + "/" + entry.getKey());
            } else if (entry.getValue().isArray()) {
                entry.getValue().forEach(item -> described(item, where + "/" + entry.getKey()));
            }
        });
    }

    private void knowsTheKeys(String schema, JsonNode example) throws IOException {
        knowsTheKeys(schema, example, schema, Set.of());
    }

    /** @param free where any key may stand, or one of several */
    private void knowsTheKeys(String kind, JsonNode example, String schema, Set<String> free) throws IOException {
        List<String> pointers = new ArrayList<>();
        mappings("", example, pointers);
        pointers.removeAll(free);
        JsonNode root = JSON.readTree(Files.readString(EDITOR.resolve(schema + ".schema.json")));
        for (String pointer : pointers) {
            JsonNode spoilt = example.deepCopy();
            (pointer.isEmpty() ? spoilt : spoilt.at(pointer)).asObject().put("zzz", "x");
            Set<String> properties = new TreeSet<>();
            beneath(root, pointer).path("properties").propertyNames().forEach(properties::add);
            assertThat(known(kind, spoilt)).as(schema + pointer).contains(properties);
        }
    }

    /** What the reader says to know, once for each key that it does not. */
    private List<Set<String>> known(String schema, JsonNode content) throws IOException {
        FileSystemUtils.deleteRecursively(base);
        FileSystemUtils.copyRecursively(CheckTest.BASE, base);
        Path config = base.resolve("config");
        String file =
                switch (schema) {
                    case "service" -> "services/G90/licence.yaml";
                    case "purposes" -> "purposes.yaml";
                    default -> schema + "/base.yaml";
                };
        Files.createDirectories(config.resolve(file).getParent());
        Files.writeString(config.resolve(file), content.toString());
        String said;
        try {
            SourceFiles.read(config.resolve("dossiers"));
            AgencyRegistry agencies = AgencyRegistry.load(config.resolve("agencies"));
            AgreementFiles.read(config, agencies, LocalDate.of(2026, 11, 22));
            said = "";
        } catch (AgencyConfigException | AgreementConfigException | StartupProblem e) {
            said = e.getMessage();
        }
        List<Set<String>> known = new ArrayList<>();
        said.lines().forEach(line -> {
            Matcher keys = KNOWN.matcher(line);
            if (line.contains("'zzz'") && keys.find()) {
                known.add(new TreeSet<>(List.of(keys.group(1).split(", "))));
            }
        });
        return known;
    }

    private static void mappings(String pointer, JsonNode node, List<String> found) {
        if (node.isObject()) {
            found.add(pointer);
            node.properties().forEach(entry -> mappings(pointer + "/" + entry.getKey(), entry.getValue(), found));
        } else if (node.isArray() && !node.isEmpty()) {
            mappings(pointer + "/0", node.get(0), found);
        }
    }

    private static JsonNode beneath(JsonNode schema, String pointer) {
        JsonNode node = schema;
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
            node = step.equals("0")
                    ? node.path("items")
                    : node.path("properties").path(step);
        }
        return node;
    }

    private static List<Error> errors(Path file, String schema) throws IOException {
        Findings findings = new Findings();
        YamlNode root = YamlReader.read(file, findings).orElse(null);
        assertThat(root).as(findings.toString()).isNotNull();
        Schema compiled =
                REGISTRY.getSchema(Files.readString(EDITOR.resolve(schema + ".schema.json")), InputFormat.JSON);
        return compiled.validate(json(root));
    }

    private static JsonNode example(String page) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$").matcher(Files.readString(Path.of(page)));
        assertThat(block.find()).isTrue();
        return json(YamlReader.read(page, block.group(1), new Findings()).orElseThrow());
    }

    /** As an editor reads YAML 1.2: plain numbers and words are no text. */
    private static JsonNode json(YamlNode node) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (node instanceof YamlNode.Mapping mapping) {
            ObjectNode object = json.objectNode();
            mapping.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
            return object;
        }
        if (node instanceof YamlNode.Sequence list) {
            ArrayNode array = json.arrayNode();
            list.items().forEach(item -> array.add(json(item)));
            return array;
        }
        YamlNode.Scalar scalar = (YamlNode.Scalar) node;
        if (scalar.isEmpty()) {
            return json.nullNode();
        }
        if (scalar.plain() && scalar.text().matches("true|false")) {
            return json.booleanNode(scalar.text().equals("true"));
        }
        if (scalar.plain() && scalar.text().matches("-?[0-9]{1,18}")) {
            return json.numberNode(Long.parseLong(scalar.text()));
        }
        if (scalar.plain() && scalar.text().matches("-?[0-9]+\\.[0-9]+")) {
            return json.numberNode(Double.parseDouble(scalar.text()));
        }
        return json.stringNode(scalar.text());
    }

    private static String schemaOf(Path file) {
        String name = file.toString();
        if (name.endsWith(".camel.yaml")) {
            return "route";
        }
        if (name.contains("agencies/changes/")) {
            return "agency-changes";
        }
        if (name.contains("agencies/") && name.endsWith(".yaml")) {
            return "agencies";
        }
        if (name.contains("agreements/") && name.endsWith(".yaml")) {
            return "agreements";
        }
        if (name.contains("services/") && name.startsWith("config") && name.endsWith(".yaml")) {
            return "service";
        }
        if (name.contains("dossiers/") && name.startsWith("config") && name.endsWith(".yaml")) {
            return "dossier-source";
        }
        return name.endsWith("purposes.yaml") ? "purposes" : null;
    }
}
