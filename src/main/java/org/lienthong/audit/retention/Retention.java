package org.lienthong.audit.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.archive.EntryTime;
import org.lienthong.audit.archive.LogArchive;
import org.lienthong.audit.log.ArchiveRange;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.verify.LogSource;
import org.lienthong.audit.verify.LogVerifier;
import org.lienthong.audit.verify.WrongLogException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once an hour: makes the partitions of the coming months, archives the months that are over, and drops from the database
 * what is archived and older than its kind is kept online. The published log loses nothing. Whatever fails is tried again;
 * until then there is more online than need be.
 */
final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final DataSource dataSource;
    private final Path log;
    private final VerifierKey key;
    private final RetentionSettings settings;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "retention");
    private volatile boolean open = true;
    private volatile @Nullable String failure;

    /** @param log the directory of the published log */
    Retention(DataSource dataSource, Path log, VerifierKey key, RetentionSettings settings, Clock clock) {
        this.dataSource = dataSource;
        this.log = log;
        this.key = key;
        this.settings = settings;
        this.clock = clock;
    }

    /** Makes the partitions, so that the first entry has one, and leaves the rest to a thread. */
    void start() {
        try {
            prepare();
        } catch (SQLException e) {
            failed(e);
        }
        thread.start();
    }

    /** Why the last run did not do all of its work, or null. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Makes the partitions of this month and those ahead. */
    void prepare() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            MonthPartitions partitions = new MonthPartitions(connection);
            int created = partitions.create(thisMonth(), settings.monthsAhead() + 1);
            long unplaced = partitions.unplaced();
            if (unplaced > 0) {
                LOG.warn("{} audit entries are of a month without a partition: is the clock right?", unplaced);
            }
            LOG.debug("{} partitions were made", created);
        }
    }

    /** Archives what is over, then drops what may go. Returns how many partitions were dropped. */
    int runOnce() throws SQLException, IOException, WrongLogException {
        prepare();
        try (Connection connection = dataSource.getConnection()) {
            RetentionRow row = new RetentionRow(connection);
            if (settings.archiveDirectory() == null || !row.lock()) {
                return 0; // without archives nothing goes; or another hub does it
            }
            try {
                archive(row, settings.archiveDirectory());
                return drop(new MonthPartitions(connection), row.archived());
            } finally {
                row.unlock();
            }
        }
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (open) {
            try {
                runOnce();
                failure = null;
            } catch (SQLException
                    | IOException
                    | WrongLogException
                    | RuntimeException e) { // the next hour is another chance
                failed(e);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void failed(Exception e) {
        failure = e.getClass().getSimpleName() + ": " + e.getMessage();
        LOG.warn("retention of the audit entries failed, trying again in an hour: {}", failure);
    }

    /** Each run adds one archive with all entries of months that are over and not archived yet, rounded down to bundles. */
    private void archive(RetentionRow row, Path directory) throws SQLException, IOException, WrongLogException {
        try (LogSource source = LogSource.directory(log)) {
            LogArchive archive = new LogArchive(source, key, count -> {});
            long from = row.archived();
            Instant monthStart =
                    thisMonth().atDay(1).atStartOfDay(AuditLog.ZONE).toInstant();
            long end = archive.firstSince(monthStart) / 256 * 256;
            if (end <= from) {
                return;
            }
            Files.createDirectories(directory);
            Path file = directory.resolve(String.format(
                    Locale.ROOT, "audit-%s-%012d-%012d.tar", thisMonth().minusMonths(1), from, end - 1));
            ArchiveRange range = archive.write(from, end, file);
            verify(file);
            row.archived(range.end());
            LOG.atInfo()
                    .addKeyValue("first", range.first())
                    .addKeyValue("last", range.end() - 1)
                    .log("audit entries are archived in {}; copy it to where archives are kept", file);
            tellOldArchives(directory);
        } catch (LogFormatException e) {
            throw new IOException("the published log cannot be archived: " + e.getMessage(), e);
        }
    }

    private void verify(Path file) throws IOException, WrongLogException {
        try (LogSource written = LogSource.of(file.toString())) {
            new LogVerifier(written, key, count -> {}).verify(null, null);
        }
    }

    private int drop(MonthPartitions partitions, long archived) throws SQLException, IOException {
        int dropped = 0;
        for (MonthPartitions.Held held : partitions.held()) {
            YearMonth month = YearMonth.from(EntryTime.of(held.lastEntry()).atZone(AuditLog.ZONE));
            YearMonth until = month.plusMonths(settings.monthsOnline(held.kind()));
            if (held.last() < archived && until.isBefore(thisMonth())) {
                partitions.drop(held);
                dropped++;
                LOG.info("{} was dropped: its entries are archived, and their time online is over", held.name());
            }
        }
        return dropped;
    }

    private void tellOldArchives(Path directory) throws IOException {
        YearMonth oldest = thisMonth().minusMonths(settings.archive().toTotalMonths());
        String least = "audit-" + oldest;
        try (var files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("audit-[0-9]{4}-.*\\.tar") && name.compareTo(least) < 0)
                    .forEach(name -> LOG.info("the archive {} is older than hub.retention.archive demands", name));
        }
    }

    private YearMonth thisMonth() {
        return YearMonth.from(LocalDate.ofInstant(clock.instant(), AuditLog.ZONE));
    }
}
