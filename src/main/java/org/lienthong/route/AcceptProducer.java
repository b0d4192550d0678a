package org.lienthong.route;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.lienthong.delivery.Acceptor;
import org.lienthong.delivery.Handed;
import org.lienthong.delivery.Incoming;

/** The commit point: when this step returns, all that was handed in is durable together with its audit entries. */
final class AcceptProducer extends DefaultProducer {

    static final String RECEIPT = "hubReceipt";

    private final Acceptor acceptor;

    AcceptProducer(HubEndpoint endpoint, Acceptor acceptor) {
        super(endpoint);
        this.acceptor = acceptor;
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.getIn().getBody() instanceof Incoming incoming) {
            exchange.setProperty(RECEIPT, acceptor.accept(incoming));
        } else if (exchange.getIn().getBody() instanceof Handed<?> handed) {
            exchange.setProperty(RECEIPT, handed.accept());
        } else {
            throw new IllegalStateException("hub:accept takes what hub:intake gave; the route has changed the body");
        }
    }
}
