package org.lienthong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.dossier.record.SampleRecords;
import org.lienthong.testing.Ballast;
import org.lienthong.testing.Patience;
import org.lienthong.testing.Promtool;
import org.lienthong.testing.TestAuthority;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each thing that one hub depends on goes away and comes back: health says which and how bad that is, metrics too, and of
 * the alerts just those fire that are about it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthOutageIT {

    /** How soon an outage must show. The hub is given more to recover: its machine may be busy. */
    private static final Duration SHOWN = Duration.ofSeconds(5);

    private static final Duration SOON = Patience.LIMIT;

    /** What one question about health may take, however many of the things asked about hang. */
    private static final Duration ANSWERED = Duration.ofSeconds(4);

    private static final String RECIPIENT = "H41.documents";

    private Path directory;
    private Surroundings around;
    private Scrapes scrapes;
    private long usable;
    private RunningHub hub;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        this.directory = directory;
        around = new Surroundings(directory);
        scrapes = new Scrapes();
        usable = Files.getFileStore(directory).getUsableSpace();
        hub = around.hub(usable / 4 * 3); // the alert warns at a fifth more than that
        around.startWitness(hub);
    }

    @AfterAll
    void close() throws Exception {
        if (hub != null) {
            hub.close();
        }
        around.close();
    }

    /** Only operators are told more than a status. */
    @Test
    @Order(1)
    void tellsStrangersNoDetails() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(hub.managed("/actuator/health/dependencies"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.body()).contains("status").doesNotContain("components", "details", "H41");
        assertThat(hub.management("/actuator/health/dependencies")).contains(RECIPIENT, "circuit");
    }

    /** What alerts and dashboard ask for is there on a running hub. */
    @Test
    @Order(2)
    void hasEveryMetricThatAlertsAndDashboardName() {
        submit();
        await().atMost(SOON).untilAsserted(() -> {
            String metrics = hub.management("/actuator/prometheus");
            assertThat(named("alerts.yaml")).isNotEmpty().allMatch(name -> metrics.contains("\n" + name));
            assertThat(metrics)
                    .contains("hub_queue_depth{recipient=\"H41\"}", "hub_cert_expiry_seconds{alias=\"H41.documents\"}");
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

    @Test
    @Order(4)
    void showsEachOutageAtOnceAndRecoversByItself() throws Exception {
        Promtool.require();
        Ballast.require();
        String before = well();
        recipientFails();
        certificateEnds();
        acceptsDuring("broker", "DOWN", around.broker::close, around.broker::start, "BrokerDown");
        acceptsDuring("witness", "DEGRADED", around::stopWitness, () -> around.startWitness(hub), "WitnessDown");
        acceptsDuring(
                "timestamp",
                "DEGRADED",
                () -> around.authority.does(TestAuthority.Fault.SERVER_ERROR),
                () -> around.authority.does(TestAuthority.Fault.NONE),
                "TimestampFails");
        portalLeaves();
        clockIsOff();
        diskFills();
        databaseHangs();
        databaseDies();
        logIsAltered();
        scrapes.restart(restart());
        scrapes.judge(directory, before, well());
    }

    private void recipientFails() {
        around.recipient.answers(503);
        submit();
        recipientIs("DEGRADED", SHOWN);
        failsFiveTimes();
        metricsSay("recipient", Set.of(RECIPIENT), "SystemFails", "RecipientFails");
        assertHealthy();
        around.recipient.answers(200);
        recipientIs("UP", SOON);
    }

    /** In ten days, and ten days ago; only then documents do not get there. */
    private void certificateEnds() throws Exception {
        around.recipient.endsIn(Duration.ofDays(10));
        awaitStatus("certificates", "DEGRADED", SHOWN);
        assertHealthy();
        expiryIsWithin(Duration.ofDays(11));
        metricsSay("certificate ends", Set.of("certificates"), "CertificateEnds");
        around.recipient.endsIn(Duration.ofDays(-10));
        await().atMost(SHOWN).until(() -> Instant.parse(
                        state("certificates").path("details").path(RECIPIENT).asString())
                .isBefore(Instant.now()));
        submit();
        recipientIs("DEGRADED", SHOWN);
        failsFiveTimes();
        expiryIsWithin(Duration.ZERO);
        Set<String> down = Set.of("certificates", RECIPIENT);
        metricsSay("certificate ended", down, "CertificateEnds", "SystemFails", "RecipientFails");
        around.recipient.endsIn(Duration.ofDays(365));
        awaitStatus("certificates", "UP", SOON);
        recipientIs("UP", SOON);
    }

    /** What metrics say of a certificate they may say a moment after health does. */
    private void expiryIsWithin(Duration left) {
        Pattern expiry = Pattern.compile("hub_cert_expiry_seconds\\{alias=\"" + RECIPIENT + "\"} (\\S+)");
        await().atMost(SHOWN).until(() -> expiry.matcher(hub.management("/actuator/prometheus"))
                .results()
                .anyMatch(found -> Double.parseDouble(found.group(1)) < left.toSeconds()));
    }

    /** Something that acceptance does not need. */
    private void acceptsDuring(String contributor, String status, Doing begin, Doing end, String alert)
            throws Exception {
        begin.run();
        await(contributor).atMost(SHOWN).until(() -> {
            submit();
            return status(contributor).equals(status);
        });
        metricsSay(contributor, Set.of(contributor), alert);
        assertHealthy();
        end.run();
        await(contributor).atMost(SOON).until(() -> {
            submit();
            return status(contributor).equals("UP");
        });
    }

    private void portalLeaves() throws IOException {
        around.portal.leave();
        dossier();
        awaitStatus("portal", "DEGRADED", SHOWN);
        metricsSay("portal", Set.of("portal", "G22.portal"), "SystemFails");
        assertHealthy();
        around.portal.comeBack();
        awaitStatus("portal", "UP", SOON);
    }

    /** The database's clock, for the hub's new connections: it is what the hub compares its own with. */
    private void clockIsOff() {
        hub.audit()
                .execute("create schema off; create function off.clock_timestamp() returns timestamptz language sql"
                        + " as 'select pg_catalog.clock_timestamp() + interval ''30 s'''");
        connectAgain("set search_path = off, pg_catalog, public");
        awaitStatus("clock", "DEGRADED", SHOWN);
        metricsSay("clock", Set.of("clock"), "ClockOff");
        assertHealthy();
        connectAgain("reset search_path");
        awaitStatus("clock", "UP", SOON);
    }

    private void connectAgain(String setting) {
        hub.audit().execute("alter role hub " + setting);
        hub.audit()
                .execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where usename = 'hub' and pid <> pg_backend_pid()");
    }

    /** A real file takes the room that must be left. */
    private void diskFills() throws IOException {
        try (Ballast file = new Ballast(hub.data().resolve("ballast"), usable / 10 * 3)) {
            awaitStatus("diskReserve", "OUT_OF_SERVICE", SHOWN);
            unready("disk", Set.of("diskReserve", "ready"), "DiskReserveLow", "HubNotReady");
            refused("insufficient-storage");
        }
        isReadyAgain("diskReserve");
    }

    /** Worse than killed. */
    private void databaseHangs() throws Exception {
        List<Long> processes = postgres();
        signal("STOP", processes);
        try {
            awaitStatus("db", "DOWN", SHOWN);
            assertThat(state("db").at("/details/reason").asString("")).contains("no answer");
            unready("database hangs", Set.of("db", "ready"), "DatabaseDown", "HubNotReady");
        } finally {
            signal("CONT", processes);
        }
        isReadyAgain("db");
    }

    /** It stays dead while its settings are broken; then the hub starts it again. */
    private void databaseDies() throws IOException {
        Path settings = hub.data().resolve("postgres/postgresql.auto.conf");
        String whole = Files.readString(settings);
        Files.writeString(settings, whole + "there_is = 'none such'\n");
        try {
            ProcessHandle.of(postgres().get(0)).orElseThrow().destroyForcibly();
            awaitStatus("db", "DOWN", SHOWN);
            unready("database dead", Set.of("db", "ready"), "DatabaseDown", "HubNotReady");
            refused("dependency-unavailable");
        } finally {
            Files.writeString(settings, whole);
        }
        isReadyAgain("db");
    }

    /** Nothing is accepted on top of a contradiction, until somebody has put it right and started the hub anew. */
    private void logIsAltered() {
        hub.audit().execute("create table was as select idx, entry from audit_entry where idx = 7");
        hub.audit().execute("update audit_entry set entry = entry || ' '::bytea where idx = 7");
        awaitStatus("auditLog", "DOWN", SHOWN);
        unready("log altered", Set.of("auditLog", "ready"), "AuditLogRefuses", "HubNotReady");
        refused("audit-inconsistent");
        hub.audit().execute("update audit_entry e set entry = was.entry from was where e.idx = was.idx");
    }

    /** The first metrics of the new process. */
    private String restart() throws Exception {
        ExecutorService watcher = Executors.newSingleThreadExecutor();
        hub.kill();
        Future<String> first = watcher.submit(() -> {
            String[] metrics = {""};
            await().atMost(SOON).ignoreExceptions().until(() -> {
                metrics[0] = hub.management("/actuator/prometheus");
                return metrics[0].contains("\nhub_ready");
            });
            return metrics[0];
        });
        hub.startAgain();
        watcher.shutdown();
        return first.get();
    }

    /** Whoever asks gets an answer in time, however many ask, and the process is said to be alive. */
    @Test
    @Order(3)
    void answersWhileEverythingHangs() throws Exception {
        ConsoleVisitor operator = ConsoleVisitor.as(hub, "operator").in("en");
        List<Long> processes = postgres();
        around.hang();
        signal("STOP", processes);
        ExecutorService many = Executors.newFixedThreadPool(40);
        try {
            awaitStatus("broker", "DOWN", SHOWN);
            awaitStatus("db", "DOWN", SHOWN);
            List<Callable<Duration>> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String path =
                        List.of("/dependencies", "", "/readiness", "/liveness").get(i % 4);
                asked.add(() -> took(() -> hub.management("/actuator/health" + path)));
            }
            for (Future<Duration> each : many.invokeAll(asked)) {
                assertThat(each.get()).isLessThan(ANSWERED);
            }
            assertThat(took(() -> assertThat(hub.isLive()).isTrue())).isLessThan(Duration.ofSeconds(1));
            assertThat(took(() -> hub.management("/actuator/prometheus"))).isLessThan(ANSWERED);
            await().atMost(SHOWN).untilAsserted(() -> assertThat(Scrapes.down(hub.management("/actuator/prometheus")))
                    .contains("broker", "db", "ready"));
            assertThat(operator.get("").body()).contains("class=\"headline bad\"", "The database does not answer");
            assertThat(operator.get("/agencies").body()).contains("The database does not answer");
        } finally {
            many.shutdown();
            signal("CONT", processes);
            isReadyAgain("db");
            around.goOn(hub);
        }
        well();
    }

    /** May fail. */
    private interface Doing {
        void run() throws Exception;
    }

    private static Duration took(Doing doing) throws Exception {
        long start = System.nanoTime();
        doing.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Waits until the metrics say that all is well, and returns them. */
    private String well() {
        String[] metrics = {""};
        await().atMost(SOON).untilAsserted(() -> {
            submit();
            metrics[0] = hub.management("/actuator/prometheus");
            assertThat(Scrapes.down(metrics[0])).isEmpty();
            assertThat(metrics[0]).contains("hub_recipient_failures{recipient=\"H41\"} 0.0");
        });
        return metrics[0];
    }

    /** @param down just what the metrics must say is not up */
    private void metricsSay(String outage, Set<String> down, String... alerts) {
        String[] metrics = {""};
        await(outage).atMost(SHOWN).untilAsserted(() -> {
            metrics[0] = hub.management("/actuator/prometheus");
            assertThat(Scrapes.down(metrics[0])).isEqualTo(down);
        });
        scrapes.outage(outage, metrics[0], alerts);
    }

    private void unready(String outage, Set<String> down, String... alerts) {
        await().atMost(SHOWN).until(() -> !hub.isReady());
        assertThat(hub.isLive()).isTrue();
        metricsSay(outage, down, alerts);
    }

    private void isReadyAgain(String contributor) {
        awaitStatus(contributor, "UP", SOON);
        await().atMost(SOON).until(hub::isReady);
        submit();
    }

    private void refused(String problem) {
        var answer = hub.as("G22").postDocument(Samples.utf8(Samples.document()));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains(problem);
    }

    private void assertHealthy() {
        assertThat(hub.isReady()).isTrue();
        assertThat(hub.isLive()).isTrue();
        submit();
    }

    private void recipientIs(String status, Duration within) {
        await().atMost(within).until(() -> recipient().path("status").asString().equals(status));
    }

    /** From then on an alert is for the recipient's sake. */
    private void failsFiveTimes() {
        Pattern failures = Pattern.compile("hub_recipient_failures\\{recipient=\"H41\"} ([5-9]|[0-9]{2,})\\.0");
        await().atMost(SOON).until(() -> failures.matcher(hub.management("/actuator/prometheus"))
                .find());
    }

    private JsonNode recipient() {
        return state("systems").path("components").path(RECIPIENT);
    }

    private void awaitStatus(String contributor, String status, Duration within) {
        await(contributor).atMost(within).until(() -> status(contributor).equals(status));
    }

    private String status(String contributor) {
        return state(contributor).path("status").asString("");
    }

    private JsonNode state(String contributor) {
        return JsonMapper.shared()
                .readTree(hub.management("/actuator/health/dependencies"))
                .path("components")
                .path(contributor);
    }

    private void submit() {
        hub.as("G22").submit(Samples.utf8(Samples.document()));
    }

    private void dossier() {
        String records = "[" + SampleRecords.dossier() + "]";
        assertThat(hub.as("H56")
                        .post("/api/v1/dossiers", "application/json", records.getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(202);
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
}
