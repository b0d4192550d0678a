package org.lienthong.route;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.lienthong.delivery.Deliveries;
import org.lienthong.delivery.DueDelivery;

/** Runs deliveries of its channel through the route. {@link RecipientQueues} takes them from where they wait. */
final class DeliverConsumer extends DefaultConsumer {

    private final Channel channel;
    private final Deliveries deliveries;
    private final Entrances entrances;

    DeliverConsumer(
            HubEndpoint endpoint, Processor processor, Channel channel, Deliveries deliveries, Entrances entrances) {
        super(endpoint, processor);
        this.channel = channel;
        this.deliveries = deliveries;
        this.entrances = entrances;
    }

    /** Returns what went wrong, or null once the recipient has it. */
    @Nullable
    Exception run(DueDelivery delivery) {
        Exchange exchange = getEndpoint().createExchange(ExchangePattern.InOut);
        exchange.getIn().setBody(new Outgoing(delivery, deliveries));
        exchange.getIn().setHeaders(HubHeaders.of(delivery, channel));
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() == null && exchange.getProperty(DeliveryCall.DELIVERED) == null) {
            return new CallFailedException("the route ended without calling the recipient", false);
        }
        return exchange.getException();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        entrances.open(channel, this);
    }

    @Override
    protected void doStop() throws Exception {
        entrances.close(channel, this);
        super.doStop();
    }
}
