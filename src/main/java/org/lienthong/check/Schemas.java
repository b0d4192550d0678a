package org.lienthong.check;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlNode;
import org.lienthong.config.YamlReader;
import org.lienthong.document.SecureXml;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schemas of {@code config/schemas}: well-formed, valid against 2020-12's own schema, nothing fetched. */
final class Schemas {

    private static final String SUFFIX = ".json";
    private static final String XSD = ".xsd";

    /** As the reader of positions reads JSON: each key once, no deeper than that. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(YamlReader.MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Texts without fault: services have the same schemas, and so the same is not looked at again. */
    private final Map<String, JsonNode> right = new ConcurrentHashMap<>();

    private final Map<Path, JsonNode> sound = new ConcurrentHashMap<>();

    private final Schema dialect = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false)))
            .getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    /** All {@code *.json} and {@code *.xsd} below the directory; a directory that is not there holds none. */
    static List<Path> in(Path directory, Findings findings) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file ->
                            file.toString().endsWith(SUFFIX) || file.toString().endsWith(XSD))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            findings.add(new Position(directory.toString(), 1, 1), "unreadable", "the schemas cannot be read");
            return List.of();
        }
    }

    /** What is wrong with a schema. */
    Findings check(Path file) {
        Findings findings = new Findings();
        if (file.toString().endsWith(XSD) || !isRight(file)) {
            check(file, findings);
        }
        return findings;
    }

    /** A JSON Schema that was looked at and has no fault; null of any other file. */
    @Nullable
    JsonNode sound(Path file) {
        return sound.get(file.normalize());
    }

    /** Most are right, and need no places. */
    private boolean isRight(Path file) {
        try {
            if (Files.size(file) > YamlReader.MAX_BYTES) {
                return false;
            }
            String text = Files.readString(file);
            JsonNode schema = right.get(text);
            if (schema == null) {
                schema = JSON.readTree(text);
                if (!isRight(schema)) {
                    return false;
                }
                right.put(text, schema);
            }
            sound.put(file.normalize(), schema);
            return true;
        } catch (IOException | RuntimeException e) {
            return false; // What is wrong is found, with its place, by the other way of reading.
        }
    }

    private boolean isRight(JsonNode schema) {
        return !schema.isMissingNode()
                && dialect.validate(schema).isEmpty()
                && SchemaTraps.in(schema).isEmpty();
    }

    /** JSON is YAML, so the places come from the reader of all the other files. */
    private void check(Path file, Findings findings) {
        if (file.toString().endsWith(XSD)) {
            xsd(file, findings);
        } else {
            json(file, findings);
        }
    }

    /** Nothing but the file itself is read: what it includes lies outside of what was checked. */
    private static void xsd(Path file, Findings findings) {
        try {
            SecureXml.schema(new StreamSource(new ByteArrayInputStream(Files.readAllBytes(file))));
        } catch (SAXParseException e) {
            findings.add(
                    new Position(file.toString(), Math.max(1, e.getLineNumber()), Math.max(1, e.getColumnNumber())),
                    "schema-syntax",
                    String.valueOf(e.getMessage()));
        } catch (SAXException | IOException e) {
            findings.add(new Position(file.toString(), 1, 1), "schema-syntax", String.valueOf(e.getMessage()));
        }
    }

    private void json(Path file, Findings findings) {
        YamlNode root = YamlReader.read(file, findings).orElse(null);
        if (root == null || !findings.isEmpty()) {
            return;
        }
        try {
            for (Error error : dialect.validate(Files.readString(file), InputFormat.JSON)) {
                String pointer = String.valueOf(error.getInstanceLocation());
                findings.add(place(root, pointer), "schema-syntax", pointer + ": " + error.getMessage());
            }
            if (findings.isEmpty()) {
                SchemaTraps.in(JSON.readTree(Files.readString(file)))
                        .forEach(trap -> findings.add(place(root, trap.pointer()), "schema-syntax", trap.message()));
            }
        } catch (IOException | RuntimeException e) {
            findings.add(root.at(), "schema-syntax", "the schema is no JSON: " + e.getMessage());
        }
    }

    /** The value that a pointer (RFC 6901) leads to, or the last one on the way that is there. */
    static Position place(YamlNode root, String pointer) {
        YamlNode node = root;
        for (String step : pointer.split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            if (node instanceof YamlNode.Mapping mapping && mapping.entries().containsKey(name)) {
                node = mapping.entries().get(name).value();
            } else if (node instanceof YamlNode.Sequence list
                    && name.matches("\\d{1,6}")
                    && Integer.parseInt(name) < list.items().size()) {
                node = list.items().get(Integer.parseInt(name));
            }
        }
        return node.at();
    }
}
