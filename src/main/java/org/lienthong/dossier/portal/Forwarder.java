package org.lienthong.dossier.portal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.audit.AuditLog;
import org.lienthong.dossier.PortalTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the sequencer left in {@code portal_task} to the portal: one hub at a time, the one whose connection holds the
 * lock in the database. That very connection reads the tasks and writes the results, so a hub that lost the lock cannot
 * write any more. What was being sent then is looked up at the portal before it is sent again.
 */
final class Forwarder implements PortalTasks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    private static final int ENOUGH = 2000;
    private static final long BACKLOG_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(40);

    private final DataSource dataSource;
    private final AuditLog auditLog;
    private final Loader loader;
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
            PortalWords words,
            PortalClient client,
            UnaryOperator<String> senders,
            PortalSettings settings,
            PortalMetrics metrics,
            Clock clock,
            RandomGenerator random) {
        this.dataSource = dataSource;
        this.auditLog = auditLog;
        this.loader = new Loader(words);
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
                if (HubLock.take(connection)) {
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
            HubLock.giveBack(connection);
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
        List<Item> items = loader.items(rows, lanes, tasks);
        account(tasks);
        connection.commit(); // begun, before anybody sends
        last = tasks.get(tasks.size() - 1).task().id();
        lanes.add(items);
        return true;
    }

    private void account(List<TaskRows.Loaded> tasks) {
        for (TaskRows.Loaded one : tasks) {
            held += one.task().size;
            if (one.task().open == 0) {
                done.add(one.task().id());
            }
        }
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
        load(connection, lanes); // a HoSo that is to go before them may just have come
        List<Item> items = List.of();
        if (!ids.isEmpty()) {
            TaskRows rows = new TaskRows(connection);
            List<TaskRows.Loaded> tasks = rows.named(ids, clock.instant());
            items = loader.items(rows, lanes, tasks);
            account(tasks);
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
