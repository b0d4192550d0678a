package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** The systemd unit, the container's build file and the Kubernetes manifests fit the hub and each other. */
class DeploymentFilesTest {

    private static final Path OPERATIONS = Path.of("docs/operations");
    private static final Pattern OPTION = Pattern.compile("--([a-z][a-z.-]+)=");

    private final String unit = read("lienthong.service");
    private final String container = read("Containerfile");
    private final Map<String, Object> pod = pod();
    private final Map<String, Object> hub = first(list(pod, "containers"));

    @Test
    void giveTheHubOnlyOptionsThatItKnows() throws Exception {
        Set<String> known = SettingsPageTest.known();
        assertThat(List.of(unit, container, String.valueOf(hub.get("args"))).stream()
                        .flatMap(text -> OPTION.matcher(text).results())
                        .map(match -> match.group(1))
                        .filter(option -> option.startsWith("hub.")))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    @Test
    void probeWhatTheManagementPortServes() throws IOException {
        String defaults = Files.readString(Path.of("src/main/resources/application.yaml"));
        assertThat(list(hub, "ports"))
                .extracting(port -> port.get("name") + " " + port.get("containerPort"))
                .containsExactly("api 8080", "management 8081");
        assertThat(defaults).contains("server:\n  port: 8080", "server.port: 8081", "probes.enabled: true");
        assertThat(String.valueOf(hub.get("args"))).contains("--management.server.ssl.enabled=false");
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            Map<String, Object> get = map(map(hub, probe), "httpGet");
            assertThat(get)
                    .containsEntry("port", "management")
                    .containsEntry(
                            "path", "/actuator/health/" + (probe.equals("readinessProbe") ? "readiness" : "liveness"));
        }
    }

    @Test
    void mountWhatIsWrittenAndNothingElseCanBe() {
        assertThat(map(hub, "securityContext"))
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
        assertThat(map(hub, "resources")).containsKeys("requests", "limits");
        Map<String, Object> security = map(pod, "securityContext");
        assertThat(security).containsEntry("runAsNonRoot", true);
        assertThat(container)
                .contains("USER " + security.get("runAsUser") + "\n", "--uid " + security.get("runAsUser"));
        assertThat(list(hub, "volumeMounts"))
                .extracting(mount -> mount.get("mountPath"))
                .containsExactlyInAnyOrder("/var/lib/lienthong", "/etc/lienthong", "/tmp");
        assertThat(list(hub, "volumeMounts"))
                .extracting(mount -> mount.get("name"))
                .containsExactlyInAnyOrder("data", "settings", "tmp");
        assertThat(list(pod, "volumes"))
                .extracting(volume -> volume.get("name"))
                .containsExactlyInAnyOrder("settings", "tmp");
        assertThat(container)
                .contains("VOLUME /var/lib/lienthong", "--hub.data=/var/lib/lienthong", "EXPOSE 8080 8081");
        assertThat(unit).contains("StateDirectory=lienthong", "--hub.data=/var/lib/lienthong", "UMask=0077");
    }

    /** By the models that are generated from Kubernetes' OpenAPI. */
    @Test
    void areManifestsAsKubernetesDefinesThem() throws Exception {
        List<String> kinds = new ArrayList<>();
        for (Object document : new Yaml().loadAll(read("kubernetes.yaml"))) {
            Map<String, Object> resource = cast(document);
            kinds.add(resource.get("apiVersion") + " " + resource.get("kind"));
            requireDefined(resource);
        }
        assertThat(kinds).containsExactly("v1 Service", "policy/v1 PodDisruptionBudget", "apps/v1 StatefulSet");
        for (String mistake :
                List.of("startupProbe:=startupProbes:", "drop: [ALL]=drop: ALL", "replicas: 1=replicas: x")) {
            String[] change = mistake.split("=", -1);
            Object wrong = new Yaml()
                    .load(read("kubernetes.yaml").split("\n---\n", -1)[2].replace(change[0], change[1]));
            assertThatThrownBy(() -> requireDefined(cast(wrong)))
                    .as(mistake)
                    .isInstanceOfAny(IllegalArgumentException.class, JsonParseException.class);
        }
    }

    private static void requireDefined(Map<String, Object> resource) throws Exception {
        JsonElement json = new Gson().toJsonTree(resource);
        Class<?> model = Class.forName("io.kubernetes.client.openapi.models.V1" + resource.get("kind"));
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
        JsonDeserializer<Object> any =
                (value, type, context) -> null; // a number or a text, which the check leaves open
        new GsonBuilder()
                .registerTypeAdapter(Quantity.class, any)
                .registerTypeAdapter(IntOrString.class, any)
                .registerTypeAdapter(OffsetDateTime.class, any)
                .create()
                .fromJson(json, model);
    }

    /** What is copied is there, what the build leaves is where it is taken from, and nothing is fetched by the way. */
    @Test
    void buildAnImageOfWhatIsThere() throws IOException {
        List<List<String>> instructions = container
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n", " ")
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.strip().split("\\s+")))
                .toList();
        assertThat(instructions)
                .extracting(words -> words.get(0))
                .isSubsetOf("FROM", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "EXPOSE", "ENTRYPOINT")
                .startsWith("FROM")
                .endsWith("ENTRYPOINT");
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom).contains("<finalName>lienthong</finalName>");
        List<String> layers = new ArrayList<>();
        for (List<String> words : instructions) {
            if (words.get(0).equals("COPY") && words.get(1).startsWith("--from=build")) {
                assertThat(words.get(2)).startsWith("/src/target/layers/");
                layers.add(Path.of(words.get(2)).getFileName().toString());
            } else if (words.get(0).equals("COPY")) {
                words.subList(1, words.size() - 1)
                        .forEach(source -> assertThat(Path.of(source)).exists());
            } else if (words.get(0).equals("FROM")) {
                assertThat(words.get(1)).matches("docker\\.io/library/eclipse-temurin:17-(jdk|jre)");
            }
        }
        assertThat(layers)
                .as("those of Spring Boot's jar")
                .containsExactly("dependencies", "spring-boot-loader", "snapshot-dependencies", "application");
        List<String> entry = instructions.get(instructions.size() - 1);
        assertThat(JsonMapper.shared()
                        .readTree(String.join(" ", entry.subList(1, entry.size())))
                        .valueStream()
                        .map(word -> word.asString()))
                .as("a list of words, so that the signal to stop reaches the hub and no shell")
                .contains("java", "-jar", "lienthong.jar");
    }

    /** A JVM that has no memory left does half of what it should: it ends, and is started again whole. */
    @Test
    void endAHubThatIsOutOfMemoryAndStartItAgain() {
        assertThat(unit).contains("-XX:+ExitOnOutOfMemoryError", "\nRestart=always\n");
        assertThat(container).contains("\"-XX:+ExitOnOutOfMemoryError\"");
        assertThat(hub).as("the image's own entry point").doesNotContainKey("command");
        assertThat(pod).doesNotContainEntry("restartPolicy", "Never");
    }

    @Test
    void giveAStopTheTimeThatItMayTake() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/application.yaml")))
                .contains("lifecycle.timeout-per-shutdown-phase: 30s");
        assertThat(unit).contains("TimeoutStopSec=60");
        assertThat(pod).containsEntry("terminationGracePeriodSeconds", 60);
    }

    private static Map<String, Object> pod() {
        for (Object document : new Yaml().loadAll(read("kubernetes.yaml"))) {
            Map<String, Object> resource = cast(document);
            if ("StatefulSet".equals(resource.get("kind"))) {
                return map(map(map(resource, "spec"), "template"), "spec");
            }
        }
        throw new AssertionError("there is no StatefulSet");
    }

    private static String read(String file) {
        try {
            return Files.readString(OPERATIONS.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object map) {
        return (Map<String, Object>) map;
    }

    private static Map<String, Object> map(Map<String, Object> in, String key) {
        return cast(in.get(key));
    }

    private static List<Map<String, Object>> list(Map<String, Object> in, String key) {
        return StreamSupport.stream(((Iterable<?>) in.get(key)).spliterator(), false)
                .map(DeploymentFilesTest::cast)
                .toList();
    }

    private static Map<String, Object> first(List<Map<String, Object>> list) {
        return list.get(0);
    }
}
