package org.lienthong.embedded;

import jakarta.jms.Queue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQAddressExistsException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQQueueExistsException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSession.QueueQuery;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Declares and measures queues on the embedded or an outside broker. Queues are never created by sending: the broker
 * would delete them when empty, and a misspelt name would swallow messages.
 */
public final class BrokerQueues implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BrokerQueues.class);

    private final ServerLocator locator;
    private final @Nullable String user;
    private final @Nullable String password;
    private final Map<String, String> declared = new LinkedHashMap<>(); // address by queue
    private @Nullable ClientSessionFactory sessions;
    private @Nullable ClientSession session;

    BrokerQueues(ActiveMQConnectionFactory factory) {
        this.locator = factory.getServerLocator();
        this.user = factory.getUser();
        this.password = factory.getPassword();
    }

    /**
     * What to send to or to receive from, by name alone. A session's own {@code createQueue} asks the broker twice, first
     * for a queue and then for a temporary one; a queue that is created between the two is taken for a temporary one of
     * another connection, and a listener that keeps it never recovers.
     */
    public static Queue destination(String queue) {
        return ActiveMQDestination.createQueue(queue);
    }

    /**
     * Creates a durable queue (ANYCAST, address of the same name) unless it is there.
     *
     * @throws BrokerUnavailableException when the broker does not answer or refuses
     */
    public synchronized void declare(String queue) {
        declare(queue, queue);
    }

    /** Creates what the hub's own broker has from the start, and an outside one may lack: where given up messages go. */
    public synchronized void declareDeadLetters() {
        declare(BrokerPlan.DEAD_LETTER_QUEUE, BrokerPlan.DEAD_LETTER_ADDRESS);
    }

    /**
     * Creates what was declared before and is gone, as when an outside broker came back without its data.
     *
     * @throws BrokerUnavailableException when the broker does not answer or refuses
     */
    public synchronized void restore() {
        new LinkedHashMap<>(declared).forEach(this::declare);
    }

    private void declare(String queue, String address) {
        declared.put(queue, address);
        call("declare queue " + queue, open -> {
            if (!open.queueQuery(SimpleString.of(queue)).isExists()) {
                create(open, SimpleString.of(queue), SimpleString.of(address));
            }
            return 0;
        });
    }

    /**
     * Messages in the queue, those being delivered included; -1 when there is no such queue.
     *
     * @throws BrokerUnavailableException when the broker does not answer
     */
    public synchronized long depth(String queue) {
        return call("measure queue " + queue, open -> {
            QueueQuery answer = open.queueQuery(SimpleString.of(queue));
            return answer.isExists() ? answer.getMessageCount() : -1;
        });
    }

    @Override
    public synchronized void close() {
        forget(); // the locator is the connection factory's to close
    }

    private long call(String what, Call call) {
        try {
            return call.on(open());
        } catch (ActiveMQException e) {
            forget();
            throw new BrokerUnavailableException("Cannot " + what + ": " + e.getMessage(), e);
        } catch (Exception e) {
            forget();
            throw new BrokerUnavailableException("Cannot " + what + ": " + e, e);
        }
    }

    private ClientSession open() throws Exception {
        if (session != null && !session.isClosed()) {
            return session;
        }
        forget();
        ClientSessionFactory opened = locator.createSessionFactory();
        sessions = opened;
        ClientSession fresh = opened.createSession(user, password, false, true, true, false, 0);
        session = fresh;
        return fresh;
    }

    private void forget() {
        if (sessions != null) {
            sessions.close();
        }
        sessions = null;
        session = null;
    }

    /** Another hub on the same broker may be faster at either step. */
    private static void create(ClientSession session, SimpleString name, SimpleString address)
            throws ActiveMQException {
        try {
            if (!session.addressQuery(address).isExists()) {
                session.createAddress(address, RoutingType.ANYCAST, false);
            }
        } catch (ActiveMQAddressExistsException e) {
            log.debug("Address {} was created meanwhile", address);
        }
        try {
            session.createQueue(QueueConfiguration.of(name)
                    .setAddress(address)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true)
                    .setAutoDelete(false));
        } catch (ActiveMQQueueExistsException e) {
            log.debug("Queue {} was created meanwhile", name);
        }
    }

    private interface Call {
        long on(ClientSession session) throws Exception;
    }
}
