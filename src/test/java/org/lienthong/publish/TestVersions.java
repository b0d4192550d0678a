package org.lienthong.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.lienthong.config.Configured;
import org.lienthong.config.Directories;
import org.lienthong.config.Edition;
import org.lienthong.config.InForce;
import org.lienthong.publish.PublishSettings.Source;
import org.lienthong.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** One hub's part that publishes, on a real database, with a configuration that is small and good. */
final class TestVersions {

    static final BundleLimits LIMITS =
            new BundleLimits(DataSize.ofMegabytes(1), 100, DataSize.ofKilobytes(64), DataSize.ofMegabytes(1));
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T05:00:00Z"), ZoneOffset.UTC);
    static final Path BASE = Path.of("src/test/resources/check/base");

    final JdbcTemplate jdbc;
    final VersionStore store;
    final Versions versions;
    final Checkouts checkouts;
    final Preparation preparation;
    final InForce inForce = new InForce();
    final Publisher publisher;

    /** Whether nothing runs here, however good it is. */
    boolean runsNothing;

    TestVersions(DataSource database, Path directory, boolean twoPersons) {
        jdbc = new JdbcTemplate(database);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        store = new VersionStore(jdbc, transaction, TestDatabase.audited(database));
        versions = new Versions(store);
        checkouts = new Checkouts(directory, LIMITS, CLOCK);
        preparation = new Preparation(checkouts, () -> List.of(new Part()), CLOCK);
        publisher = new Publisher(
                store, preparation, checkouts, inForce, twoPersons, new Reloads(new SimpleMeterRegistry()), CLOCK);
    }

    private final class Part implements Configured {
        @Override
        public void read(Directories files, Edition.Draft draft) {
            if (runsNothing) {
                throw new IllegalStateException("it does not run");
            }
            draft.put(Directories.class, files);
        }
    }

    static PublishSettings settings(Source source, int approvals, Path watch) {
        return new PublishSettings(
                source,
                approvals,
                null,
                Duration.ofSeconds(1),
                watch,
                Duration.ofSeconds(1),
                LIMITS.maxBundle(),
                LIMITS.maxFiles(),
                LIMITS.maxFile(),
                LIMITS.maxSize());
    }

    static Directories directories(Path parent) {
        return new Directories(parent.resolve("config"), parent.resolve("routes"));
    }

    static Tree base() throws IOException {
        return Tree.of(directories(BASE), LIMITS);
    }

    /** The base with another file, which changes nothing. */
    static Tree tree(String text) throws IOException {
        return with("config/mappings/README.md", text);
    }

    static Tree bad() throws IOException {
        return with("config/purposes.yaml", "purposes: 7\n");
    }

    private static Tree with(String path, String text) throws IOException {
        Map<String, byte[]> files = new HashMap<>(base().files());
        files.put(path, text.getBytes(UTF_8));
        return new Tree(files);
    }

    /** Writes a tree where a steward would. */
    static void write(Tree tree, Path directory) throws IOException {
        Files.createDirectories(directory);
        tree.write(directory);
    }

    Version publish(Tree tree) {
        return publish(tree, "an", null);
    }

    Version publish(Tree tree, String author, Long parent) {
        return publisher
                .publish(new Candidate(tree, "api", author, "test", parent, "trace"), false)
                .version();
    }

    /** What the audit log has, oldest first. */
    List<String> entries() {
        return jdbc.queryForList("select convert_from(entry, 'UTF8') from audit_entry order by idx", String.class);
    }

    List<Long> history() {
        return versions.history(Long.MAX_VALUE, 100).stream()
                .map(Version::version)
                .toList();
    }
}
