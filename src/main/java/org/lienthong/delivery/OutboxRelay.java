package org.lienthong.delivery;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lienthong.embedded.BrokerQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what waits in the outbox to the recipients' queues. Each message carries a duplicate id, so a crash between broker
 * and database, or a second hub, repeats the sending without doubling the message. No row is locked meanwhile: a message
 * may be delivered before its row says that it is queued, and a broker that hangs must hold up no outcome of others.
 */
final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 200;
    private static final String CLAIM = """
            select id, recipient, attempts from delivery
            where state = 0 and (next_attempt_at <= ? and (attempts > 0 or next_attempt_at <= ?) or next_attempt_at > ?)
            order by next_attempt_at limit ?""";
    /** Never waits: a row that is locked is on its way to the outcome of the very attempt that was relayed. */
    private static final String STILL_WAITING = """
            where id in (select d.id from delivery d
              join unnest(?, ?) as relayed (id, attempts) on d.id = relayed.id and d.attempts = relayed.attempts
              where d.state = 0 for update of d skip locked)""";

    private static final String QUEUED =
            "update delivery set state = 1, next_attempt_at = null, changed_at = ? " + STILL_WAITING;
    private static final String POSTPONED = "update delivery set next_attempt_at = ? " + STILL_WAITING;
    private static final Duration POSTPONEMENT = Duration.ofSeconds(10);

    /** A delivery that is made within this time is never noted as queued: its outcome says more. */
    private static final Duration NOTED_AFTER = Duration.ofSeconds(1);

    /** What is accepted is offered at once; only what was not offered, as before a crash, is looked for in the database. */
    private static final Duration OVERLOOKED_AFTER = Duration.ofSeconds(2);

    private static final Duration RESERVATION = Duration.ofSeconds(20);
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(10);
    private static final int LARGEST_OFFER = 4096;

    /** A delivery whose turn it is. */
    private record Due(UUID id, String recipient, int attempts) {}

    /** One that is with the broker and not yet noted as queued. */
    private record Sent(Due due, long nanos) {}

    private final DataSource dataSource;
    private final ConnectionFactory broker;
    private final Clock clock;
    private final Duration longestPause;
    private final long idlePauseMillis;
    private final Queue<Due> offered = new ConcurrentLinkedQueue<>();
    private final Set<UUID> unsettled = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Long> lent = new ConcurrentHashMap<>(); // since when, or until when it is reserved
    private final Deque<Sent> sent = new ArrayDeque<>(); // of the relay's thread
    private final Semaphore work = new Semaphore(0);
    private long nextLook; // of the relay's thread
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private @Nullable JMSContext context;
    private volatile boolean open = true;

    /**
     * @param longestPause no attempt is planned further ahead; one that is was planned before the clock was set back
     * @param idlePauseMillis how often to look when nothing announces itself
     */
    OutboxRelay(
            DataSource dataSource, ConnectionFactory broker, Clock clock, Duration longestPause, long idlePauseMillis) {
        this.dataSource = dataSource;
        this.broker = broker;
        this.clock = clock;
        this.longestPause = longestPause;
        this.idlePauseMillis = idlePauseMillis;
    }

    void start() {
        thread.start();
    }

    /** A first attempt whose row is durable. Without an offer it would be found a little later. */
    void offer(UUID deliveryId, String recipient) {
        if (unsettled.size() < LARGEST_OFFER) {
            unsettled.add(deliveryId);
            offered.add(new Due(deliveryId, recipient, 0));
        }
        wake();
    }

    /**
     * A first attempt that somebody else makes. It is left alone until it is settled, by other hubs on the database, too.
     *
     * @return false when too many are under way; then it is found in the database a little later
     */
    boolean lend(UUID deliveryId) {
        if (unsettled.size() >= LARGEST_OFFER) {
            wake();
            return false;
        }
        unsettled.add(deliveryId);
        lent.put(deliveryId, System.nanoTime() + NOTED_AFTER.toNanos());
        return true;
    }

    /** The delivery's row has moved on. */
    void settled(UUID deliveryId) {
        lent.remove(deliveryId);
        unsettled.remove(deliveryId);
    }

    /** There is something in the outbox. */
    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    private void run() {
        while (open) {
            try {
                work.tryAcquire(idlePauseMillis, TimeUnit.MILLISECONDS);
                work.drainPermits();
                while (open && relayOffered() == BATCH) {
                    continue;
                }
                if (System.nanoTime() - nextLook >= 0) {
                    note(NOTED_AFTER);
                    reserve();
                    while (open && relayOverlooked() == BATCH) {
                        continue;
                    }
                    nextLook = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(idlePauseMillis);
                }
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | JMSException | RuntimeException e) {
                LOG.atWarn().log("the outbox waits: {}", e.getMessage());
                disconnect();
                pause();
            }
        }
    }

    private int relayOffered() throws SQLException, JMSException, InterruptedException {
        List<Due> due = new ArrayList<>();
        for (Due one = offered.poll(); one != null; one = due.size() < BATCH ? offered.poll() : null) {
            due.add(one);
        }
        if (due.isEmpty()) {
            return 0;
        }
        CrashPoint.RELAY_BEFORE_SEND.pass();
        Set<UUID> refused;
        try {
            refused = send(due);
        } catch (JMSException | InterruptedException | RuntimeException e) {
            due.forEach(one -> unsettled.remove(one.id())); // to be found in the database
            throw e;
        }
        CrashPoint.RELAY_BEFORE_COMMIT.pass();
        long now = System.nanoTime();
        which(due, one -> !refused.contains(one.id())).forEach(one -> sent.add(new Sent(one, now)));
        if (!refused.isEmpty()) {
            refused.forEach(unsettled::remove);
            record(which(due, one -> refused.contains(one.id())), refused);
        }
        return due.size();
    }

    /** Notes as queued what the broker has had for so long and what is not made yet. */
    private void note(Duration age) throws SQLException {
        List<Due> waiting = new ArrayList<>();
        while (!sent.isEmpty() && System.nanoTime() - sent.peek().nanos() >= age.toNanos()) {
            Due due = sent.remove().due();
            if (unsettled.contains(due.id())) {
                waiting.add(due);
            }
        }
        record(waiting, Set.of());
        waiting.forEach(due -> unsettled.remove(due.id()));
    }

    /** What takes longer than a moment to make would be found by other hubs, unless its row says: not yet. */
    private void reserve() throws SQLException {
        long now = System.nanoTime();
        List<Due> slow = new ArrayList<>();
        for (Map.Entry<UUID, Long> one : lent.entrySet()) {
            if (now - one.getValue() >= 0
                    && lent.replace(one.getKey(), one.getValue(), now + RENEWED_AFTER.toNanos())) {
                slow.add(new Due(one.getKey(), "", 0));
            }
        }
        if (!slow.isEmpty()) {
            try (Connection connection = dataSource.getConnection()) {
                update(connection, POSTPONED, clock.instant().plus(RESERVATION), slow);
            }
        }
    }

    private int relayOverlooked() throws SQLException, JMSException, InterruptedException {
        List<Due> due;
        try (Connection connection = dataSource.getConnection()) {
            due = which(claim(connection), one -> !unsettled.contains(one.id()));
        }
        if (!due.isEmpty()) {
            CrashPoint.RELAY_BEFORE_SEND.pass();
            Set<UUID> refused = send(due);
            CrashPoint.RELAY_BEFORE_COMMIT.pass();
            record(due, refused);
        }
        return due.size();
    }

    private void record(List<Due> due, Set<UUID> refused) throws SQLException {
        if (due.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            update(connection, QUEUED, clock.instant(), which(due, one -> !refused.contains(one.id())));
            update(
                    connection,
                    POSTPONED,
                    clock.instant().plus(POSTPONEMENT),
                    which(due, one -> refused.contains(one.id())));
        }
        CrashPoint.RELAY_AFTER_COMMIT.pass();
    }

    private List<Due> claim(Connection connection) throws SQLException {
        List<Due> due = new ArrayList<>();
        Instant now = clock.instant();
        try (PreparedStatement select = connection.prepareStatement(CLAIM)) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            select.setObject(2, now.minus(OVERLOOKED_AFTER).atOffset(ZoneOffset.UTC));
            select.setObject(3, now.plus(longestPause).plus(POSTPONEMENT).atOffset(ZoneOffset.UTC));
            select.setInt(4, BATCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(rows.getObject(1, UUID.class), rows.getString(2), rows.getInt(3)));
                }
            }
        }
        return due;
    }

    private static List<Due> which(List<Due> due, Predicate<Due> which) {
        return due.stream().filter(which).toList();
    }

    private static void update(Connection connection, String sql, Instant at, List<Due> due) throws SQLException {
        if (due.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.setArray(
                    2,
                    connection.createArrayOf("uuid", due.stream().map(Due::id).toArray()));
            update.setArray(
                    3,
                    connection.createArrayOf(
                            "int4", due.stream().map(Due::attempts).toArray()));
            update.executeUpdate();
        }
    }

    /**
     * Sends all and waits until the broker has them on disk.
     *
     * @return those that it refused, as when one recipient's queue is full; the others must not wait for that
     * @throws JMSException when it took none
     */
    private Set<UUID> send(List<Due> due) throws JMSException, InterruptedException {
        JMSContext session = connect();
        Confirmations confirmations = new Confirmations(due.size());
        JMSProducer producer = session.createProducer()
                .setDeliveryMode(DeliveryMode.PERSISTENT)
                .setDisableMessageTimestamp(true)
                .setAsync(confirmations);
        long now = clock.millis();
        for (Due one : due) {
            Message message = session.createMessage();
            message.setStringProperty(DeliveryQueues.DELIVERY_ID, one.id().toString());
            message.setIntProperty(DeliveryQueues.ATTEMPT, one.attempts());
            message.setLongProperty(DeliveryQueues.RELAYED_AT, now);
            message.setStringProperty("_AMQ_DUPL_ID", one.id() + "#" + one.attempts());
            try {
                producer.send(BrokerQueues.destination(DeliveryQueues.nameFor(one.recipient())), message);
            } catch (InvalidDestinationRuntimeException e) {
                confirmations.onException(message, e); // its queue is gone; the queue check declares it again
            }
        }
        return confirmations.await();
    }

    private JMSContext connect() {
        if (context == null) {
            context = broker.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        }
        return context;
    }

    private void disconnect() {
        if (context != null) {
            try {
                context.close();
            } catch (RuntimeException e) {
                LOG.atDebug().setCause(e).log("a broken broker connection did not close cleanly");
            }
            context = null;
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(idlePauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        open = false;
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            noteAll();
        }
        disconnect();
    }

    /** So that the next start need not send it again. */
    private void noteAll() {
        try {
            note(Duration.ZERO);
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("what is queued is not noted; the broker will drop it when it is sent again");
        }
    }
}
