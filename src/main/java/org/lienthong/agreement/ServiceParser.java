package org.lienthong.agreement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.config.Fields;
import org.lienthong.config.Findings;
import org.lienthong.config.YamlNode;
import org.springframework.util.unit.DataSize;

/** Reads one service. Mistakes become findings; a service with any is not built. */
final class ServiceParser {

    static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    static final String WORD_RULE = "a name or code has 1 to 64 small letters, digits and '-' only";

    private static final Pattern POINTER = Pattern.compile("(/[^/~\\s]{1,64}){1,16}");
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final DataSize REQUEST = DataSize.ofKilobytes(64);
    private static final DataSize ANSWER = DataSize.ofMegabytes(1);

    /** Both are in memory while a call goes on. */
    private static final DataSize LARGEST = DataSize.ofMegabytes(64);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ServiceId id;
    private final Fields fields;
    private final Path config;
    private final Map<String, Text> purposes;
    private final Findings findings;
    private final int before;

    ServiceParser(ServiceId id, Fields fields, Path config, Map<String, Text> purposes, Findings findings) {
        this.id = id;
        this.fields = fields;
        this.config = config;
        this.purposes = purposes;
        this.findings = findings;
        this.before = findings.size();
    }

    /** @param provider the agency that the folder names, or null when there is none */
    @Nullable
    ServiceDefinition parse(@Nullable Agency provider) {
        if (!WORD.matcher(id.name()).matches()) {
            findings.add(fields.at(), "file-name", WORD_RULE + ", not '" + id.name() + "'");
        }
        Text title = text("title", null);
        Text description = text("description", title);
        String system = fields.optionalText("system");
        if (system != null && provider != null && provider.system(system).isEmpty()) {
            findings.add(fields.at("system"), "unknown-system", provider.id() + " has no system '" + system + "'");
        }
        DataClass dataClass = fields.choice("dataClass", DataClass.class, DataClass.PERSONAL);
        Set<String> allowed = purposes();
        Map<String, ServiceField> all = serviceFields(dataClass);
        Path input = schema("input");
        Path output = schema("output");
        String subject = pointer("subject");
        String match = pointer("match");
        List<Echo> echoes = echoes(all);
        boolean open = fields.flag("public", false);
        Duration deadline = fields.duration("deadline", DEADLINE, LONGEST);
        DataSize maxRequest = fields.size("maxRequest", REQUEST, LARGEST);
        DataSize maxAnswer = fields.size("maxAnswer", ANSWER, LARGEST);
        fields.refuseOthers();
        if (findings.size() > before) {
            return null;
        }
        DataClass highest = all.values().stream().map(ServiceField::dataClass).reduce(dataClass, DataClass::atLeast);
        return new ServiceDefinition(
                id,
                title,
                description,
                system,
                highest,
                allowed,
                all,
                input,
                output,
                subject,
                match,
                echoes,
                open,
                deadline,
                maxRequest,
                maxAnswer);
    }

    private Text text(String key, @Nullable Text preset) {
        if (preset != null && !fields.has(key)) {
            fields.fields(key);
            return preset;
        }
        Fields text = fields.missing(key) ? null : fields.fields(key);
        if (text == null) {
            return new Text("", "");
        }
        Text both = new Text(text.text("vi"), text.text("en"));
        text.refuseOthers();
        return both;
    }

    private Set<String> purposes() {
        Set<String> allowed = new TreeSet<>();
        if (fields.missing("purposes")) {
            return allowed;
        }
        for (YamlNode item : fields.items("purposes")) {
            String code = item instanceof YamlNode.Scalar scalar ? scalar.text() : "";
            if (!purposes.containsKey(code)) {
                findings.add(item.at(), "unknown-purpose", "'" + code + "' is not in config/purposes.yaml");
            } else if (!allowed.add(code)) {
                findings.add(item.at(), "duplicate-purpose", "'" + code + "' stands here already");
            }
        }
        if (allowed.isEmpty()) {
            findings.add(fields.at("purposes"), "missing-key", "'purposes' must hold at least one code");
        }
        return allowed;
    }

    private Map<String, ServiceField> serviceFields(DataClass preset) {
        Map<String, ServiceField> all = new LinkedHashMap<>();
        if (fields.missing("fields")) {
            return all;
        }
        for (Fields item : fields.list("fields")) {
            String path = item.text("path");
            ServiceField.Type type = item.choice("type", ServiceField.Type.class, ServiceField.Type.STRING);
            DataClass dataClass = item.choice("dataClass", DataClass.class, preset);
            Text title = new Text(item.text("vi"), item.text("en"));
            item.refuseOthers();
            if (!ServiceField.PATH.matcher(path).matches()) {
                if (!path.isEmpty()) {
                    findings.add(item.at("path"), "bad-path", "'" + path + "' is no path such as thuongTru.maTinh");
                }
            } else if (all.putIfAbsent(path, new ServiceField(path, type, dataClass, title)) != null) {
                findings.add(item.at("path"), "duplicate-field", "'" + path + "' is declared already");
            }
        }
        for (Fields item : fields.list("fields")) {
            String path = item.optionalText("path");
            for (String above = above(path); above != null; above = above(above)) {
                if (all.containsKey(above)) {
                    findings.add(
                            item.at("path"), "field-in-field", "'" + above + "' is a value, so it cannot hold " + path);
                }
            }
        }
        if (all.isEmpty()) {
            findings.add(fields.at("fields"), "missing-key", "'fields' must declare at least one field");
        }
        return all;
    }

    private static @Nullable String above(@Nullable String path) {
        int dot = path == null ? -1 : path.lastIndexOf('.');
        return path == null || dot < 0 ? null : path.substring(0, dot);
    }

    private Path schema(String key) {
        String name = fields.text(key);
        Path path = config.resolve("schemas").resolve(name).normalize();
        if (!name.isEmpty()
                && (!path.startsWith(config.resolve("schemas").normalize()) || !Files.isRegularFile(path))) {
            findings.add(fields.at(key), "missing-schema", "there is no file '" + name + "' in config/schemas");
        }
        return path;
    }

    private @Nullable String pointer(String key) {
        String pointer = fields.optionalText(key);
        if (pointer != null) {
            requirePointer(fields, key, pointer);
        }
        return pointer;
    }

    private void requirePointer(Fields in, String key, String pointer) {
        if (!POINTER.matcher(pointer).matches()) {
            findings.add(in.at(key), "bad-value", "'" + key + "' must be a JSON pointer such as /soDinhDanh");
        }
    }

    private List<Echo> echoes(Map<String, ServiceField> all) {
        List<Echo> echoes = new ArrayList<>();
        for (Fields item : fields.list("echo")) {
            String request = item.text("request");
            if (!request.isEmpty()) {
                requirePointer(item, "request", request);
            }
            List<String> answer = item.missing("answer") ? List.of() : item.texts("answer");
            for (String path : answer) {
                if (!all.containsKey(path)) {
                    findings.add(item.at("answer"), "unknown-field", "'" + path + "' is none of the service's fields");
                }
            }
            if (answer.isEmpty()) {
                findings.add(item.at("answer"), "missing-key", "'answer' must name at least one field");
            } else {
                echoes.add(new Echo(request, answer));
            }
            item.refuseOthers();
        }
        return echoes;
    }

    static List<String> words(Fields in, String key, Pattern form, String rule, Findings findings) {
        List<YamlNode> items = in.items(key);
        for (YamlNode item : items) {
            if (item instanceof YamlNode.Scalar scalar
                    && !form.matcher(scalar.text()).matches()) {
                findings.add(item.at(), "bad-value", rule + ", not '" + scalar.text() + "'");
            }
        }
        return in.texts(key);
    }
}
