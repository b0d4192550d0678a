package org.lienthong.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

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
