package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.witness.Witness;
import org.lienthong.audit.witness.WitnessDirectory;
import org.lienthong.audit.witness.WitnessServer;
import org.lienthong.testing.Patience;
import org.lienthong.testing.Ports;
import org.lienthong.testing.TestAuthority;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each thing that one hub depends on goes away and comes back; health and metrics say which, and how bad that is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthOutageIT {

    /** How soon an outage must show. The hub is given more to recover: its machine may be busy. */
    private static final Duration SHOWN = Duration.ofSeconds(5);

    private static final Duration SOON = Patience.LIMIT;

    /** What one question about health may take, however many of the things asked about hang. */
    private static final Duration ANSWERED = Duration.ofSeconds(4);

    private Path directory;
    private HttpServer system;
    private volatile int answer = 200;
    private OutsideBroker broker;
    private TestAuthority authority;
    private WitnessServer witness;
    private WitnessDirectory witnessDirectory;
    private InetSocketAddress witnessAddress;
    private RunningHub hub;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        this.directory = directory;
        system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        system.setExecutor(Executors.newCachedThreadPool());
        system.createContext("/", this::receive);
        system.start();
        int port = Ports.free();
        broker = new OutsideBroker(directory, port, "").start();
        authority = new TestAuthority(Clock.systemUTC()::instant);
        witnessDirectory = WitnessDirectory.open(directory.resolve("witness"));
        var witnessKey = witnessDirectory.key("witness.example/one", new SecureRandom());
        witnessAddress = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        hub = RunningHub.start(
                "health-outage",
                List.of("-Xmx384m"),
                "--hub.broker.url=tcp://127.0.0.1:" + port,
                "--hub.broker.user=hub",
                "--hub.broker.password=hub-secret",
                "--hub.retry.longest=1s",
                "--hub.delivery.longest-pause=2s",
                "--hub.delivery.response-timeout=1s",
                "--hub.log.witness-quorum=1",
                "--hub.log.witness-timeout=1s",
                "--hub.log.witnesses[0].name=one",
                "--hub.log.witnesses[0].url=http://127.0.0.1:" + witnessAddress.getPort(),
                "--hub.log.witnesses[0].vkey=" + witnessKey.verifier(),
                "--hub.log.timestamps.interval=1s",
                "--hub.log.timestamps.retry=200ms",
                "--hub.log.timestamps.authorities[0].name=first",
                "--hub.log.timestamps.authorities[0].url=" + authority.url(),
                "--hub.log.timestamps.authorities[0].trust=" + authority.trust(directory.resolve("tsa.pem")),
                "--spring.ssl.bundle.pem.own.keystore.certificate=" + directory.resolve("tsa.pem"),
                "--hub.config=" + config());
        startWitness();
    }

    @AfterAll
    void close() throws Exception {
        if (hub != null) {
            hub.close();
        }
        if (witness != null) {
            witness.close();
        }
        witnessDirectory.close();
        authority.close();
        broker.close();
        system.stop(0);
    }

    @Test
    void showsEachOutageAtOnceAndRecoversByItself() throws Exception {
        List.of("db", "broker", "auditLog", "witness", "timestamp", "diskReserve", "clock", "certificates")
                .forEach(name -> awaitStatus(name, "UP", SOON));
        awaitRecipient("UP");

        answer = 503;
        awaitRecipient("DEGRADED");
        assertThat(metric("hub_system_up{system=\"H41.documents\"}", 0)).isTrue();
        assertHealthy();
        answer = 200;
        awaitRecipient("UP");

        broker.close();
        awaitStatus("broker", "DOWN", SHOWN);
        assertThat(metric("hub_dependency_up{dependency=\"broker\"}", 0)).isTrue();
        assertHealthy();
        broker.start();
        awaitStatus("broker", "UP", SOON);

        witness.close();
        await().atMost(SHOWN).until(() -> {
            submit();
            return status("witness").equals("DEGRADED");
        });
        assertHealthy();
        startWitness();
        await().atMost(SOON).until(() -> {
            submit();
            return status("witness").equals("UP");
        });

        authority.does(TestAuthority.Fault.SERVER_ERROR);
        await().atMost(SHOWN).until(() -> {
            submit();
            return status("timestamp").equals("DEGRADED");
        });
        assertHealthy();
        authority.does(TestAuthority.Fault.NONE);
        awaitStatus("timestamp", "UP", SOON);

        List<Long> processes = postgres();
        signal("STOP", processes); // worse than killed: it hangs
        try {
            awaitStatus("db", "DOWN", SHOWN);
            await().atMost(SHOWN).until(() -> !hub.isReady());
            assertThat(hub.isLive()).isTrue();
            long start = System.nanoTime();
            JsonNode health = dependencies();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ANSWERED);
            assertThat(health.at("/components/db/details/reason").asString("")).contains("no answer");
            assertThat(metric("hub_ready", 0)).isTrue();
            assertThat(metric("hub_dependency_up{dependency=\"db\"}", 0)).isTrue();
        } finally {
            signal("CONT", processes);
        }
        awaitStatus("db", "UP", SOON);
        await().atMost(SOON).until(hub::isReady);

        ProcessHandle.of(processes.get(0)).orElseThrow().destroyForcibly();
        await().atMost(SHOWN).until(() -> !status("db").equals("UP"));
        assertThat(hub.isLive()).isTrue();
        awaitStatus("db", "UP", SOON);
        await().atMost(SOON).until(hub::isReady);
        submit();
    }

    /** Only operators are told more than a status. */
    @Test
    void tellsStrangersNoDetails() throws Exception {
        var answer = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(hub.managed("/actuator/health/dependencies"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("status").doesNotContain("components", "details", "H41");
        assertThat(hub.management("/actuator/health/dependencies")).contains("H41.documents", "circuit");
    }

    /** What alerts and dashboard ask for is there on a running hub. */
    @Test
    void hasEveryMetricThatAlertsAndDashboardName() throws Exception {
        submit();
        await().atMost(SOON).untilAsserted(() -> {
            String metrics = hub.management("/actuator/prometheus");
            assertThat(named("alerts.yaml")).isNotEmpty().allMatch(name -> metrics.contains("\n" + name));
            assertThat(named("dashboard.json")).isNotEmpty().allMatch(name -> metrics.contains("\n" + name));
        });
    }

    private static Set<String> named(String file) throws IOException {
        Matcher names = Pattern.compile("\\b((?:hub|portal|dossiers|jvm|process|hikaricp|http)_[a-z_]+)\\b(?!\\s*:)")
                .matcher(Files.readString(Path.of("docs/operations", file)));
        Set<String> found = new TreeSet<>();
        while (names.find()) {
            found.add(names.group(1));
        }
        return found;
    }

    private void assertHealthy() {
        assertThat(hub.isReady()).isTrue();
        assertThat(hub.isLive()).isTrue();
        submit();
    }

    private void awaitRecipient(String status) {
        submit();
        await().atMost(status.equals("UP") ? SOON : SHOWN).until(() -> dependencies()
                .at("/components/systems/components/H41.documents/status")
                .asString("")
                .equals(status));
    }

    private void awaitStatus(String contributor, String status, Duration within) {
        await(contributor).atMost(within).until(() -> status(contributor).equals(status));
    }

    private String status(String contributor) {
        return dependencies().at("/components/" + contributor + "/status").asString("");
    }

    private JsonNode dependencies() {
        return JsonMapper.shared().readTree(hub.management("/actuator/health/dependencies"));
    }

    /** Whether a line of the metrics says so within the time in which gauges are refreshed. */
    private boolean metric(String name, double value) {
        await(name).atMost(SHOWN).until(() -> hub.management("/actuator/prometheus")
                .contains("\n" + name + " " + value));
        return true;
    }

    private void submit() {
        hub.as("G22").submit(Samples.utf8(Samples.document()));
    }

    private void startWitness() throws Exception {
        VerifierKey log =
                VerifierKey.parse(hub.as("G22").get("/log/vkey").body().strip());
        Witness made = new Witness(
                List.of(log),
                witnessDirectory,
                witnessDirectory.key("witness.example/one", new SecureRandom()),
                Clock.systemUTC());
        witness = new WitnessServer(made, witnessAddress, line -> {});
    }

    private List<Long> postgres() throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(hub.data().resolve("postgres/postmaster.pid"))
                .get(0));
        List<Long> processes = new ArrayList<>(List.of(postmaster));
        ProcessHandle.of(postmaster).orElseThrow().descendants().forEach(one -> processes.add(one.pid()));
        return processes;
    }

    private static void signal(String signal, List<Long> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(pid -> command.add(pid.toString()));
        new ProcessBuilder(command).inheritIO().start().waitFor(); // one that ended meanwhile does not matter
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    /** H41 is called. */
    private Path config() throws IOException {
        Path config = directory.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        Path file = config.resolve("agencies/provinces.yaml");
        String agency = "  - id: H41\n";
        String text = Files.readString(file);
        assertThat(text).contains(agency);
        String url = "http://127.0.0.1:" + system.getAddress().getPort() + "/edoc";
        Files.writeString(
                file,
                text.replace(
                        agency,
                        agency + "    delivery: {mode: push, push: {system: documents}}\n"
                                + "    systems: [{name: documents, url: \"" + url + "\"}]\n"));
        return config;
    }
}
