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

    /**
     * What came of an attempt.
     *
     * @param sent what the recipient got; null when something went wrong
     */
    record Result(@Nullable Outgoing sent, @Nullable Exception failure) {

        static Result failed(Exception failure) {
            return new Result(null, failure);
        }
    }

    Result run(DueDelivery delivery) {
        Exchange exchange = getEndpoint().createExchange(ExchangePattern.InOut);
        exchange.getIn().setBody(new Outgoing(delivery, deliveries));
        exchange.getIn().setHeaders(HubHeaders.of(delivery, channel));
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            return Result.failed(exchange.getException());
        }
        Outgoing sent = exchange.getProperty(DeliveryCall.DELIVERED, Outgoing.class);
        return sent == null
                ? Result.failed(new CallFailedException("the route ended without calling the recipient", false))
                : new Result(sent, null);
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
