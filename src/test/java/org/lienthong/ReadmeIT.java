package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.testing.Ports;

/** Does what the README says, with the README's own words; only the ports and the data directory are others. */
class ReadmeIT {

    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Duration MINUTES = Duration.ofMinutes(4);

    @TempDir
    Path temp;

    private int port;
    private int managementPort;
    private Path log;
    private Process hub;

    @BeforeEach
    void choosePorts() throws IOException {
        port = Ports.free();
        managementPort = Ports.free();
        log = temp.resolve("hub.log");
    }

    @AfterEach
    void stopWhatWasStarted() {
        if (hub == null) {
            return;
        }
        // Maven, the hub and the hub's PostgreSQL: all must have ended before their data directory is deleted.
        List<ProcessHandle> started =
                Stream.concat(Stream.of(hub.toHandle()), hub.descendants()).toList();
        started.stream().filter(ReadmeIT::isJava).forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(started.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(90, TimeUnit.SECONDS)
                .join();
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("java"))
                .isPresent();
    }

    @Test
    void doesWhatTheReadmeSays() throws Exception {
        List<String> commands = commands();
        assertThat(commands.get(0)).isEqualTo("./mvnw -q spring-boot:run");
        assertThat(commands.get(2)).isEqualTo("./mvnw -B verify"); // what runs this test

        hub = shell(commands.get(0)).redirectOutput(log.toFile()).start();
        await("letters go out, arrive, and statuses come back")
                .atMost(MINUTES)
                .pollInterval(Duration.ofSeconds(1))
                .failFast("the hub has ended", () -> !hub.isAlive())
                .untilAsserted(() -> assertThat(Files.readString(log))
                        .containsPattern("G09 → \\S+.* sent")
                        .containsPattern("now 01")
                        .containsPattern("now 03"));

        Process curl = shell(commands.get(1)).start();
        String answer = new String(curl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).isZero();
        assertThat(answer)
                .contains("\"recipients\":[\"H41\",\"G15\"]")
                .contains("\"items\":[{\"deliveryId\":")
                .contains("\"documentId\":\"G22,2026/11/20,9001/VPCP-KSTT\"")
                .contains("\"tonTai\":true");
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMANDS.matcher(Files.readString(Path.of("README.md")));
        while (matcher.find()) {
            commands.add(matcher.group(1).strip());
        }
        return commands;
    }

    private ProcessBuilder shell(String command) {
        String ours = command.replace("localhost:8080", "localhost:" + port);
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec 2>&1; " + ours);
        Map<String, String> environment = builder.environment();
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(managementPort));
        environment.put("HUB_DATA", temp.resolve("data").toString());
        return builder.redirectErrorStream(true);
    }
}
