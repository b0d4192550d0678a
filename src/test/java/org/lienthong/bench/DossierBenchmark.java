package org.lienthong.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.codelist.CodeLists;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.generate.DossierStream;
import org.lienthong.dossier.generate.Faults;
import org.lienthong.dossier.generate.Load;
import org.lienthong.dossier.generate.RecordCount;
import org.lienthong.dossier.generate.Sender;
import org.lienthong.dossier.statistics.Procedures;
import org.springframework.util.FileSystemUtils;

/**
 * Measures the way of dossier records from their submission over HTTP to the answer of the (simulated) national portal, and
 * the floor beneath it: parse the JSON, copy the same rows into PostgreSQL, write the JSON. In one run, on this machine, with
 * the hub's own PostgreSQL for both.
 * {@code java -cp <test classpath> org.lienthong.bench.DossierBenchmark [records=100000] [batch=1000] [gzip=true] [posters=2]
 * [agencies=4] [warmup=0.3] [faults=late=0.01,repeated=0.01] [profile=false] [jar=target/lienthong.jar]}.
 */
final class DossierBenchmark {

    private static final String PORTAL = "http://simulated.example/G22/portal/XrdAdapter/RestService/forward";
    private static final double QUARTER = 14e6;
    private static final int RECORDS_A_DAY = 2500;
    private static final int FEWEST_DAYS = 14;
    private static final int MOST_DAYS = 92;
    private static final int PATIENCE_MINUTES = 60;

    /** What is handed in with one request. */
    private record Submission(String agency, RecordKind kind, int records, byte[] plain, byte[] body) {}

    private final Map<String, String> arguments = new HashMap<>();
    private final Path work = Path.of("target/bench-dossiers").toAbsolutePath();
    private final PrintStream out = System.out;
    private final boolean gzip;
    private int hubPort;
    private Instant measuredFrom = Instant.EPOCH;

    private DossierBenchmark(String[] args) {
        for (String one : args) {
            String[] parts = one.split("=", 2);
            arguments.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        gzip = Boolean.parseBoolean(argument("gzip", "true"));
    }

    public static void main(String[] args) throws Exception {
        new DossierBenchmark(args).run();
        System.exit(0);
    }

    private String argument(String name, String otherwise) {
        return arguments.getOrDefault(name, otherwise);
    }

    private void run() throws Exception {
        FileSystemUtils.deleteRecursively(work);
        int records = Integer.parseInt(argument("records", "100000"));
        List<Submission> warmup =
                submissions((int) (records * Double.parseDouble(argument("warmup", "0.3"))), 2, "2026-04-01");
        List<Submission> measured = submissions(records, 1, "2026-07-01");
        long bytes = measured.stream().mapToLong(one -> one.plain().length).sum();
        long sent = measured.stream().mapToLong(one -> one.body().length).sum();
        out.printf(
                Locale.ROOT,
                "%d records of %d bytes on average in %d batches%s%n",
                records,
                bytes / records,
                measured.size(),
                gzip ? String.format(Locale.ROOT, ", gzip, %d bytes per record", sent / records) : "");
        int portal = freePort();
        try (Child simulator = portal(portal);
                Child hub = hub(portal)) {
            Path postgres = work.resolve("hub-data/postgres");
            try (Connection database = database(postgres)) {
                submit(warmup, hubPort);
                await(database);
                double[] figures = measure(measured, records, hub, simulator, postgres, database);
                new DossierFloor(out, postgres, database)
                        .run(plain(warmup), plain(measured), records, figures[0], figures[1]);
            }
        }
        if (Boolean.parseBoolean(argument("profile", "false"))) {
            new Profile(out).print(work.resolve("hub.jfr"), measuredFrom);
        }
    }

    private static List<byte[]> plain(List<Submission> all) {
        return all.stream().map(Submission::plain).toList();
    }

    /** @return records per second, and CPU-us per record */
    private double[] measure(
            List<Submission> all, int records, Child hub, Child simulator, Path postgres, Connection database)
            throws Exception {
        measuredFrom = Instant.now();
        double hubCpu = CpuTime.ofProcess(hub.pid());
        double postgresCpu = CpuTime.ofPostgres(postgres);
        double portalCpu = CpuTime.ofProcess(simulator.pid());
        double ownCpu = CpuTime.ofProcess(ProcessHandle.current().pid());
        long start = System.nanoTime();
        submit(all, hubPort);
        double accepted = (System.nanoTime() - start) / 1e9;
        await(database);
        double seconds = (System.nanoTime() - start) / 1e9;
        hubCpu = CpuTime.ofProcess(hub.pid()) - hubCpu;
        postgresCpu = CpuTime.ofPostgres(postgres) - postgresCpu;
        portalCpu = CpuTime.ofProcess(simulator.pid()) - portalCpu;
        ownCpu = CpuTime.ofProcess(ProcessHandle.current().pid()) - ownCpu;
        double each = 1000.0 / records;
        out.printf(
                Locale.ROOT,
                "hub: %.0f records/s to the portal's answer (%.1f s; all accepted after %.1f s)%n",
                records / seconds,
                seconds,
                accepted);
        out.printf(
                Locale.ROOT,
                "     CPU-us per record: JVM %.1f, PostgreSQL %.1f, together %.1f; apart: portal %.1f, senders %.1f%n",
                hubCpu * each,
                postgresCpu * each,
                (hubCpu + postgresCpu) * each,
                portalCpu * each,
                ownCpu * each);
        out.printf(Locale.ROOT, "     JVM's memory at its peak %d MB%n", peak(hub.pid()) / 1024);
        out.printf(
                Locale.ROOT,
                "     14 million records: %.0f minutes (an hour is 3 889 records/s)%n",
                QUARTER / (records / seconds) / 60);
        print(database);
        return new double[] {records / seconds, (hubCpu + postgresCpu) * each};
    }

    /** Whatever does not add up is a defect, not a figure. */
    private void print(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select sum(received), sum(accepted), sum(duplicate),"
                        + " sum(out_of_order), sum(refused), sum(to_deliver), sum(delivered), sum(answered), sum(waiting)"
                        + " from dossier_batch")) {
            row.next();
            out.printf(
                    "     all batches, warm-up too: received %d = accepted %d + duplicate %d + out of order %d + refused %d;"
                            + " for the portal %d: delivered %d, answered %d, waiting %d%n",
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9));
        }
    }

    private List<Submission> submissions(int records, long seed, String from) throws IOException {
        LocalDate day = LocalDate.parse(from);
        List<Sender> senders = Sender.of(AgencyRegistry.load(Path.of("config/agencies")), day).stream()
                .limit(Integer.parseInt(argument("agencies", "4")))
                .toList();
        Load load = RecordCount.ofRecords(
                new Load(
                        seed,
                        day,
                        day.plusDays(days(records)),
                        1,
                        senders,
                        Procedures.of(CodeLists.read(Path.of("config/codelists")))
                                .all(),
                        Faults.parse(argument("faults", "late=0.01,repeated=0.01"))),
                records);
        int size = Integer.parseInt(argument("batch", "1000"));
        List<Submission> all = new ArrayList<>();
        Map<String, ByteArrayOutputStream> open = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        DossierStream stream = new DossierStream(load);
        for (int i = 0; i < records && stream.next(); i++) {
            String key = senders.get(stream.sender()).agency() + " " + stream.kind();
            ByteArrayOutputStream bytes = open.computeIfAbsent(key, any -> new ByteArrayOutputStream());
            stream.writeTo(bytes);
            bytes.write('\n');
            if (counts.merge(key, 1, Integer::sum) == size) {
                all.add(submission(key, size, bytes));
                counts.remove(key);
            }
        }
        for (Map.Entry<String, Integer> rest : counts.entrySet()) {
            all.add(submission(rest.getKey(), rest.getValue(), open.get(rest.getKey())));
        }
        return all;
    }

    /** As many records per agency and day as in the whole country's quarter, so that batches span hours, not weeks. */
    private int days(int records) {
        int days = records / (Integer.parseInt(argument("agencies", "4")) * RECORDS_A_DAY);
        return Math.max(FEWEST_DAYS, Math.min(MOST_DAYS, days));
    }

    private Submission submission(String key, int records, ByteArrayOutputStream bytes) throws IOException {
        String[] parts = key.split(" ");
        byte[] plain = bytes.toByteArray();
        bytes.reset();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(plain);
        }
        return new Submission(
                parts[0], RecordKind.valueOf(parts[1]), records, plain, gzip ? zipped.toByteArray() : plain);
    }

    /** Each agency sends its batches one after the other, several agencies at once. */
    private void submit(List<Submission> all, int port) throws Exception {
        int posters = Integer.parseInt(argument("posters", "2"));
        ExecutorService threads = Executors.newFixedThreadPool(posters);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < posters; i++) {
            int own = i;
            List<Submission> mine = all.stream()
                    .filter(one -> Math.floorMod(one.agency().hashCode(), posters) == own)
                    .toList();
            running.add(threads.submit(() -> {
                for (Submission one : mine) {
                    post(http, one, port);
                }
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
    }

    private void post(HttpClient http, Submission one, int port) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + port + "/api/v1/" + one.kind().wireName()))
                .header("Authorization", "Bearer demo-" + one.agency())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(one.body()));
        if (gzip) {
            request.header("Content-Encoding", "gzip");
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        while (answer.statusCode() == 429 || answer.statusCode() == 503) {
            TimeUnit.MILLISECONDS.sleep(100);
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("not taken: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Until every batch has its final result. */
    private static void await(Connection database) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        try (Statement statement = database.createStatement()) {
            while (System.nanoTime() < deadline) {
                try (ResultSet row =
                        statement.executeQuery("select not exists (select from dossier_batch where done_at is null)")) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IllegalStateException("not every batch was done within " + PATIENCE_MINUTES + " minutes");
    }

    private Child portal(int port) throws Exception {
        Child child = Child.start(
                "portal",
                work,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.lienthong.sandbox.portal.PortalSimulatorServer",
                        "--port",
                        Integer.toString(port)));
        child.awaitHttp(port, "/simulator/counters");
        return child;
    }

    private Child hub(int portal) throws Exception {
        Path config = work.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        try (Stream<Path> files = Files.list(config.resolve("agencies"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                Files.writeString(file, Files.readString(file).replace(PORTAL, "http://127.0.0.1:" + portal));
            }
        }
        hubPort = freePort();
        int management = freePort();
        List<String> command = new ArrayList<>();
        if (Boolean.parseBoolean(argument("profile", "false"))) {
            command.add("-XX:StartFlightRecording:filename=" + work.resolve("hub.jfr") + ",settings=profile");
        }
        command.addAll(List.of(
                "-jar",
                argument("jar", "target/lienthong.jar"),
                "--server.port=" + hubPort,
                "--management.server.port=" + management,
                "--hub.data=" + work.resolve("hub-data"),
                "--hub.config=" + config,
                "--hub.sandbox.traffic=false"));
        Child child = Child.start("hub", work, command);
        child.awaitHttp(management, "/actuator/health/readiness");
        return child;
    }

    /** The hub's own PostgreSQL. */
    private Connection database(Path postgres) throws IOException, SQLException {
        String port =
                Files.readAllLines(postgres.resolve("postmaster.pid")).get(3).strip();
        String password =
                Files.readString(work.resolve("hub-data/postgres.password")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "hub", password);
    }

    /** Kilobytes. */
    private static long peak(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
