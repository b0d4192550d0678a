package org.lienthong.delivery;

import jakarta.jms.CompletionListener;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what waits in the outbox to the recipients' queues. The rows stay locked while their messages go out, so two hubs
 * never relay the same one, and each message carries a duplicate id, so a crash between broker and database repeats the
 * sending without doubling the message.
 */
final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 200;
    private static final String CLAIM = """
            select id, recipient, attempts from delivery where state = 0 and next_attempt_at <= now()
            order by next_attempt_at limit ? for update skip locked""";
    private static final String QUEUED =
            "update delivery set state = 1, next_attempt_at = null, changed_at = now() where id = any (?)";

    /** A delivery whose turn it is. */
    private record Due(UUID id, String recipient, int attempts) {}

    private final DataSource dataSource;
    private final ConnectionFactory broker;
    private final long idlePauseMillis;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private @Nullable JMSContext context;
    private volatile boolean open = true;

    OutboxRelay(DataSource dataSource, ConnectionFactory broker, long idlePauseMillis) {
        this.dataSource = dataSource;
        this.broker = broker;
        this.idlePauseMillis = idlePauseMillis;
    }

    void start() {
        thread.start();
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
                while (open && relay() == BATCH) {
                    continue;
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

    private int relay() throws SQLException, JMSException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Due> due = claim(connection);
                if (!due.isEmpty()) {
                    CrashPoint.RELAY_BEFORE_SEND.pass();
                    send(due);
                    queued(connection, due);
                    CrashPoint.RELAY_BEFORE_COMMIT.pass();
                }
                connection.commit();
                if (!due.isEmpty()) {
                    CrashPoint.RELAY_AFTER_COMMIT.pass();
                }
                return due.size();
            } catch (SQLException | JMSException | InterruptedException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static List<Due> claim(Connection connection) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(CLAIM)) {
            select.setInt(1, BATCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(rows.getObject(1, UUID.class), rows.getString(2), rows.getInt(3)));
                }
            }
        }
        return due;
    }

    private static void queued(Connection connection, List<Due> due) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(QUEUED)) {
            update.setArray(
                    1,
                    connection.createArrayOf("uuid", due.stream().map(Due::id).toArray()));
            update.executeUpdate();
        }
    }

    /** Sends all and waits until the broker has every one of them on disk. */
    private void send(List<Due> due) throws JMSException, InterruptedException {
        JMSContext session = connect();
        Confirmations confirmations = new Confirmations(due.size());
        JMSProducer producer = session.createProducer()
                .setDeliveryMode(DeliveryMode.PERSISTENT)
                .setDisableMessageTimestamp(true)
                .setAsync(confirmations);
        for (Due one : due) {
            Message message = session.createMessage();
            message.setStringProperty(DeliveryQueues.DELIVERY_ID, one.id().toString());
            message.setStringProperty("_AMQ_DUPL_ID", one.id() + "#" + one.attempts());
            producer.send(session.createQueue(DeliveryQueues.nameFor(one.recipient())), message);
        }
        confirmations.await();
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
        disconnect();
    }

    /** Counts the broker's confirmations. */
    private static final class Confirmations implements CompletionListener {

        private static final long PATIENCE_SECONDS = 30;

        private final CountDownLatch outstanding;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        Confirmations(int expected) {
            outstanding = new CountDownLatch(expected);
        }

        @Override
        public void onCompletion(Message message) {
            outstanding.countDown();
        }

        @Override
        public void onException(Message message, Exception exception) {
            failure.compareAndSet(null, exception);
            outstanding.countDown();
        }

        void await() throws JMSException, InterruptedException {
            if (!outstanding.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new JMSException("the broker did not confirm within " + PATIENCE_SECONDS + " s");
            }
            Exception failed = failure.get();
            if (failed != null) {
                throw new JMSException("the broker refused a message: " + failed.getMessage());
            }
        }
    }
}
