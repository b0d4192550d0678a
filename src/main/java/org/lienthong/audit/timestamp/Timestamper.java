package org.lienthong.audit.timestamp;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.StampName;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.audit.publish.LogDirectory;
import org.lienthong.audit.token.Timestamp;
import org.lienthong.audit.token.TimestampException;
import org.lienthong.audit.token.TimestampQuery;
import org.lienthong.audit.token.TimestampTrust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the latest checkpoint stamped at an interval and at the end of each day, by the first authority that gives a good
 * token; of several hubs on one database one at a time. Also when nothing was added: a token that comes every hour tells
 * that the log was not set back in between. Where a period is required, nothing is accepted once it is over.
 */
final class Timestamper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Timestamper.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final LogDirectory directory;
    private final AuditLog auditLog;
    private final TimestampSettings settings;
    private final VerifierKey key;
    private final AuthorityClient client;
    private final Clock clock;
    private final RandomGenerator random;
    private final StampFiles files;
    private final Thread thread = new Thread(this::run, "timestamps");
    private volatile boolean open = true;
    private final AtomicLong rejected = new AtomicLong();
    private volatile State state = new State(null, List.of(), false);
    private @Nullable Instant retryAt;
    private boolean complete;

    /**
     * @param latest the time of the latest token, or null
     * @param failures of the last round, one line for each authority; empty when it succeeded
     * @param overdue whether nothing is accepted until there is a token
     */
    record State(@Nullable Instant latest, List<String> failures, boolean overdue) {}

    Timestamper(
            DataSource dataSource,
            LogDirectory directory,
            AuditLog auditLog,
            TimestampSettings settings,
            VerifierKey key,
            AuthorityClient client,
            Clock clock,
            RandomGenerator random) {
        this.dataSource = dataSource;
        this.directory = directory;
        this.auditLog = auditLog;
        this.settings = settings;
        this.key = key;
        this.client = client;
        this.clock = clock;
        this.random = random;
        this.files = new StampFiles(directory);
    }

    /** Learns how old the latest token is before anything can be accepted. */
    void prepare() {
        try (StampRows rows = new StampRows(dataSource.getConnection())) {
            remember(rows.latest(), List.of());
        } catch (SQLException e) {
            remember(null, List.of("the database: " + e.getMessage()));
        }
    }

    void start() {
        if (!settings.authorities().isEmpty()) {
            thread.start();
        }
    }

    State state() {
        return state;
    }

    /** Tokens that were not right, since the start. */
    long rejected() {
        return rejected.get();
    }

    /** Does what is due now; the thread repeats it. Returns whether the checkpoint was stamped. */
    boolean step() throws SQLException, IOException, InterruptedException {
        Instant now = clock.instant();
        if (complete && !due(state.latest(), now) || retryAt != null && now.isBefore(retryAt)) {
            remember(state.latest(), state.failures());
            return false;
        }
        try (StampRows rows = new StampRows(dataSource.getConnection())) {
            if (!rows.lock()) {
                remember(rows.latest(), state.failures()); // another hub does it
                return false;
            }
            if (!complete) {
                files.complete(rows);
                complete = true;
            }
            Instant latest = rows.latest();
            byte[] note = directory.checkpoint();
            if (note == null || !due(latest, now)) {
                remember(latest, state.failures());
                return false;
            }
            return stamp(rows, note, latest);
        }
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (open) {
            try {
                step();
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | IOException | RuntimeException e) {
                failed(List.of(e.getClass().getSimpleName() + " " + e.getMessage()));
                complete = false;
            }
            LockSupport.parkNanos(TICK.toNanos());
        }
    }

    private boolean due(@Nullable Instant latest, Instant now) {
        Instant today = now.atZone(AuditLog.ZONE)
                .toLocalDate()
                .atStartOfDay(AuditLog.ZONE)
                .toInstant();
        return latest == null || latest.isBefore(today) || !now.isBefore(latest.plus(settings.interval()));
    }

    private boolean stamp(StampRows rows, byte[] note, @Nullable Instant latest)
            throws SQLException, IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (TimestampSettings.Authority authority : settings.authorities()) {
            try {
                TimestampQuery query = new TimestampQuery(DigestUtils.sha256(note), authority.policy(), random);
                byte[] response = client.ask(authority.url(), authority.timeout(), query.bytes());
                Instant time = checked(authority, query, response, note);
                long size =
                        Checkpoint.parse(SignedNote.open(note, List.of(key))).size();
                rows.insert(new Stamp(StampName.of(time, size), note, response), authority.name(), time);
                files.complete(rows);
                retryAt = null;
                if (!state.failures().isEmpty()) {
                    LOG.info("the checkpoint is stamped again, by {}", authority.name());
                }
                remember(time, List.of());
                return true;
            } catch (TimestampException e) {
                failures.add(authority.name() + " " + e.getMessage());
            }
        }
        remember(latest, state.failures());
        failed(failures);
        return false;
    }

    private Instant checked(TimestampSettings.Authority authority, TimestampQuery query, byte[] response, byte[] note)
            throws TimestampException {
        try {
            return check(authority, query, response, note);
        } catch (TimestampException e) {
            rejected.incrementAndGet();
            throw e;
        }
    }

    private Instant check(TimestampSettings.Authority authority, TimestampQuery query, byte[] response, byte[] note)
            throws TimestampException {
        query.requireAnswer(response);
        Timestamp timestamp;
        try {
            timestamp =
                    TimestampTrust.read(authority.trust(), authority.policy()).check(response, note);
        } catch (IOException e) {
            throw new TimestampException("cannot be checked, its trust file: " + e.getMessage());
        }
        Duration skew = Duration.between(clock.instant(), timestamp.time()).abs();
        if (skew.compareTo(settings.clockTolerance()) > 0) {
            throw new TimestampException("has a clock that is " + skew.toSeconds() + " s off, or the hub's is");
        }
        return timestamp.time();
    }

    private void failed(List<String> failures) {
        if (!failures.equals(state.failures())) {
            LOG.warn("the checkpoint could not be stamped, trying again: {}", String.join("; ", failures));
        }
        retryAt = clock.instant().plus(settings.retry());
        remember(state.latest(), failures);
    }

    /** Publishes the state, and opens or closes the hub accordingly. */
    private void remember(@Nullable Instant latest, List<String> failures) {
        Duration required = settings.requiredWithin();
        boolean overdue = required != null && (latest == null || clock.instant().isAfter(latest.plus(required)));
        if (overdue != state.overdue()) {
            if (overdue) {
                LOG.error(
                        "nothing is accepted: the latest timestamp is of {}, one is required within {}",
                        latest == null ? "never" : latest,
                        required);
            } else {
                LOG.info("the timestamp is recent enough again; the hub accepts");
            }
        }
        state = new State(latest, failures, overdue);
        auditLog.requireTimestamp(overdue);
    }
}
