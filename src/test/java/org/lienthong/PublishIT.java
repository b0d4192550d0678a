package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.check.CheckMistakes;
import org.lienthong.delivery.CrashPoint;
import org.lienthong.testing.Bundles;
import org.lienthong.testing.Patience;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Configurations are published, good ones and bad, one of them while the hub is killed, and nobody who exchanges documents
 * or asks for data notices. {@code -Dpublish.versions=100} publishes more of them and kills it three times.
 */
class PublishIT {

    private static final int VERSIONS = Integer.getInteger("publish.versions", 8);
    private static final long PAUSE_NANOS = 20_000_000;

    /** Where a publication is killed, by its step. */
    private static final Map<Integer, Blow> BLOWS = VERSIONS < 40
            ? Map.of(VERSIONS / 2, Blow.COMMITTED)
            : Map.of(VERSIONS / 4, Blow.WRITTEN, VERSIONS / 2, Blow.COMMITTED, VERSIONS * 3 / 4, Blow.ANYWHERE);

    /** How far the publication is that is killed. */
    private enum Blow {
        /** Written and not committed: it never was. */
        WRITTEN,
        /** Committed and not yet running: it is in force after the start. */
        COMMITTED,
        /** In the check, the building or the commit: whatever it hits. */
        ANYWHERE
    }

    @TempDir
    private Path directory;

    private final Set<String> pushed = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Set<Long> good = new TreeSet<>();
    private HttpServer recipient;
    private RunningHub hub;
    private volatile boolean running = true;
    private volatile boolean killed;
    private volatile int step;
    private int answers;
    private long slowest;

    @BeforeEach
    void start() throws IOException {
        recipient = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        recipient.setExecutor(Executors.newCachedThreadPool());
        recipient.createContext("/", this::receive);
        recipient.start();
        FileSystemUtils.copyRecursively(Path.of("config"), directory.resolve("config"));
        FileSystemUtils.copyRecursively(Path.of("routes"), directory.resolve("routes"));
        change(
                "config/agencies/provinces.yaml",
                "  - id: H41\n",
                "  - id: H41\n    delivery: {mode: push, push: {system: documents}}\n"
                        + "    systems: [{name: documents, url: \"http://127.0.0.1:"
                        + recipient.getAddress().getPort() + "/edoc\"}]\n");
        hub = RunningHub.start(
                "publish",
                Stream.concat(Stream.of("-Xmx512m"), crashAfter(-1).stream()).toList(),
                "--hub.config=" + directory.resolve("config"),
                "--hub.routes=" + directory.resolve("routes"));
    }

    @AfterEach
    void stop() {
        running = false;
        hub.close();
        recipient.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            pushed.add(exchange.getRequestHeaders().getFirst("Exchange-Id"));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = directory.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void nobodyNoticesThatConfigurationsAreSwapped() throws Exception {
        good.add(1L);
        warm();
        Thread documents = traffic(this::sendDocument);
        Thread services = traffic(this::askService);
        try {
            for (int n = 0; n < VERSIONS; n++) {
                step = n;
                if (BLOWS.containsKey(n)) {
                    publishWhileKilled(n, BLOWS.get(n));
                } else if (n % 10 == 5) {
                    refuseCase(n);
                } else if (isBad(n)) {
                    refuse(n);
                } else {
                    publish(n);
                }
            }
        } finally {
            running = false;
            documents.join();
            services.join();
        }
        assertThat(failures).as(hub.logText()).isEmpty();
        await().atMost(Patience.LIMIT).untilAsserted(() -> assertThat(pushed).containsAll(accepted.keySet()));
        theLogTellsWhichVersionEachWentBy();
    }

    private Thread traffic(Runnable once) {
        Thread thread = new Thread(() -> {
            while (running) {
                try {
                    once.run();
                    LockSupport.parkNanos(PAUSE_NANOS);
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e.toString());
                }
            }
        });
        thread.start();
        return thread;
    }

    private void sendDocument() {
        byte[] document = Samples.document().getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = untilAnswered(() -> hub.as("G22").postDocument(document));
        if (answer.statusCode() != 202) {
            failures.add("document: " + answer.body());
            return;
        }
        String id = HubCaller.json(answer).get("exchangeId").asString();
        JsonNode exchange = HubCaller.json(untilAnswered(() -> hub.as("G22").get("/api/v1/exchanges/" + id)));
        accepted.put(id, exchange.path("configuration").asLong(0));
    }

    private void askService() {
        boolean disturbed = killed;
        long since = System.nanoTime();
        HttpResponse<String> answer = askOnce();
        // The quota of calls is the agreement's, whichever version says so.
        if (answer.statusCode() != 200 && answer.statusCode() != 429) {
            failures.add("service, while version " + step + " was made: " + answer.body());
        }
        answers += answer.statusCode() == 200 ? 1 : 0;
        slowest = disturbed || killed ? slowest : Math.max(slowest, System.nanoTime() - since);
    }

    private HttpResponse<String> askOnce() {
        byte[] request = read(Path.of("examples/services/G01/population-confirm/request.json"));
        return untilAnswered(() -> hub.as("G22")
                .post(
                        "/api/v1/services/G01/population-confirm",
                        "application/json",
                        request,
                        "Purpose",
                        "administrative-procedure",
                        "Case-Id",
                        "G22-2026-1",
                        "Officer-Id",
                        "G22-7"));
    }

    /** A cold hub on a busy machine is slow, and that is not what is looked at here. */
    private void warm() {
        killed = true;
        askOnce();
        killed = false;
    }

    /** While the hub is down there is no answer: whoever sends sends the same again. */
    private HttpResponse<String> untilAnswered(Supplier<HttpResponse<String>> call) {
        while (true) {
            try {
                HttpResponse<String> answer = call.get();
                if (!killed || answer.statusCode() < 500) {
                    return answer;
                }
            } catch (RuntimeException | AssertionError e) {
                if (!killed) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS); // or the hub that starts gets no processor
        }
    }

    private void publish(int n) throws IOException {
        edit(n);
        JsonNode version = HubCaller.json(post(201)).get("version");
        good.add(version.get("version").asLong());
    }

    /** Each touches something else: an agreement, a route, a mapping, an agency. */
    private void edit(int n) throws IOException {
        List<String> files = List.of(
                "config/agreements/population.yaml",
                "routes/documents.camel.yaml",
                "routes/services/g01-population-confirm.camel.yaml",
                "config/mappings/population/confirm-answer.xsl",
                "config/agencies/ministries.yaml",
                "routes/deliver-push.camel.yaml");
        Path file = directory.resolve(files.get(n % files.size()));
        String remark = file.toString().endsWith(".xsl") ? "<!-- " + n + " -->\n" : "# " + n + "\n";
        Files.writeString(file, Files.readString(file) + remark);
    }

    private void refuse(int n) throws IOException {
        List<String[]> bad = List.of(
                new String[] {"routes/documents.camel.yaml", "hub:accept", "exec:rm"},
                new String[] {"routes/deliver-push.camel.yaml", "- route:", "-\troute:"},
                new String[] {"config/agreements/population.yaml", "agreements:", "agreement:"},
                new String[] {"config/agencies/ministries.yaml", "value: G09", "value: G22"},
                new String[] {"config/mappings/sandbox/population.xsl", "</xsl:stylesheet>", "</xsl:style>"},
                new String[] {"config/schemas/land-parcel.request.schema.json", "\"type\"", "\"type\": 7, \"types\""});
        String[] one = bad.get(n / 3 % bad.size());
        String text = Files.readString(directory.resolve(one[0]));
        change(one[0], one[1], one[2]);
        JsonNode problem = HubCaller.json(post(422));
        assertThat(problem.get("type").asString()).isEqualTo("urn:lienthong:problem:config-invalid");
        assertThat(problem.get("errors").get(0).get("pointer").asString()).contains(one[0]);
        Files.writeString(directory.resolve(one[0]), text);
    }

    /** One from the catalogue of mistakes, which has a small configuration of its own. */
    private void refuseCase(int n) throws IOException {
        Path place = directory.resolve("case-" + n);
        String rule = CheckMistakes.spoilt(n, place);
        JsonNode problem = HubCaller.json(post(422, place));
        assertThat(problem.get("errors").toString()).contains(rule);
    }

    private HttpResponse<String> post(int expected) throws IOException {
        return post(expected, directory);
    }

    private HttpResponse<String> post(int expected, Path from) throws IOException {
        HttpResponse<String> answer =
                hub.as("steward").post("/api/v1/configuration?reason=exercise", "application/zip", Bundles.zip(from));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return answer;
    }

    private static boolean isBad(int n) {
        return n % 10 == 5 || n % 10 % 3 == 2;
    }

    /** Options that let the hub die at the next blow behind a step, if that is at a certain place. */
    private static List<String> crashAfter(int step) {
        int blow = BLOWS.keySet().stream()
                .filter(one -> one > step)
                .min(Integer::compare)
                .orElse(step);
        if (blow == step || BLOWS.get(blow) == Blow.ANYWHERE) {
            return List.of();
        }
        long before = IntStream.range(step + 1, blow).filter(n -> !isBad(n)).count();
        CrashPoint point =
                BLOWS.get(blow) == Blow.WRITTEN ? CrashPoint.CONFIGURATION_WRITTEN : CrashPoint.CONFIGURATION_COMMITTED;
        return List.of("-Dhub.crash.point=" + point.word(), "-Dhub.crash.nth=" + (before + 1));
    }

    private void publishWhileKilled(int n, Blow blow) throws Exception {
        edit(n);
        byte[] bundle = Bundles.zip(directory);
        killed = true;
        Thread publication = new Thread(() -> {
            try {
                hub.as("steward").post("/api/v1/configuration?reason=killed-" + n, "application/zip", bundle);
            } catch (RuntimeException | AssertionError e) {
                assertThat(killed).isTrue();
            }
        });
        publication.start();
        if (blow == Blow.ANYWHERE) {
            LockSupport.parkNanos(10 * PAUSE_NANOS);
            hub.kill();
        } else {
            hub.awaitCrash();
        }
        hub.startAgain(crashAfter(n));
        publication.join();
        warm();
        JsonNode history =
                hub.as("steward").getJson("/api/v1/configuration?limit=2").get("items");
        boolean found = history.toString().contains("killed-" + n);
        assertThat(found || blow != Blow.COMMITTED).isTrue();
        assertThat(found && blow == Blow.WRITTEN).isFalse();
        good.add(history.get(0).get("version").asLong());
    }

    private void theLogTellsWhichVersionEachWentBy() {
        Map<String, Long> recorded = new TreeMap<>();
        List<Long> published = new ArrayList<>();
        Set<Long> called = new TreeSet<>();
        for (AuditTable.Row row : hub.audit().from(0)) {
            JsonNode entry = row.json();
            String event = entry.get("event").asString();
            if (event.equals("accepted")) {
                recorded.put(
                        entry.get("exchange").asString(),
                        entry.path("configuration").asLong(0));
            } else if (event.equals("configured")
                    && entry.path("result").asString("").equals("published")) {
                published.add(entry.get("configuration").asLong());
            } else if (event.equals("data-released")) {
                called.add(entry.path("configuration").asLong(0));
            }
        }
        assertThat(recorded).containsAllEntriesOf(accepted);
        assertThat(good).containsAll(recorded.values()).containsAll(called);
        assertThat(published).containsExactlyElementsOf(good);
        assertThat(answers).isPositive();
        System.out.printf(
                "%d versions published, %d good; %d documents and %d answers, the slowest after %d ms, by versions %s%n",
                VERSIONS, good.size(), accepted.size(), answers, slowest / 1_000_000, new TreeSet<>(recorded.values()));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
