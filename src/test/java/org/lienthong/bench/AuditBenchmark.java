package org.lienthong.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;
import org.lienthong.audit.archive.LogArchive;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.publish.InclusionProofs;
import org.lienthong.audit.publish.LogDirectory;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.audit.verify.LogVerifier;
import org.lienthong.delivery.TransactionCost;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.util.FileSystemUtils;

/**
 * Measures the audit log on the hub's own embedded PostgreSQL with the hub's own settings, the publisher running: what it
 * costs a business transaction, entries appended in bulk, proofs, {@code verify}, {@code export}, bytes.
 * {@code docs/benchmark.md} says how to run it and what the figures mean.
 */
final class AuditBenchmark {

    private final PrintStream out;
    private final Map<String, Integer> settings;
    private final DataSource database;
    private final AuditLog log;
    private final Path directory;
    private final VerifierKey key;
    private final InclusionProofs proofs;

    /** The database and the log alone. */
    @ComponentScan({"org.lienthong.audit.publish", "org.lienthong.audit.retention"})
    @Import(org.lienthong.embedded.PostgresConfiguration.class)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    static class Stores {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private AuditBenchmark(ConfigurableApplicationContext context, Map<String, Integer> settings, PrintStream out) {
        this.out = out;
        this.settings = settings;
        this.database = context.getBean(DataSource.class);
        this.log = context.getBean(AuditLog.class);
        this.directory = context.getBean(LogDirectory.class).path();
        this.key = context.getBean(VerifierKey.class);
        this.proofs = context.getBean(InclusionProofs.class);
    }

    /** @param args of the hub, and {@code entries=1000000 millis=1500 rounds=9 callers=64 proofs=20000} */
    public static void main(String[] args) throws Exception {
        Map<String, Integer> settings = Stream.concat(
                        Stream.of("entries=1000000", "millis=1500", "rounds=9", "callers=64", "proofs=20000"),
                        Arrays.stream(args).filter(argument -> !argument.startsWith("--")))
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1]), (preset, given) -> given));
        Path work = Path.of("target/bench-audit").toAbsolutePath();
        FileSystemUtils.deleteRecursively(work);
        Files.createDirectories(work);
        SpringApplication application = new SpringApplication(Stores.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(Stream.concat(
                        Stream.of("--hub.data=" + work.resolve("data")),
                        Arrays.stream(args).filter(argument -> argument.startsWith("--")))
                .toArray(String[]::new))) {
            new AuditBenchmark(context, settings, System.out).run(work);
        }
    }

    private void run(Path work) throws Exception {
        transactions();
        bulk();
        bytes();
        proofs();
        verify(directory.toString(), "verify, directory");
        Path archive = work.resolve("audit.tar");
        long start = System.nanoTime();
        try (LogSource source = LogSource.directory(directory)) {
            LogArchive archives = new LogArchive(source, key, count -> {});
            archives.write(0, archives.size(), archive);
            line("export", rate(archives.size(), start), "entries/s", "");
        }
        verify(archive.toString(), "verify, archive");
    }

    /** In turns, because a machine is not the same from one second to the next. */
    private void transactions() throws Exception {
        int millis = settings.get("millis");
        TransactionCost cost = new TransactionCost(database, log, settings.get("callers"));
        cost.measure(true, 4 * millis);
        cost.measure(false, 4 * millis);
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < settings.get("rounds"); round++) {
            without.add(cost.measure(false, millis));
            with.add(cost.measure(true, millis));
            awaitPublished();
            ratios.add(with.get(round) / without.get(round));
        }
        line("acceptances without the log", median(without), "/s", "");
        line("acceptances with the log", median(with), "/s", "");
        out.printf(
                Locale.ROOT,
                "%-34s %12.2f %-10s aim >= 0.9; rounds %s%n",
                "ratio",
                median(ratios),
                "",
                ratios.stream()
                        .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                        .toList());
    }

    private void bulk() throws Exception {
        long before = size();
        long wanted = Math.max(0, settings.get("entries") - before);
        List<AuditEntry> entries =
                IntStream.range(0, 512).mapToObj(AuditBenchmark::entry).toList();
        ExecutorService writers = Executors.newFixedThreadPool(2);
        long start = System.nanoTime();
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            done.add(writers.submit(() -> {
                for (long written = 0; written < wanted / 2; written += entries.size()) {
                    append(entries);
                }
                return null;
            }));
        }
        for (Future<?> writer : done) {
            writer.get();
        }
        writers.shutdown();
        line("appended in bulk", rate(size() - before, start), "entries/s", "aim >= 20000");
        awaitPublished();
        line("appended and published", rate(size() - before, start), "entries/s", "");
    }

    private void append(List<AuditEntry> entries) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            log.append(connection, entries);
            connection.commit();
        }
    }

    private static AuditEntry entry(int n) {
        return AuditEntry.of(
                        AuditEvent.ACCEPTED,
                        Instant.now(),
                        Who.of("G22"),
                        Origin.of("rest", "4bf92f3577b34da6a3ce929d0e0e4736"))
                .about(About.message(
                                new UUID(0x019aa000_0000_7000L + n, 0x8000_0000_0000_0000L + n),
                                "document",
                                "000.00.00.G22,2026/11/22,9001/VPCP-KSTT-" + n)
                        .to(List.of("H41", "G15")))
                .content("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", null);
    }

    private void bytes() throws SQLException, IOException {
        long entries = size();
        long table = number("select sum(pg_total_relation_size(inhrelid)) from pg_inherits"
                + " where inhparent = 'audit_entry'::regclass");
        long files = 0;
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files += Files.size(file);
            }
        }
        line("bytes per entry, database", (double) table / entries, "bytes", "row and indexes");
        line("bytes per entry, published", (double) files / entries, "bytes", "bundles, tiles, checkpoint");
    }

    private void proofs() {
        long size = proofs.find(0, Duration.ofSeconds(5)).isPresent() ? settings.get("entries") : 0;
        Random random = new Random(7);
        int count = settings.get("proofs");
        long[] nanos = new long[count];
        for (int i = -2000; i < count; i++) {
            long index = random.nextLong(size);
            long start = System.nanoTime();
            if (proofs.find(index, Duration.ZERO).isEmpty()) {
                throw new IllegalStateException("no proof of " + index);
            }
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        line("proof, median", nanos[count / 2] / 1e6, "ms", "");
        line("proof, p99", nanos[count * 99 / 100] / 1e6, "ms", "aim < 5");
    }

    private void verify(String location, String name) throws Exception {
        try (LogSource source = LogSource.of(location)) {
            long start = System.nanoTime();
            LogVerifier.Verified verified = new LogVerifier(source, key, count -> {}).verify(null, null);
            line(name, rate(verified.size(), start), "entries/s", "aim >= 200000; " + verified.size() + " entries");
        }
    }

    private void awaitPublished() throws InterruptedException, SQLException {
        long size = size();
        if (size > 0 && proofs.find(size - 1, Duration.ofMinutes(5)).isEmpty()) {
            throw new IllegalStateException("not published: " + log.inconsistency());
        }
    }

    private long size() throws SQLException {
        return number("select size from audit_head");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void line(String what, double figure, String unit, String remark) {
        out.printf(Locale.ROOT, "%-34s %12.2f %-10s %s%n", what, figure, unit, remark);
    }

    private static double rate(long count, long startNanos) {
        return count * 1e9 / (System.nanoTime() - startNanos);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElse(0.0);
    }
}
