package org.lienthong.route;

import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DeliveryQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the broker gave up off its dead-letter queue: messages whose attempts ended without any outcome, as when each
 * took the process down. The delivery becomes a dead letter in the database, where an operator sees and replays it.
 */
final class DeadLetterWatch extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWatch.class);

    private final CamelContext context;
    private final Deliveries deliveries;
    private final String queue;
    private Consumer consumer;

    @SuppressWarnings("NullAway.Init") // made when started
    DeadLetterWatch(CamelContext context, Deliveries deliveries, String queue) {
        this.context = context;
        this.deliveries = deliveries;
        this.queue = queue;
    }

    @Override
    protected void doStart() throws Exception {
        Endpoint endpoint = context.getEndpoint("jms:queue:" + queue + RecipientQueues.OPTIONS.formatted(1));
        consumer = endpoint.createConsumer(this::bury);
        ServiceHelper.startService(consumer);
    }

    private void bury(Exchange message) {
        String id = message.getIn().getHeader(DeliveryQueues.DELIVERY_ID, String.class);
        if (id == null) {
            LOG.warn("a message without a delivery id was in the dead-letter queue; it is dropped");
            return;
        }
        int attempt = RecipientQueues.attempt(message);
        deliveries.abandoned(
                UUID.fromString(id), attempt, "given up by the broker after repeated attempts without an outcome");
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(consumer);
    }
}
