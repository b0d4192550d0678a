package org.lienthong.check;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lienthong.agreement.ServiceDefinition;
import org.lienthong.agreement.ServiceId;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;
import org.lienthong.config.YamlNode;
import org.lienthong.config.YamlReader;
import tools.jackson.databind.JsonNode;

/**
 * The fields that services declare, and so those that agreements can name, against the schemas of their answers; what
 * identifies the person against the schema of the request. A field that the answer never has would never leave.
 */
final class ServicePaths {

    private static final String RULE = "field-not-in-schema";

    private final Path services;
    private final Schemas schemas;
    private final Findings findings;

    ServicePaths(Path config, Schemas schemas, Findings findings) {
        this.services = config.resolve("services");
        this.schemas = schemas;
        this.findings = findings;
    }

    void check(Map<ServiceId, ServiceDefinition> all) {
        all.values().forEach(this::check);
    }

    private void check(ServiceDefinition service) {
        JsonNode answer = schemas.sound(service.output());
        if (answer != null) {
            SchemaFields fields = new SchemaFields(answer);
            for (String path : service.fields().keySet()) {
                tell(service, "path", path, fields.fault(List.of(path.split("\\.", -1))));
            }
            pointer(service, "match", service.match(), fields);
        }
        JsonNode request = schemas.sound(service.input());
        if (request != null) {
            pointer(service, "subject", service.subject(), new SchemaFields(request));
        }
    }

    private void pointer(ServiceDefinition service, String key, @Nullable String pointer, SchemaFields fields) {
        if (pointer != null) {
            List<String> path = Arrays.stream(pointer.substring(1).split("/", -1))
                    .filter(name -> !name.matches("\\d+"))
                    .toList();
            tell(service, key, pointer, fields.fault(path));
        }
    }

    private void tell(ServiceDefinition service, String key, String text, @Nullable String fault) {
        if (fault != null) {
            findings.add(place(service.id(), key, text), RULE, "'" + text + "': " + fault);
        }
    }

    /** Files are read again only where something is wrong. */
    private Position place(ServiceId id, String key, String text) {
        Path file = services.resolve(id.provider()).resolve(id.name() + ".yaml");
        YamlNode root = YamlReader.read(file, new Findings()).orElse(null);
        Position place = root == null ? null : place(root, key, text);
        return place == null ? new Position(file.toString(), 1, 1) : place;
    }

    private static @Nullable Position place(YamlNode node, String key, String text) {
        if (node instanceof YamlNode.Mapping mapping) {
            if (mapping.value(key) instanceof YamlNode.Scalar scalar
                    && scalar.text().equals(text)) {
                return scalar.at();
            }
            for (YamlNode.Entry entry : mapping.entries().values()) {
                Position inside = place(entry.value(), key, text);
                if (inside != null) {
                    return inside;
                }
            }
        } else if (node instanceof YamlNode.Sequence list) {
            for (YamlNode item : list.items()) {
                Position inside = place(item, key, text);
                if (inside != null) {
                    return inside;
                }
            }
        }
        return null;
    }
}
