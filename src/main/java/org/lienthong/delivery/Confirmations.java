package org.lienthong.delivery;

import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the broker's confirmations of what was sent to it without waiting for each. */
final class Confirmations implements CompletionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);
    private static final long PATIENCE_SECONDS = 30;

    private final int expected;
    private final CountDownLatch outstanding;
    private final Map<UUID, Exception> refused = new ConcurrentHashMap<>();

    Confirmations(int expected) {
        this.expected = expected;
        this.outstanding = new CountDownLatch(expected);
    }

    @Override
    public void onCompletion(Message message) {
        outstanding.countDown();
    }

    @Override
    public void onException(Message message, Exception exception) {
        try {
            refused.put(UUID.fromString(message.getStringProperty(DeliveryQueues.DELIVERY_ID)), exception);
        } catch (JMSException e) {
            LOG.atError().setCause(e).log("a refused message cannot be read");
        }
        outstanding.countDown();
    }

    Set<UUID> await() throws JMSException, InterruptedException {
        if (!outstanding.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new JMSException("the broker did not confirm within " + PATIENCE_SECONDS + " s");
        }
        if (refused.size() == expected) {
            throw new JMSException("the broker took nothing: "
                    + refused.values().iterator().next().getMessage());
        }
        refused.forEach((id, cause) -> LOG.atWarn()
                .addKeyValue("deliveryId", id)
                .log("not queued, tried again later: {}", cause.getMessage()));
        return refused.keySet();
    }
}
