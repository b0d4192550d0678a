package org.lienthong.dossier.portal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditLog;
import org.lienthong.dossier.PortalTasks;
import org.lienthong.dossier.SourceMappings;
import org.lienthong.dossier.inbound.ReturnedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the sequencer left in {@code portal_task} to the portal: one hub at a time, the one whose connection holds the
 * lock in the database. That very connection reads the tasks and writes the results, so a hub that lost the lock cannot
 * write any more. What was being sent then is looked up at the portal before it is sent again.
 */
final class Forwarder implements PortalTasks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    private static final long LOCK = 0x4c54504f5254414cL;
    private static final int ENOUGH = 2000;
    private static final long BACKLOG_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(40);

    private final DataSource dataSource;
    private final AuditLog auditLog;
    private final SourceMappings mappings;
    private final @Nullable ReturnedRecords returned;
    private final PortalSettings settings;
    private final PortalMetrics metrics;
    private final Throttle throttle;
    private final Sender sender;
    private final Clock clock;
    private final List<Thread> callers = new ArrayList<>();
    private final Thread keeper;
    private volatile boolean open = true;
    private volatile boolean leading;
    private volatile @Nullable Lanes current;
    private final Object arrival = new Object();
    private boolean arrived;

    private long last;
    private long held; // bytes of records in memory
    private final List<Long> done = new ArrayList<>();
    private long backlogNanos;

    Forwarder(
            DataSource dataSource,
            AuditLog auditLog,
            SourceMappings mappings,
            @Nullable ReturnedRecords returned,
            PortalClient client,
            UnaryOperator<String> senders,
            PortalSettings settings,
            PortalMetrics metrics,
            Clock clock,
            RandomGenerator random) {
        this.dataSource = dataSource;
        this.auditLog = auditLog;
        this.mappings = mappings;
        this.returned = returned;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.throttle = new Throttle(settings, random);
        this.sender = new Sender(client, throttle, metrics, senders, settings);
        this.keeper = new Thread(this::keep, "portal-keeper");
        for (int i = 0; i < settings.calls(); i++) {
            callers.add(new Thread(this::call, "portal-caller-" + i));
        }
    }

    void start() {
        keeper.start();
        callers.forEach(Thread::start);
    }

    @Override
    public void arrived() {
        synchronized (arrival) {
            arrived = true;
            arrival.notifyAll();
        }
        Lanes lanes = current;
        if (lanes != null) {
            lanes.wake();
        }
    }

    /** Whether this hub is the one that sends. */
    boolean isLeading() {
        return leading;
    }

    boolean isFaltering() {
        return throttle.isFaltering();
    }

    private void keep() {
        while (open) {
            try (Connection connection = dataSource.getConnection()) {
                if (lock(connection)) {
                    lead(connection);
                }
            } catch (SQLException | RuntimeException e) {
                LOG.atWarn().log("dossiers to the portal wait: {}", e.getMessage());
                LOG.debug("dossiers to the portal wait", e);
            } catch (InterruptedException e) {
                return;
            } finally {
                abandon();
            }
            pause(settings.poll().toMillis());
        }
    }

    private void lead(Connection connection) throws SQLException, InterruptedException {
        try {
            Lanes lanes = new Lanes(settings, Thread.currentThread());
            last = Long.MIN_VALUE;
            held = 0;
            done.clear();
            waitForOthers(connection);
            current = lanes;
            leading = true;
            synchronized (arrival) {
                arrival.notifyAll();
            }
            connection.setAutoCommit(false);
            while (open) {
                boolean loaded = load(connection, lanes);
                backlog(connection);
                connection.commit();
                long wait = loaded ? 0 : settings.poll().toNanos();
                if (lanes.awaitResults(ENOUGH, takeArrived() ? 0 : wait) || !done.isEmpty()) {
                    commit(connection, lanes);
                }
            }
            lanes.close();
            waitForCallers(lanes);
            commit(connection, lanes);
        } finally {
            leading = false;
            unlock(connection);
        }
    }

    /** Calls that a hub had made when it died may still be on their way through the portal. */
    private void waitForOthers(Connection connection) throws SQLException, InterruptedException {
        try (PreparedStatement select =
                        connection.prepareStatement("select from portal_task where started_at is not null limit 1");
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                pause(settings.settle().toMillis());
            }
        }
    }

    private boolean takeArrived() {
        synchronized (arrival) {
            boolean was = arrived;
            arrived = false;
            return was;
        }
    }

    /** @return whether there may be more that has room */
    private boolean load(Connection connection, Lanes lanes) throws SQLException {
        long room = settings.windowSize().toBytes() - held;
        if (room <= 0 || lanes.open() >= settings.window()) {
            return false;
        }
        TaskRows rows = new TaskRows(connection);
        List<TaskRows.Loaded> tasks = rows.next(last, room, clock.instant());
        if (tasks.isEmpty()) {
            return false;
        }
        List<Item> items = items(rows, lanes, tasks);
        connection.commit(); // begun, before anybody sends
        last = tasks.get(tasks.size() - 1).task().id();
        lanes.add(items);
        return true;
    }

    private List<Item> items(TaskRows rows, Lanes lanes, List<TaskRows.Loaded> tasks) throws SQLException {
        List<Item> items = new ArrayList<>();
        Set<String> unknown = new LinkedHashSet<>();
        List<String> codes = new ArrayList<>();
        Map<String, List<String>> byAgency = new HashMap<>();
        for (TaskRows.Loaded one : tasks) {
            for (int i = 0; i < one.places().length; i++) {
                String code = RecordCode.of(one.records(), one.starts()[i] - one.from(), one.ends()[i] - one.from());
                codes.add(code);
                byAgency.computeIfAbsent(one.task().agency(), agency -> new ArrayList<>())
                        .add(code);
                if (!lanes.knows(code)) {
                    unknown.add(code);
                }
            }
            if (one.task().open == 0) {
                done.add(one.task().id());
            }
        }
        Map<String, TaskRows.Known> known = unknown.isEmpty() ? Map.of() : rows.known(unknown);
        Map<String, Map<String, String>> theirs = portalCodes(byAgency);
        int n = 0;
        for (TaskRows.Loaded one : tasks) {
            Map<String, String> portalCodes = theirs.getOrDefault(one.task().agency(), Map.of());
            held += one.task().size;
            for (int i = 0; i < one.places().length; i++) {
                String code = codes.get(n++);
                Lane lane = lanes.lane(code);
                TaskRows.Known what = unknown.remove(code) ? known.get(code) : null;
                if (what != null) {
                    lane.portal = what.portal();
                    lane.waiters = what.waiters();
                }
                items.add(item(one, i, lane, portalCodes.get(code)));
            }
        }
        return items;
    }

    /** By agency and its own code, of the dossiers that the portal knows by another one. */
    private Map<String, Map<String, String>> portalCodes(Map<String, List<String>> byAgency) {
        Map<String, Map<String, String>> codes = new HashMap<>();
        if (returned != null) {
            for (Map.Entry<String, List<String>> one : byAgency.entrySet()) {
                codes.put(one.getKey(), returned.portalCodes(one.getKey(), one.getValue()));
            }
        }
        return codes;
    }

    private Item item(TaskRows.Loaded from, int i, Lane lane, @Nullable String portalCode) {
        int start = from.starts()[i] - from.from();
        int length = from.ends()[i] - from.starts()[i];
        Task task = from.task();
        boolean same = mappings.of(task.agency()).isIdentity();
        if (same && (returned == null || portalCode == null && !returned.hasFiles(task.agency()))) {
            return new Item(task, from.places()[i], lane, from.records(), start, length, from.doubtful());
        }
        byte[] own = java.util.Arrays.copyOfRange(from.records(), start, start + length);
        byte[] mapped = same ? own : mappings.toPortal(task.agency(), task.kind(), own);
        if (returned != null) {
            mapped = returned.toPortal(task.agency(), mapped, portalCode);
        }
        return new Item(task, from.places()[i], lane, mapped, 0, mapped.length, from.doubtful());
    }

    private void commit(Connection connection, Lanes lanes) throws SQLException {
        Lanes.Results results = lanes.drain();
        if (results.isEmpty() && done.isEmpty()) {
            return;
        }
        Map<Task, Integer> finished = new HashMap<>();
        results.items().forEach(item -> finished.merge(item.task, 1, Integer::sum));
        finished.forEach((task, count) -> {
            task.open -= count;
            if (task.open == 0) {
                done.add(task.id());
                held -= task.size;
            }
        });
        Instant now = clock.instant();
        List<Long> released = new Repeated(connection).run(() -> {
            List<Long> ids = new ResultRows(connection).write(results, done, now);
            if (!results.items().isEmpty()) {
                auditLog.append(connection, List.of(AnswerEntry.of(results.items(), now)));
            }
            return ids;
        });
        done.clear();
        lanes.durable(results);
        results.items().forEach(item -> metrics.ended(java.util.Objects.requireNonNull(item.end), 1));
        release(connection, lanes, results, released);
    }

    private void release(Connection connection, Lanes lanes, Lanes.Results results, List<Long> ids)
            throws SQLException {
        List<Lane> waited =
                results.accepted().stream().filter(lane -> lane.held).distinct().toList();
        if (waited.isEmpty()) {
            return;
        }
        List<Item> items = List.of();
        if (!ids.isEmpty()) {
            TaskRows rows = new TaskRows(connection);
            items = items(rows, lanes, rows.named(ids, clock.instant()));
            connection.commit();
        }
        lanes.release(items, waited);
    }

    private void backlog(Connection connection) throws SQLException {
        long now = System.nanoTime();
        if (now - backlogNanos < BACKLOG_NANOS && backlogNanos != 0) {
            return;
        }
        backlogNanos = now;
        try (PreparedStatement select = connection.prepareStatement("""
                select (select count(*) from portal_task),
                  (select extract(epoch from ? - b.submitted_at)::bigint from
                    (select batch_no from portal_task order by id limit 1) t join dossier_batch b using (batch_no))""")) {
            select.setObject(1, clock.instant().atOffset(java.time.ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                metrics.backlog(row.getLong(1), Math.max(0, row.getLong(2)));
            }
        }
    }

    private void call() {
        try {
            while (open) {
                Lanes lanes = lanes();
                if (lanes == null || !lanes.awaitBatch() || !throttle.enter()) {
                    continue;
                }
                try {
                    Batch batch = lanes.take();
                    if (batch != null) {
                        work(lanes, batch);
                    }
                } finally {
                    throttle.leave();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Lanes lanes, Batch batch) {
        try {
            sender.run(lanes, batch);
        } catch (RuntimeException e) {
            LOG.error("a batch for the portal failed inside the hub; it is tried again", e);
            throttle.failed(null);
            lanes.again(batch.items().stream().filter(item -> item.end == null).toList());
        } finally {
            lanes.done();
        }
    }

    private @Nullable Lanes lanes() throws InterruptedException {
        synchronized (arrival) {
            while (open && current == null) {
                arrival.wait();
            }
            return current;
        }
    }

    /** What is in memory counts no more; the calls under way end before anybody looks at it again. */
    private void abandon() {
        Lanes lanes = current;
        if (lanes != null) {
            current = null;
            lanes.close();
            try {
                waitForCallers(lanes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void waitForCallers(Lanes lanes) throws InterruptedException {
        while (!lanes.isIdle()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            select.setLong(1, LOCK);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void unlock(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            try (PreparedStatement select = connection.prepareStatement("select pg_advisory_unlock(?)")) {
                select.setLong(1, LOCK);
                select.execute();
            }
        } catch (SQLException e) {
            LOG.debug("the lock went with its connection", e);
        }
    }

    private void pause(long millis) {
        synchronized (arrival) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            try {
                for (long left = millis; open && left > 0; ) {
                    arrival.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Lets the calls under way finish and writes their results. */
    @Override
    public void close() {
        open = false;
        throttle.close();
        Lanes lanes = current;
        if (lanes != null) {
            lanes.close();
        }
        synchronized (arrival) {
            arrival.notifyAll();
        }
        try {
            keeper.join(JOIN_MILLIS);
            for (Thread caller : callers) {
                caller.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
