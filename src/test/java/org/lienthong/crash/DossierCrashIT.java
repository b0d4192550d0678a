package org.lienthong.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.lienthong.codelist.CodeLists;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.generate.DossierStream;
import org.lienthong.dossier.generate.Faults;
import org.lienthong.dossier.generate.Load;
import org.lienthong.dossier.generate.Sender;
import org.lienthong.dossier.generate.TrueDossier;
import org.lienthong.dossier.generate.Truth;
import org.lienthong.dossier.statistics.Procedures;
import org.lienthong.sandbox.portal.PortalCounters;
import org.lienthong.sandbox.portal.PortalSimulator;
import org.lienthong.sandbox.portal.PortalSimulatorServer;
import org.lienthong.testing.Patience;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the hub with SIGKILL while dossiers pass through it to a portal that lives on: nothing is lost, nothing is doubled
 * there, and each dossier ends in its true state. {@code -Dcrash.dossier.kills=20 -Dcrash.dossier.records=1000000} makes it
 * a long run; {@code -Dcrash.seed} makes other records.
 */
class DossierCrashIT {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String PORTAL = "http://simulated.example/G22/portal/XrdAdapter/RestService/forward";
    private static final int PER_BATCH = 250;
    private static final double RECORDS_PER_DOSSIER = 7.5;

    private final int kills = Integer.getInteger("crash.dossier.kills", 1);
    private final int records = Integer.getInteger("crash.dossier.records", 4000);
    private final long seed = Long.getLong("crash.seed", 20261122L);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> agencies = new LinkedHashMap<>(); // of each accepted batch, by its address

    /** What is handed in with one request. */
    private record Submission(String agency, RecordKind kind, byte[] body) {}

    @Test
    void losesAndDoublesNothing() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "dossier-crash-")
                .toAbsolutePath();
        PortalSimulator portal = new PortalSimulator("lienthong", "demo-portal", null, new Random(seed));
        try (PortalSimulatorServer server = new PortalSimulatorServer(portal, 0);
                HubProcess hub = hub(directory, server)) {
            Load load = load();
            List<Submission> submissions = submissions(load);
            hub.start(null);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread poster = new Thread(() -> submit(hub, submissions, failure));
            poster.start();
            for (int i = 1; i <= kills; i++) {
                long wanted = (long) records * i / (kills + 2);
                await(() -> taken(portal) >= wanted || !poster.isAlive(), Duration.ofMinutes(10));
                hub.kill();
                hub.start(null);
                System.out.printf("kill %d/%d after %d records%n", i, kills, taken(portal));
            }
            poster.join(TimeUnit.MINUTES.toMillis(60));
            assertThat(failure.get()).isNull();
            verify(hub, portal, load);
        }
        FileSystemUtils.deleteRecursively(directory);
    }

    private static HubProcess hub(Path directory, PortalSimulatorServer portal) throws IOException {
        Path config = directory.resolve("config");
        ConfigCopy.make(Path.of("config"), config, List.of(), 0);
        Path ministries = config.resolve("agencies/ministries.yaml");
        String text = Files.readString(ministries);
        assertThat(text).contains(PORTAL);
        Files.writeString(ministries, text.replace(PORTAL, portal.url().toString()));
        return new HubProcess(new HubProcess.Settings(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of(System.getProperty("hub.jar", "target/lienthong.jar")).toAbsolutePath(),
                directory.resolve("data"),
                config,
                directory.resolve("hub.log")));
    }

    private Load load() {
        LocalDate today = LocalDate.now(VIETNAM);
        List<Sender> senders = List.of(
                Sender.of("H26", "Hà Nội"),
                Sender.of("H56", "Thanh Hóa"),
                Sender.of("H41", "Nghệ An"),
                Sender.of("G09", "Bộ Nội vụ"));
        return new Load(
                seed,
                today.minusDays(60),
                today.minusDays(1),
                Math.max(1, (long) (records / RECORDS_PER_DOSSIER)),
                senders,
                Procedures.of(CodeLists.read(Path.of("config/codelists"))).all(),
                new Faults(0, 0.02, 0));
    }

    private List<Submission> submissions(Load load) throws IOException {
        List<Submission> all = new ArrayList<>();
        Map<String, ByteArrayOutputStream> open = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        DossierStream stream = new DossierStream(load);
        while (stream.next()) {
            String agency = load.senders().get(stream.sender()).agency();
            String key = agency + ' ' + stream.kind();
            ByteArrayOutputStream body = open.computeIfAbsent(key, name -> new ByteArrayOutputStream());
            stream.writeTo(body);
            body.write('\n');
            if (counts.merge(agency, 1, Integer::sum) % PER_BATCH == 0) {
                flush(agency, open, all);
            }
        }
        load.senders().forEach(sender -> flush(sender.agency(), open, all));
        return all;
    }

    /** Dossiers first, as systems send them. */
    private static void flush(String agency, Map<String, ByteArrayOutputStream> open, List<Submission> all) {
        for (RecordKind kind : RecordKind.values()) {
            ByteArrayOutputStream body = open.get(agency + ' ' + kind);
            if (body != null && body.size() > 0) {
                all.add(new Submission(agency, kind, body.toByteArray()));
                body.reset();
            }
        }
    }

    /** Each until it has its 202, as a real system would; one that got no answer is sent again. */
    private void submit(HubProcess hub, List<Submission> submissions, AtomicReference<Throwable> failure) {
        try {
            for (Submission one : submissions) {
                String address = null;
                while (address == null) {
                    address = post(hub, one);
                    if (address == null) {
                        LockSupport.parkNanos(200_000_000);
                    }
                }
                agencies.put(address, one.agency());
            }
        } catch (Exception | AssertionError e) {
            failure.set(e);
        }
    }

    private String post(HubProcess hub, Submission one) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(hub.api("/api/v1/" + one.kind().wireName()))
                            .header("Authorization", "Bearer demo-" + one.agency())
                            .header("Content-Type", "application/x-ndjson")
                            .timeout(Duration.ofSeconds(60))
                            .POST(BodyPublishers.ofByteArray(one.body()))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                return answer.headers().firstValue("Location").orElseThrow();
            }
            assertThat(answer.statusCode()).as(answer.body()).isIn(429, 503);
        } catch (IOException dead) {
            // It is being killed; the next one gets it.
        }
        return null;
    }

    private void verify(HubProcess hub, PortalSimulator portal, Load load) throws Exception {
        long progress = 0;
        for (Map.Entry<String, String> one : agencies.entrySet()) {
            JsonNode[] seen = new JsonNode[1];
            await(
                    () -> {
                        seen[0] = batch(hub, one.getKey(), one.getValue());
                        return seen[0] != null
                                && seen[0].path("state").asString().equals("done");
                    },
                    Duration.ofMinutes(5));
            JsonNode batch = seen[0];
            assertThat(batch.path("received").asInt())
                    .isEqualTo(batch.path("accepted").asInt()
                            + batch.path("duplicate").asInt()
                            + batch.path("outOfOrder").asInt()
                            + batch.path("refused").asInt());
            assertThat(batch.path("answered").asInt())
                    .as(batch.toString())
                    .isEqualTo(batch.path("delivered").asInt());
            progress += batch.path("kind").asString().equals("progress")
                    ? batch.path("delivered").asInt()
                    : 0;
        }
        PortalCounters counters = portal.counters();
        System.out.println(counters);
        assertThat(counters.doubled()).as("doubled").isZero();
        Map<String, Integer> truth = new TreeMap<>();
        Truth told = new Truth(load);
        for (long i = 0; i < load.dossiers(); i++) {
            TrueDossier dossier = told.of(i);
            if (dossier.state() != null) {
                truth.put(dossier.code(), dossier.state().number());
            }
        }
        await(() -> portal.states().equals(truth), Patience.LIMIT);
        assertThat(portal.states()).isEqualTo(truth);
        assertThat(counters.created()).isEqualTo(truth.size());
    }

    private JsonNode batch(HubProcess hub, String address, String agency) throws Exception {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(hub.api(address))
                            .header("Authorization", "Bearer demo-" + agency)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() == 200 ? JsonMapper.shared().readTree(answer.body()) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static long taken(PortalSimulator portal) {
        PortalCounters counters = portal.counters();
        return counters.dossiers() + counters.progress();
    }

    /** A condition that may fail for reasons of its own. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition, Duration limit) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds() && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
    }
}
