package org.lienthong.route;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.lienthong.dossier.portal.PortalCall;
import org.lienthong.service.ServiceCall;

/**
 * Calls a registered system, for a delivery, to the portal too, or for a permitted call of a data service and for nothing else. Where the
 * system is and how it is spoken to stands in the register of agencies, never in a route.
 */
final class CallProducer extends DefaultProducer {

    private final DeliveryCall deliveries;
    private final ProviderCall services;
    private final PortalSend portal;

    CallProducer(HubEndpoint endpoint, DeliveryCall deliveries, ProviderCall services, PortalSend portal) {
        super(endpoint);
        this.deliveries = deliveries;
        this.services = services;
        this.portal = portal;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        if (exchange.getIn().getBody() instanceof Outgoing outgoing) {
            deliveries.call(exchange, outgoing);
        } else if (exchange.getProperty(ServiceConsumer.CALL) instanceof ServiceCall call) {
            services.call(exchange, call);
        } else if (exchange.getProperty(PortalConsumer.CALL) instanceof PortalCall call) {
            portal.call(exchange, call);
        } else {
            throw new IllegalStateException("hub:call takes what hub:deliver gave, or a call within hub:service: the"
                    + " route has changed the body, or started elsewhere");
        }
    }

    @Override
    protected void doStop() throws Exception {
        deliveries.stop();
        super.doStop();
    }
}
